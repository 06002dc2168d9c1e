"""`pizzeria outbox`: what was sent to customers, tills and CRMs lately, and what became of it."""

import asyncio
from dataclasses import asdict

import click
import orjson
from rich.console import Console
from rich.table import Table

from pizzeria.connecting.wanted import INCOMING, hook_address
from pizzeria.ordering.as_json import Json, time_json
from pizzeria.settings import read_settings
from pizzeria.store.errands import Sending
from pizzeria.wiring import open_store

_WIDE = 140
"""columns"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="as a JSON array")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1_000))
def outbox(as_json: bool, limit: int) -> None:
    """Print messages and webhooks, newest first: their state, how often they were tried, and why.

    Example: pizzeria outbox --limit 20
    """
    letters, address = asyncio.run(_look(limit))
    if as_json:
        click.echo(orjson.dumps([_json(each) for each in letters], option=orjson.OPT_INDENT_2).decode())
        return
    table = Table("No", "What", "To", "Order", "State", "Tries", "Since", "Why", box=None)
    for each in letters:
        order, since = str(each.order_number or ""), f"{each.moved_at:%Y-%m-%d %H:%M:%S}"
        row = (str(each.id), each.subject, each.address, order, each.state, str(each.attempts), since)
        table.add_row(*row, each.why)
    console = Console(highlight=False, soft_wrap=True, width=_WIDE)
    console.print(table if letters else "Nothing was sent yet.")
    way = f"at {address}: `pizzeria connect` sets it" if address else "nowhere: see `pizzeria connect`"
    console.print(f"What customers write comes in {way}")


async def _look(limit: int) -> tuple[list[Sending], str]:
    settings = read_settings()
    async with open_store(settings) as store:
        return await store.outbox.newest(limit), hook_address(settings, INCOMING)


def _json(sending: Sending) -> Json:
    due = time_json(sending.due_at) if sending.due_at else None
    return {**asdict(sending), "moved_at": time_json(sending.moved_at), "due_at": due}
