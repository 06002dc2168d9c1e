"""`pizzeria connect`: points the numbers at 46elks here. Reads, shows, asks, changes; decides nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import click
import orjson
from rich.console import Console
from rich.markup import escape

from pizzeria.connecting.plan import Change, Plan, masked
from pizzeria.connecting.tunnel import API, Tunnel, open_tunnel
from pizzeria.connecting.wanted import wanted
from pizzeria.connecting.work import Undoing, plan_connecting, plan_undoing, undo
from pizzeria.connecting.work import connect as carry_out
from pizzeria.elks.rest import open_rest
from pizzeria.going_live import is_fiction
from pizzeria.menu_files import read_menu_files
from pizzeria.settings import Settings, read_settings

_NOBODY = "staff_number in house.toml is made up, so nobody answers when the house is down: set it to yours."
out = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Wishes:
    dry_run: bool
    yes: bool
    as_json: bool
    number: str | None


@click.command()
@click.option("--dry-run", is_flag=True, help="show what would change, and change nothing")
@click.option("--undo", "back", is_flag=True, help="put back what was there before")
@click.option(
    "--ngrok", is_flag=True, help="through a tunnel of ngrok's client, instead of PIZZERIA_PUBLIC_URL"
)
@click.option("--yes", is_flag=True, help="do not ask")
@click.option("--json", "as_json", is_flag=True, help="for programs; with --yes or --dry-run")
@click.option("--number", help="the number that customers dial, when the account has several")
@click.option("--port", default=8000, show_default=True, help="where `pizzeria serve` listens, for --ngrok")
@click.option("--ngrok-api", default=API, show_default=True, help="where ngrok's client answers")
def connect(  # noqa: PLR0913 - click's own way: an option is an argument
    *,
    dry_run: bool,
    back: bool,
    ngrok: bool,
    yes: bool,
    as_json: bool,
    number: str | None,
    port: int,
    ngrok_api: str,
) -> None:
    """Point the numbers at 46elks here: a websocket number at this house, the public number at that one.

    Shows what will change and asks first. What was there before is kept in var/connect.json for --undo.

    Example: pizzeria connect --dry-run
    """
    if as_json and not (yes or dry_run):
        raise click.UsageError("--json asks nothing: add --yes or --dry-run")
    wishes = Wishes(dry_run, yes, as_json, number)
    settings = read_settings()
    if back:
        asyncio.run(_undo(settings, wishes))
    else:
        asyncio.run(_connect(settings, wishes, (port, ngrok_api) if ngrok else None))


async def _connect(settings: Settings, wishes: Wishes, ngrok: tuple[int, str] | None) -> None:
    house = read_menu_files(settings.menu_dir).house
    async with open_rest(settings) as rest, _way_in(ngrok) as tunnel:
        want = wanted(settings, house, tunnel.address if tunnel else None)
        plan = await plan_connecting(rest, want, wishes.number)
        if is_fiction(want.staff_number):
            plan = replace(plan, notes=(*plan.notes, _NOBODY))
        if not wishes.as_json:
            _show_plan(plan)
        wants = bool(plan.changes) and not wishes.dry_run and _agreed(wishes)
        if wants:
            plan = await carry_out(rest, plan, want)
        done = wants or not plan.changes
        if wishes.as_json:
            click.echo(orjson.dumps(plan_json(plan, done), option=orjson.OPT_INDENT_2).decode())
        elif done:
            out.print(f"Connected. Start the house with `pizzeria serve`, and dial {plan.public.number}.")
        else:
            out.print("Nothing was changed.")
        if tunnel and done and not wishes.dry_run:
            await tunnel.lasts(partial(click.echo, "The tunnel is open until you press Ctrl-C.", err=True))


async def _undo(settings: Settings, wishes: Wishes) -> None:
    async with open_rest(settings) as rest:
        undoing = await plan_undoing(rest)
        if not wishes.as_json:
            _show(undoing.changes)
        done = not wishes.dry_run and (not undoing.changes or _agreed(wishes))
        if done:
            await undo(rest, undoing)
        _say_undone(undoing, wishes, done)


def _say_undone(undoing: Undoing, wishes: Wishes, done: bool) -> None:
    if wishes.as_json:
        changes = [change_json(change) for change in undoing.changes]
        click.echo(orjson.dumps({"changes": changes, "gone": undoing.gone, "done": done}).decode())
        return
    for number in undoing.gone:
        out.print(f"{number} is no longer in the account; its settings went with it.")
    out.print("All is as it was before." if done else "Nothing was changed.")


@asynccontextmanager
async def _way_in(ngrok: tuple[int, str] | None) -> AsyncIterator[Tunnel | None]:
    if ngrok is None:
        yield None
        return
    async with open_tunnel(*ngrok) as tunnel:
        yield tunnel


def _agreed(wishes: Wishes) -> bool:
    return wishes.yes or click.confirm("Change this?")


def _show_plan(plan: Plan) -> None:
    name = plan.account.name or plan.account.id
    out.print(f"46elks account {escape(name)}: {plan.account.left} left")
    if plan.socket is None:
        out.print("A websocket number will be allocated: it is free.")
    _show(plan.changes)
    for note in plan.notes:
        out.print(f"[yellow]![/] {escape(note)}")


def _show(changes: Sequence[Change]) -> None:
    """As a diff, without the words that let people in."""
    if not changes:
        out.print("Nothing to change.")
    for change in changes:
        out.print(f"[bold]{change.number}[/]  {change.field}")
        out.print(f"  [red]- {escape(masked(change.before) or '(not set)')}[/]")
        out.print(f"  [green]+ {escape(masked(change.after) or '(not set)')}[/]")


def plan_json(plan: Plan, done: bool) -> dict[str, Any]:
    return {
        "account": {
            "name": plan.account.name,
            "balance": plan.account.balance,
            "currency": plan.account.currency,
        },
        "number": plan.public.number,
        "websocket_number": plan.socket.number if plan.socket else None,
        "changes": [change_json(change) for change in plan.changes],
        "notes": plan.notes,
        "done": done,
    }


def change_json(change: Change) -> dict[str, str]:
    before, after = masked(change.before), masked(change.after)
    return {"number": change.number, "field": change.field, "before": before, "after": after}
