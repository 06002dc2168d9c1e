"""Calls that go on after the line was lost or nobody answered, and calls that the house makes."""

from dataclasses import replace

import pytest

from pizzeria.ordering.as_json import cart_json
from pizzeria.ordering.call_backs import CallBack, Purpose
from pizzeria.store.records import HandOver, Kept
from pizzeria.voice.wits.waiter import Waiter
from tests.voice.caller import Conversation, Line

BO = "+46700000001"


async def begun(line: Line) -> Kept:
    """An order that was left in the middle."""
    talk = await line.rings(BO)
    await talk.take(talk.waiter.greet())
    await talk.hears("a regular hawaii without ham")
    return Kept(talk.desk.call_id, cart_json(talk.desk.cart, talk.desk.visit.bill), None)


async def placed(line: Line) -> None:
    talk = await line.rings(BO)
    await talk.take(talk.waiter.greet())
    for said in ("a regular hawaii and a regular vesuvio", "that's all", "pickup", "Bo", "yes"):
        await talk.hears(said)


async def goes_on(line: Line, kept: Kept) -> tuple[Conversation, str]:
    talk = await line.rings(BO)
    files = line.repertoire.files
    talk.waiter = Waiter(files.menu, files.house, talk.desk.go_on_from(kept, ()), line.hearing)
    return talk, await talk.take(talk.waiter.greet())


async def calls(line: Line, purpose: Purpose, kept: Kept | None = None) -> tuple[Conversation, str]:
    talk = await line.rings(BO)
    files = line.repertoire.files
    back = CallBack(
        1, talk.desk.call_id, BO, purpose, "", None if kept else 1, "answered", "", line.watch.now()
    )
    talk.waiter = Waiter(files.menu, files.house, talk.desk.call_out(back, kept), line.hearing)
    return talk, await talk.take(talk.waiter.greet())


async def test_after_a_lost_line_the_order_is_gone_on_with(line: Line) -> None:
    talk, words = await goes_on(line, await begun(line))
    assert "cut off" in words
    for said in ("yes please", "and a can of fanta", "no, that's all", "pickup", "Bo", "yes"):
        words = await talk.hears(said)
    assert "order number 1" in words
    (order,) = await line.store.orders_in(talk.desk.call_id)
    assert [each.item for each in order.bill.lines] == ["hawaii", "fanta"]


@pytest.mark.parametrize("said", ["no", "No, a regular vesuvio please", "no thanks, I never ordered that"])
async def test_who_does_not_want_what_was_lost_begins_anew(line: Line, said: str) -> None:
    talk, _ = await goes_on(line, await begun(line))
    words = await talk.hears(said)
    assert "begin anew" in words
    assert "hawaii" not in {each.item for each in talk.desk.cart.lines}
    for more in ("and a vesuvio", "regular", "that's all", "pickup", "Bo", "yes"):
        await talk.hears(more)
    (order,) = await line.store.orders_in(talk.desk.call_id)
    assert {each.item for each in order.bill.lines} == {"vesuvio"}


async def test_what_sold_out_since_then_is_said_and_a_price_of_then_does_not_count(line: Line) -> None:
    kept = await begun(line)
    await line.store.set_available("item", "hawaii", False)
    talk = await line.rings(BO)
    talk.desk.visit.obey(await line.store.sold_out(), await line.store.kitchen())
    files = line.repertoire.files
    told = talk.desk.go_on_from(replace(kept, cart={**(kept.cart or {}), "total": 100}), ())
    assert "It came to 1 kr then, and" in told
    talk.waiter = Waiter(files.menu, files.house, told, line.hearing)
    assert "Hawaii has sold out since then. Shall we" in await talk.take(talk.waiter.greet())


async def test_when_staff_did_not_answer_that_is_said_and_help_offered(line: Line) -> None:
    kept = await begun(line)
    hand_over = HandOver(kept.call_id, "unanswered", "wants the boss", line.watch.now())
    talk, words = await goes_on(line, Kept(kept.call_id, kept.cart, hand_over))
    assert "nobody could come to the phone" in words
    await talk.hears("connect me, please")
    assert talk.played.ended == "transferred"


@pytest.mark.parametrize("said", ["No, I don't want it any more", "It's no good moment", "no, I am driving"])
async def test_who_does_not_want_to_be_called_is_left_in_peace(line: Line, said: str) -> None:
    talk, words = await calls(line, "draft_rescued", await begun(line))
    assert "Pizzeria Lilla Lyktan" in words and "still want it" in words
    assert "sorry to have troubled you" in await talk.hears(said)
    assert talk.played.ended == "ended"


async def test_what_has_run_out_is_named_and_staff_change_it(line: Line) -> None:
    await placed(line)
    await line.store.set_available("item", "hawaii", False)
    talk, words = await calls(line, "item_ran_out")
    assert "good moment" in words
    words = await talk.hears("yes, what is it?")
    assert "the Hawaii cannot be made" in words and "Vesuvio" not in words
    await talk.hears("yes please")
    assert talk.played.ended == "transferred"


async def test_the_way_in_is_repeated_once_and_passed_on(line: Line) -> None:
    await placed(line)
    talk, words = await calls(line, "courier_cannot_find_the_door")
    assert "cannot find the door" in words
    words = await talk.hears("The code is 4711, third floor, Svensson on the door")
    assert "4711" in words and talk.played.ended == "transferred"
    assert any("transfer_to_staff" in said and "4711" in said for said in talk.played.lines)


async def test_who_takes_over_in_mid_call_says_what_was_ordered_and_asks_for_what_is_missing(
    line: Line,
) -> None:
    talk = await line.rings(BO)
    await talk.take(talk.waiter.greet())
    for said in ("a regular hawaii without ham", "that's all", "pickup"):
        await talk.hears(said)
    files = line.repertoire.files
    talk.waiter = Waiter(files.menu, files.house, "", line.hearing)
    talk.waiter.takes_over()
    words = await talk.take(talk.waiter.greet())
    assert "Hawaii, without ham" in words
    assert words.endswith("else?")
    assert "name" in await talk.hears("no, that's all"), "and not again how it gets there"
    assert "Is that right" in await talk.hears("Bo")
    assert "order number 1" in await talk.hears("yes")


async def test_who_speaks_before_the_one_who_takes_over_has_is_heard_as_one_who_has_ordered(
    line: Line,
) -> None:
    talk = await line.rings(BO)
    await talk.take(talk.waiter.greet())
    await talk.hears("a regular hawaii")
    files = line.repertoire.files
    talk.waiter = Waiter(files.menu, files.house, "", line.hearing)
    talk.waiter.takes_over()
    await talk.hears("and a regular vesuvio")
    assert [each.item for each in talk.desk.cart.lines] == ["hawaii", "vesuvio"]
    assert "pick it up" in await talk.hears("that's all")


async def test_a_caller_who_says_personal_as_the_swedish_recording_has_it_reaches_staff(line: Line) -> None:
    talk = await line.rings(BO)
    await talk.take(talk.waiter.greet())
    assert "connecting you" in await talk.hears("Personal.")
