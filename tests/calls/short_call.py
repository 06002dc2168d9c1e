"""A call of three sentences, and what must be known of it afterwards, whatever the database did meanwhile."""

from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from tests.calls.waiter import Waiter
from tests.house import House

SAID = ["Pizzeria Lilla Lyktan, what would you like?", "Is anybody there?", "Yes, I am here."]


async def greets_and_listens(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("Is anybody there?")
    await waiter.answers_with("Yes, I am here.")


async def asks(phone: Phone) -> None:
    await phone.answered()
    heard = phone.heard_ms
    await phone.speak(800)
    await phone.silence(700)
    await phone.hears(heard + 800)


async def hangs_up(phone: Phone) -> None:
    await phone.hang_up()
    assert await phone.ended() == "hangup"


async def is_written_down_whole(house: House) -> None:
    """When it is over."""
    await house.hung_up()
    detail = await house.store.call("c1")
    assert detail is not None
    assert detail.call.end_reason == "hangup"
    assert [message.content for message in detail.messages] == SAID
    told = [entry.name for entry in await house.store.journal.after(0)]
    assert (told[0], told[-1]) == ("call.started", "call.ended")
    assert (told.count("call.started"), told.count("call.ended")) == (1, 1)
