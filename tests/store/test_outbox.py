"""The outbox keeps what is to be delivered: with what it tells, once, and for one to take."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from pizzeria.outbox.decisions import LEASE, NotTaken, Refusal, Taken, Unknown
from pizzeria.store.errands import Errand
from pizzeria.store.spending import PRICE, Budget
from pizzeria.store.store import Store
from tests.clock import BrokenClock, StoppedClock
from tests.store.evening import ANNA, draft, told
from tests.store.letters import HOOK, SMS, TILL, told_of


@pytest.fixture
async def house(database_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    opened = await Store.open(database_url, clock, told_of)
    yield opened
    await opened.close()


async def taken(house: Store) -> Errand:
    """The one message that is due."""
    (errand,) = await house.outbox.take(SMS)
    return errand


async def states(house: Store) -> list[tuple[str, str]]:
    order = await house.order(1)
    assert order is not None
    return [(message.kind, message.state) for message in order.messages]


async def test_an_order_and_what_tells_of_it_are_there_together(house: Store) -> None:
    await house.place_order(draft())
    errand = await taken(house)
    assert (errand.task, errand.subject, errand.address) == ("send", "receipt", ANNA)
    assert errand.words == "Tack! Order 1. 🌿"
    assert await states(house) == [("receipt", "queued")]


async def test_an_order_that_was_not_placed_is_not_told_of(house: Store, clock: StoppedClock) -> None:
    clock.broken = True
    with pytest.raises(BrokenClock):
        await house.place_order(draft())
    clock.broken = False
    assert await house.outbox.newest() == []


async def test_a_letter_that_cannot_be_queued_takes_its_order_along(
    database_url: str, clock: StoppedClock
) -> None:
    house = await Store.open(database_url, clock, lambda *_: 1 / 0)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        await house.place_order(draft())
    assert await house.orders() == []
    await house.close()


async def test_the_same_order_again_queues_nothing_again(house: Store) -> None:
    for _ in range(3):
        await house.place_order(draft())
    assert len(await house.outbox.newest()) == 2


async def test_a_webhook_comes_with_what_it_tells(house: Store) -> None:
    await house.place_order(draft())
    (errand,) = await house.outbox.take(HOOK)
    assert errand.address == TILL
    assert errand.entry == (await house.journal.after(0))[0]


async def test_what_was_taken_is_not_there_for_another(house: Store) -> None:
    await house.place_order(draft())
    await taken(house)
    assert await house.outbox.take(SMS) == []


async def test_what_is_not_due_yet_waits(house: Store, clock: StoppedClock) -> None:
    await house.place_order(draft())
    await house.outbox.settle(await taken(house), NotTaken("46elks cannot be reached"))
    assert await house.outbox.next_due(SMS) == clock.at + timedelta(seconds=10)
    assert await house.outbox.take(SMS) == []
    clock.forward(10)
    assert (await taken(house)).standing.attempts == 2


async def test_a_message_goes_its_way_and_each_step_is_told_once(house: Store) -> None:
    await house.place_order(draft())
    errand = await taken(house)
    await house.outbox.settle(errand, Taken("s1", 1, 3_500))
    for status in ("sent", "delivered", "delivered", "sent", "failed"):
        assert await house.outbox.report(errand.id, "s1", status)
    assert await told(house.journal) == ["order.placed", "message.changed", "message.changed"]
    assert [entry.data.get("state") for entry in await house.journal.after(1)] == ["sent", "delivered"]
    assert await states(house) == [("receipt", "delivered")]
    assert await house.outbox.next_due(SMS) is None


async def test_a_report_that_overtakes_the_answer_counts(house: Store) -> None:
    await house.place_order(draft())
    errand = await taken(house)
    assert await house.outbox.report(errand.id, "s1", "delivered")
    await house.outbox.settle(errand, Taken("s1", 2, 7_000))
    assert await states(house) == [("receipt", "delivered")]
    assert (await house.outbox.newest())[-1].cost == 7_000


async def test_a_report_settles_what_nobody_knew(house: Store) -> None:
    await house.place_order(draft())
    errand = await taken(house)
    await house.outbox.settle(errand, Unknown("no answer"))
    assert await states(house) == [("receipt", "uncertain")]
    assert await house.outbox.report(errand.id, "s1", "sent")
    assert await states(house) == [("receipt", "sent")]
    assert await house.outbox.take(SMS) == []


async def test_a_report_about_nothing_of_ours_changes_nothing(house: Store) -> None:
    await house.place_order(draft())
    errand = await taken(house)
    await house.outbox.settle(errand, Taken("s1"))
    assert not await house.outbox.report(None, "s2", "failed")
    assert not await house.outbox.report(errand.id, "s2", "failed")
    assert not await house.outbox.report(999, "s1", "failed")
    (hook,) = await house.outbox.take(HOOK)
    assert not await house.outbox.report(hook.id, "", "failed")
    assert await states(house) == [("receipt", "sent")]


async def test_a_message_whose_bearer_died_is_asked_about_and_not_sent(
    house: Store, clock: StoppedClock
) -> None:
    await house.place_order(draft())
    lost = await taken(house)
    clock.forward(LEASE.total_seconds())
    asking = await taken(house)
    assert (asking.task, asking.tried_at) == ("ask", lost.tried_at)
    assert await states(house) == [("receipt", "uncertain")]
    await house.outbox.settle(asking, NotTaken("46elks has no such message"))
    clock.forward(10)
    again = await taken(house)
    assert again.task == "send"
    await house.outbox.settle(lost, Refusal("came back from the dead"))
    assert await states(house) == [("receipt", "queued")], "what came back too late changes nothing"


async def test_a_webhook_whose_bearer_died_is_sent_again_under_the_same_id(
    house: Store, clock: StoppedClock
) -> None:
    await house.place_order(draft())
    (first,) = await house.outbox.take(HOOK)
    clock.forward(LEASE.total_seconds())
    (second,) = await house.outbox.take(HOOK)
    assert (second.task, second.key) == ("send", first.key)


async def test_what_is_true_no_longer_is_taken_back_unless_it_has_gone(house: Store) -> None:
    await house.place_order(draft("c1"))
    await house.outbox.settle(await taken(house), Taken("s1"))
    await house.place_order(draft("c2"))
    for number in (1, 2):
        await house.advance(number, "cancelled")
    messages = [letter for letter in await house.outbox.newest() if letter.carrier == "sms"]
    assert [letter.order_number for letter in messages] == [1]


async def test_the_days_ceiling_holds_for_what_was_paid_and_for_what_nobody_knows(
    house: Store, clock: StoppedClock
) -> None:
    for n in range(4):
        await house.place_order(draft(f"c{n}"))
    budget = Budget(most=2 * (2 * PRICE) + 3_500, since=clock.at)
    first, second = await house.outbox.take(SMS, budget)
    await house.outbox.settle(first, Taken("s1", 2, 7_000))
    await house.outbox.settle(second, Unknown("no answer"))
    why = [
        message.why for number in (3, 4) if (order := await house.order(number)) for message in order.messages
    ]
    assert why == ["the day's ceiling for messages was reached"] * 2
    await house.place_order(draft("c5"))
    assert await house.outbox.take(SMS, budget) == []
    tomorrow = Budget(budget.most, clock.forward(86_400))
    await house.place_order(draft("c6"))
    assert [errand.task for errand in await house.outbox.take(SMS, tomorrow)] == ["ask", "send"]


async def test_letters_done_long_ago_are_forgotten(house: Store, clock: StoppedClock) -> None:
    await house.place_order(draft())
    await house.outbox.settle(await taken(house), Taken("s1"))
    clock.forward(31 * 86_400)
    await house.outbox.forget()
    assert [letter.carrier for letter in await house.outbox.newest()] == ["hook"], "which is not done"


async def test_a_reply_is_kept_once_beside_the_newest_order_of_its_number(house: Store) -> None:
    for call in ("c1", "c2"):
        await house.place_order(draft(call))
    for _ in range(2):
        await house.replies.write("s9", ANNA, "+46766861001", "Jag är sen! 🙈")
    await house.replies.write("s10", "", "+46766861001", "Vem där?")
    order = await house.order(2)
    assert order is not None
    assert [reply.words for reply in order.replies] == ["Jag är sen! 🙈"]
    heard = [entry.data for entry in await house.journal.after(2)]
    assert [(data["order_number"], data["call_id"]) for data in heard] == [(2, "c2"), (None, "")]


async def test_an_order_is_found_by_its_token_and_by_no_other(house: Store) -> None:
    placed = [await house.place_order(draft(f"c{n}")) for n in range(2)]
    assert len({order.token for order in placed}) == 2
    assert all(len(order.token) == 22 for order in placed), "128 bits"
    assert await house.tracked(placed[1].token) == await house.order(2)
    assert await house.tracked("") is None
    assert placed[0].token not in repr(placed[0])
