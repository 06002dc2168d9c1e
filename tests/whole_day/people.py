"""What people do in the course of a day, and what the agent says to them."""

from pizzeria.replay.doubles.company.live import LiveCall
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.staff.lines import (
    asks_for_a_human,
    begins_with_two,
    goes_on_for_pickup,
    rescues_it,
    speaks,
)
from tests.whole_day.town import ASTRID, BO, PHONE, Town


async def agent(line: ModelLine) -> None:
    """Its four talks of the day: Astrid, Astrid again, Bo who is cut off, Bo who is called back."""
    await [asks_for_a_human, goes_on_for_pickup, begins, rescues_it][line.number](line)


async def begins(line: ModelLine) -> None:
    await begins_with_two(Waiter(line))


async def astrid_asks_for_a_human(town: Town) -> LiveCall:
    """She dials the pizzeria, begins an order, and is handed over."""
    call = town.company.ring(ASTRID, PHONE)
    phone = await call.phone()
    await speaks(phone, 2)
    assert await phone.ended() == "done"
    return call


async def orders(call: LiveCall, part: int) -> None:
    """At the so-manieth time that the call reaches the agent: to the goodbye."""
    phone = await call.phone(part)
    await speaks(phone, 3)
    assert await phone.ended() == "done"
    await call.over()


async def bo_is_cut_off(town: Town) -> LiveCall:
    """In the middle of an order."""
    call = town.company.ring(BO, PHONE)
    phone = await call.phone()
    await speaks(phone, 1)
    await phone.answered()
    phone.drop()
    await call.over()
    return call
