"""Who was cut off in mid-order and calls again is greeted with the order, and nobody else is."""

import asyncio
from datetime import UTC, datetime, timedelta

from pizzeria.clock import Clock
from pizzeria.replay.doubles.model_line import ModelLine
from tests.calls.waiter import Waiter
from tests.house import House, open_house
from tests.staff.lines import begins_with_two, finishes_for_pickup, speaks

ANOTHER = "+46701740699"
NOON = datetime(2026, 3, 6, 11, 0, tzinfo=UTC)
PATIENCE = 20


class MovedClock(Clock):
    """The house's own, and so much later."""

    later = timedelta()

    def utc(self) -> datetime:
        return super().utc() + self.later


async def cut_off_then_a_stranger_then_back(line: ModelLine) -> None:
    waiter = Waiter(line)
    if line.number == 0:
        await begins_with_two(waiter)
    elif line.number == 1:
        await waiter.greets()
    else:
        await line.configured()
        await waiter.says("We were cut off: two Vesuvio, and that has sold out. Shall we go on?")
        await waiter.hears("I pick it up, if there is one after all")
        await finishes_for_pickup(waiter)


async def told(house: House, line: int) -> str:
    return str((await (await house.model.line(line)).configured())["instructions"])


async def test_the_order_is_gone_on_with_and_what_sold_out_since_is_said(sqlite_url: str) -> None:
    clock = MovedClock(NOON)
    async with open_house(sqlite_url, cut_off_then_a_stranger_then_back, clock=clock) as house:
        async with asyncio.timeout(PATIENCE):
            async with house.phone() as phone:
                await speaks(phone, 1)
                await phone.answered()
                phone.drop()
                await house.hung_up()
            async with house.phone("c2", ANOTHER) as phone:
                await phone.answered()
                await phone.hang_up()
            await house.store.set_available("item", "vesuvio", False)
            clock.later = timedelta(minutes=40)
            async with house.phone("c3") as phone:
                await phone.answered()
                await house.store.set_available("item", "vesuvio", True)
                await speaks(phone, 3)
                await phone.ended()
        assert "# This call goes on" not in await told(house, 1)
        theirs = await told(house, 2)
        for words in ("cut 40 minutes ago", "2 x Vesuvio", "Sold out since then: Vesuvio", "remove_item"):
            assert words in theirs
        [order] = await house.store.orders()
        assert (order.call_id, order.bill.lines[0].quantity) == ("c3", 2)
