"""The call log: what is written while a caller is on the line, and what is read afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.as_json import cart_json
from pizzeria.ordering.cart import Cart, Line
from pizzeria.ordering.events import CallEnded, CallEvent, CartChanged, ToolUsed, Usage
from pizzeria.store.records import CallDetail, CallRow, LiveCart
from pizzeria.store.store import Store
from tests.clock import FRIDAY_EVENING
from tests.store.evening import ANNA, BILL, HOUSE, draft, hangs_up, rings, says, told

USED = ToolUsed("c1", "t1", "add_item", '{"item": "vesuvio"}', '{"ok": true}', True, None, FRIDAY_EVENING, 12)
REFUSED = replace(USED, tool_call_id="t2", ok=False, code="sold_out")
CART = Cart((Line(1, "vesuvio", "normal", "ordinary", 2),), None, 3, 2)


async def the_call(store: Store, call_id: str = "c1") -> CallDetail:
    detail = await store.call(call_id)
    assert detail is not None
    return detail


async def record(store: Store, *events: CallEvent) -> None:
    for event in events:
        await store.record(event)


async def test_a_call_on_the_line_is_active(store: Store) -> None:
    await store.record(rings())
    assert await store.calls() == [
        CallRow("c1", ANNA, HOUSE, "active", FRIDAY_EVENING, None, None, None, None)
    ]


async def test_a_call_that_ended_says_when_why_and_how_long_it_took(store: Store) -> None:
    await record(store, rings(), hangs_up(after=61.6))
    (call,) = await store.calls()
    assert (call.status, call.end_reason) == ("completed", "hangup")
    assert call.ended_at == FRIDAY_EVENING + timedelta(seconds=61.6)
    assert call.duration_seconds == 62


async def test_a_call_keeps_what_it_took_and_what_it_cost(store: Store) -> None:
    usage = Usage(1, 2, 3, 4, 5, 6)
    await record(
        store, rings(), CallEnded("c1", "goodbye", FRIDAY_EVENING, 812, (640, 701), usage, 1_234_567)
    )
    detail = await the_call(store)
    assert (detail.answer_ms, detail.turns_ms) == (812, (640, 701))
    assert (detail.usage, detail.cost_microdollars) == (usage, 1_234_567)


async def test_a_call_that_still_lasts_has_cost_nothing_yet(store: Store) -> None:
    await store.record(rings())
    detail = await the_call(store)
    assert (detail.answer_ms, detail.turns_ms, detail.usage) == (None, (), Usage())


async def test_words_are_read_in_the_order_they_were_spoken(store: Store) -> None:
    greeting = replace(says("i0", "Hej!", 0, 0), role="assistant", heard_ms=900, spoken_ms=900)
    first, second = says("i1", "En vesuvio", 4, 1), says("i2", "Nej, två", 4, 2)
    await record(store, rings(), greeting, second, first)
    assert (await the_call(store)).messages == [greeting, first, second]


async def test_a_transcript_that_comes_late_replaces_the_first_one(store: Store) -> None:
    heard, understood = says("i1", "", 4, 1), replace(says("i1", "En vesuvio", 4, 1), spoken_ms=1700)
    await record(store, rings(), heard, understood)
    assert (await the_call(store)).messages == [understood]
    assert await told(store.journal) == ["call.started", "call.message", "call.message"]


async def test_the_same_item_in_another_call_is_another_message(store: Store) -> None:
    await record(store, rings("c1"), rings("c2"), says("i1", "ett", 1, 0), says("i1", "två", 1, 0, "c2"))
    assert [message.content for message in (await the_call(store, "c1")).messages] == ["ett"]


async def test_tools_are_kept_in_the_order_they_were_used(store: Store) -> None:
    await record(store, rings(), USED, REFUSED)
    assert (await the_call(store)).tools == [USED, REFUSED]


async def test_the_board_first_paints_what_callers_have_in_their_carts(store: Store) -> None:
    later = FRIDAY_EVENING + timedelta(seconds=9)
    await record(store, rings("c1"), rings("c2", later), rings("c3"), hangs_up("c3"))
    await store.record(CartChanged("c1", CART, replace(BILL, total=1)))
    await store.record(CartChanged("c1", CART, BILL))
    assert await store.live_carts() == [
        LiveCart("c1", ANNA, FRIDAY_EVENING, cart_json(CART, BILL)),
        LiveCart("c2", ANNA, later, None),
    ]


async def test_the_log_names_the_newest_order_of_each_call(store: Store) -> None:
    await record(store, rings("c1"), rings("c2", FRIDAY_EVENING + timedelta(seconds=1)))
    for revision in (1, 2):
        await store.place_order(draft("c1", revision))
    assert [(call.call_id, call.order_number) for call in await store.calls()] == [("c2", None), ("c1", 2)]
    assert (await the_call(store)).call.order_number == 2


async def test_the_log_is_read_backwards_page_by_page(store: Store) -> None:
    for n in range(5):
        await store.record(rings(f"c{n}", FRIDAY_EVENING + timedelta(minutes=n)))
    page = await store.calls(limit=2)
    assert [call.call_id for call in page] == ["c4", "c3"]
    page = await store.calls(limit=2, before=page[-1].started_at)
    assert [call.call_id for call in page] == ["c2", "c1"]


async def test_a_time_is_the_same_moment_in_whatever_zone_it_came(store: Store) -> None:
    stockholm = timezone(timedelta(hours=1))
    await store.record(rings(at=FRIDAY_EVENING.astimezone(stockholm)))
    (call,) = await store.calls(before=(FRIDAY_EVENING + timedelta(seconds=1)).astimezone(stockholm))
    assert call.started_at.isoformat() == "2026-03-06T17:30:00+00:00"


async def test_a_time_without_a_zone_is_a_mistake(store: Store) -> None:
    naive = datetime(2026, 3, 6, 17, 30)  # noqa: DTZ001
    with pytest.raises(Exception, match="a time without a zone"):
        await store.record(rings(at=naive))


async def test_a_call_announced_twice_is_one_call(store: Store) -> None:
    await record(store, rings(), rings(at=FRIDAY_EVENING + timedelta(seconds=5)))
    (call,) = await store.calls()
    assert call.started_at == FRIDAY_EVENING
    assert await told(store.journal) == ["call.started"]


async def test_a_call_that_comes_back_after_its_end_is_active_again(store: Store) -> None:
    await record(store, rings(), hangs_up(), rings(at=FRIDAY_EVENING + timedelta(seconds=70)))
    (call,) = await store.calls()
    assert (call.status, call.started_at, call.ended_at) == ("active", FRIDAY_EVENING, None)
    assert await told(store.journal) == ["call.started", "call.ended", "call.started"]


async def test_the_first_ending_of_a_call_counts(store: Store) -> None:
    await record(store, rings(), hangs_up(after=10), hangs_up(after=20))
    (call,) = await store.calls()
    assert call.duration_seconds == 10
    assert await told(store.journal) == ["call.started", "call.ended"]


@pytest.mark.parametrize(
    "event",
    [says("i1", "Hallå?", 1, 0), USED, CartChanged("c1", CART, BILL), hangs_up()],
    ids=lambda event: event.name,
)
async def test_nothing_happens_in_a_call_that_never_began(store: Store, event: CallEvent) -> None:
    with pytest.raises(Refused, match="unknown_call"):
        await store.record(event)
    assert await told(store.journal) == []


async def test_there_is_no_detail_of_a_call_that_never_was(store: Store) -> None:
    assert await store.call("c1") is None


async def test_words_no_database_takes_do_not_stop_the_call(store: Store) -> None:
    await record(store, rings(), says("i1", "en\0 vesuvio\ud83c 🌿", 1, 0))
    (message,) = (await the_call(store)).messages
    assert message.content == "en vesuvio 🌿"
    (_, entry) = await store.journal.after(0)
    assert str(entry.data["content"]).encode()
