"""The one queue into a call: bounded for the wires, never for the house itself."""

import asyncio

from pizzeria.mailbox import FULL, HEAVY, Mailbox


async def test_who_sends_too_much_waits_until_there_is_room_again() -> None:
    box: Mailbox[int] = Mailbox()
    for number in range(FULL):
        await box.deliver(number)
    waiting = asyncio.create_task(box.deliver(FULL))
    await asyncio.wait([waiting], timeout=0)
    assert not waiting.done()
    taken = [await box.take() for _ in range(FULL // 2 + 1)]
    await asyncio.wait_for(waiting, 1)
    rest = [await box.take() for _ in range(FULL - len(taken) + 1)]
    assert taken + rest == list(range(FULL + 1)), "nothing is lost and the order is kept"


async def test_what_the_house_says_itself_always_fits() -> None:
    box: Mailbox[int] = Mailbox()
    for number in range(2 * FULL):
        box.post(number)
    assert await box.take() == 0


async def test_an_empty_box_is_waited_at() -> None:
    box: Mailbox[str] = Mailbox()
    waiting = asyncio.create_task(box.take())
    await asyncio.wait([waiting], timeout=0)
    box.post("letter")
    assert await asyncio.wait_for(waiting, 1) == "letter"


async def test_a_few_very_long_letters_fill_it_too() -> None:
    box: Mailbox[int] = Mailbox()
    for number in range(4):
        await box.deliver(number, HEAVY // 4)
    waiting = asyncio.create_task(box.deliver(4, 1))
    await asyncio.wait([waiting], timeout=0)
    assert not waiting.done()
    assert [await box.take() for _ in range(3)] == [0, 1, 2]
    await asyncio.wait_for(waiting, 1)


async def test_when_nobody_takes_any_more_nobody_waits() -> None:
    box: Mailbox[int] = Mailbox()
    await box.deliver(0, HEAVY)
    waiting = asyncio.create_task(box.deliver(1))
    await asyncio.wait([waiting], timeout=0)
    box.close()
    await asyncio.wait_for(waiting, 1)
