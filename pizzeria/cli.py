"""The command line: `pizzeria …`. Reads, calls, prints; decides nothing.

Exit codes: 0 it worked, 1 it failed, 2 it was called wrongly.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pizzeria import (
    cli_alone,
    cli_chat,
    cli_connect,
    cli_outbox,
    cli_record,
    cli_replay,
    cli_voice,
    logs,
    reference,
)
from pizzeria import doctor as doctor_room
from pizzeria.answering import WHO, Who
from pizzeria.errors import PizzeriaError
from pizzeria.menu_files import Files, read_menu_files
from pizzeria.ordering.as_json import order_json
from pizzeria.ordering.menu_as_json import menu_json
from pizzeria.ordering.money import format_money
from pizzeria.serving import serve as serve_house
from pizzeria.settings import read_settings
from pizzeria.store.store import Store
from pizzeria.web.call_json import call_json
from pizzeria.wiring import open_store

T = TypeVar("T")
out = Console(highlight=False, soft_wrap=True)
_WIDE = 110
"""columns"""


class Commands(click.Group):
    """Whatever the house raises on purpose is one sentence on stderr and exit code 1; never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # click's own signature
        try:
            return super().invoke(ctx)
        except PizzeriaError as error:
            click.echo(f"pizzeria: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A phone-ordering agent: a call becomes an order on the kitchen's board.

    Example: pizzeria serve
    """
    logs.configure()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--answered-by", type=click.Choice(WHO), help="whatever is set")
def serve(host: str, port: int, answered_by: Who | None) -> None:
    """Open the pizzeria: pages, API and the socket that 46elks connects to.

    Example: pizzeria serve --port 8080
    """
    asyncio.run(serve_house(read_settings(), host, port, click.echo, answered_by))


@main.group()
def menu() -> None:
    """The menu as the agent will read it.

    Example: pizzeria menu check
    """


@menu.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Read a menu folder and say what is wrong with it, or that all is well.

    Example: pizzeria menu check menu
    """
    files = _files(folder)
    click.echo(
        f"All is well: {len(files.menu.items)} items, {len(files.menu.toppings)} toppings, "
        f"{len(files.menu.deals)} deals, {len(files.house.zones)} delivery zones."
    )


@menu.command()
@click.option("--json", "as_json", is_flag=True, help="as GET /api/menu answers it")
def show(as_json: bool) -> None:
    """Print the menu.

    Example: pizzeria menu show --json
    """
    files = _files(None)
    if as_json:
        _print_json(menu_json(files.menu, files.house))
        return
    table = Table("No", "Name", "Category", "Prices", "On it", box=None)
    for item in files.menu.items:
        prices = ", ".join(
            f"{size.names[files.menu.language]} {format_money(size.price, files.menu.currency, 'sv')}"
            for size in item.sizes
        )
        number = str(item.number or "")
        name = item.names[files.menu.language]
        table.add_row(number, name, item.category, prices, ", ".join(item.toppings))
    _print_rows(table, "Nothing is sold.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="as GET /api/orders answers it")
def orders(as_json: bool) -> None:
    """Print the orders in the database, newest first.

    Example: pizzeria orders --json
    """
    found = asyncio.run(_ask(Store.orders))
    if as_json:
        _print_json([order_json(order) for order in found])
        return
    table = Table("No", "Status", "Placed", "Name", "Total", "Lines", box=None)
    for order in found:
        lines = ", ".join(f"{line.quantity} {line.name}" for line in order.bill.lines)
        total = format_money(order.bill.total, order.bill.currency, "sv")
        placed = f"{order.placed_at:%Y-%m-%d %H:%M}"
        table.add_row(str(order.number), order.status, placed, order.customer_name, total, lines)
    _print_rows(table, "No orders yet.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="as GET /api/calls answers it")
def calls(as_json: bool) -> None:
    """Print the calls in the database, newest first.

    Example: pizzeria calls
    """
    found = asyncio.run(_ask(Store.calls))
    if as_json:
        _print_json([call_json(call) for call in found])
        return
    table = Table("Call", "Started", "From", "Seconds", "Ended", "Order", box=None)
    for call in found:
        table.add_row(
            call.call_id,
            f"{call.started_at:%Y-%m-%d %H:%M:%S}",
            call.from_number,
            str(call.duration_seconds or ""),
            call.end_reason or call.status,
            str(call.order_number or ""),
        )
    _print_rows(table, "No calls yet.")


@main.command()
def doctor() -> None:
    """Look at settings, menu, database and key: what is wrong and what to do.

    Example: pizzeria doctor
    """
    findings = asyncio.run(doctor_room.examine())
    for finding in findings:
        out.print(f"{'[green]✓[/]' if finding.well else '[red]✗[/]'} {finding.about}: {escape(finding.said)}")
    sys.exit(0 if all(finding.well for finding in findings) else 1)


@main.command()
@click.option("--to", "folder", default="docs", show_default=True, type=click.Path(path_type=Path))
def docs(folder: Path) -> None:
    """Write tools.md and events.md from the definitions.

    Example: pizzeria docs
    """
    for path in reference.write(folder, _files(None)):
        click.echo(f"wrote {path}")


main.add_command(cli_chat.chat)
main.add_command(cli_replay.replay)
main.add_command(cli_alone.call)
main.add_command(cli_alone.answer)
main.add_command(cli_record.record)
main.add_command(cli_connect.connect)
main.add_command(cli_outbox.outbox)
main.add_command(cli_voice.voice)


def _files(folder: Path | None) -> Files:
    return read_menu_files(folder or read_settings().menu_dir)


async def _ask(question: Callable[[Store], Awaitable[T]]) -> T:
    async with open_store(read_settings()) as store:
        return await question(store)


def _print_rows(table: Table, when_none: str) -> None:
    """Wide enough that no id is cut, even where the screen is not."""
    if table.row_count:
        Console(highlight=False, width=max(out.width, _WIDE)).print(table)
    else:
        out.print(when_none)


def _print_json(value: object) -> None:
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
