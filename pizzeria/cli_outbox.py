"""`pizzeria outbox`: what was sent to customers, tills and CRMs lately, and what became of it."""

import asyncio
from dataclasses import asdict

import click
import orjson
from rich.console import Console
from rich.table import Table

from pizzeria.connecting.wanted import INCOMING, hook_address
from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json, time_json
from pizzeria.settings import read_settings
from pizzeria.store.errands import Sending
from pizzeria.wiring import open_store

_WIDE = 140
"""columns"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="as a JSON array")
@click.option("--again", metavar="NO", type=int, help="send this message once more: it may arrive twice")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1_000))
def outbox(as_json: bool, again: int | None, limit: int) -> None:
    """Print messages and webhooks, newest first: their state, how often they were tried, and why.

    A message that failed, or of which nobody knows whether it was sent, is not sent again by itself: --again
    sends it.

    Example: pizzeria outbox --limit 20
    """
    if again is not None:
        _send_again(again)
        return
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
    if any(each.carrier == "sms" and each.state in ("failed", "uncertain") for each in letters):
        console.print("To send a message once more, though it may arrive twice: pizzeria outbox --again NO")


def _send_again(letter: int) -> None:
    try:
        asyncio.run(_again(letter))
    except Refused as no:
        raise click.ClickException(no.say) from None
    click.echo(f"Message {letter} goes out within a minute, while the house is served.")


async def _again(letter: int) -> None:
    async with open_store(read_settings()) as store:
        await store.outbox.again(letter)


async def _look(limit: int) -> tuple[list[Sending], str]:
    settings = read_settings()
    async with open_store(settings) as store:
        return await store.outbox.newest(limit), hook_address(settings, INCOMING)


def _json(sending: Sending) -> Json:
    due = time_json(sending.due_at) if sending.due_at else None
    return {**asdict(sending), "moved_at": time_json(sending.moved_at), "due_at": due}
