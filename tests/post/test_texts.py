"""Messages to customers, through 46elks' double: each once, whatever goes wrong on the way."""

import asyncio
from itertools import product

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.order import Status
from pizzeria.outbox.decisions import LEASE, NotTaken
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.troubles import Kind, Trouble
from tests.clock import StoppedClock
from tests.elks.customers import PUBLIC
from tests.outbox.orders import talkative
from tests.post.offices import Office, open_messages
from tests.store.evening import ANNA, HIDDEN, delivered, draft
from tests.store.letters import SMS

SOON, LATER = 15, LEASE.total_seconds()
"""seconds: until the next try, and until a lost message is asked about"""


async def test_an_order_is_followed_by_messages_from_the_receipt_to_the_question_how_it_was(
    office: Office,
) -> None:
    await office.store.place_order(draft())
    await office.round()
    for step in ("baking", "ready", "collected"):
        await office.store.advance(1, step)
        await office.round(SOON)
    assert [words.partition(":")[0] for words in office.sent[1:]] == ["Pizzeria Lilla Lyktan"] * 2
    assert office.sent[0].startswith("Tack! Order 1 hos")
    await office.round(3_600)
    assert office.sent[3].startswith("Hur smakade det?")
    assert await office.states() == dict.fromkeys(("receipt", "oven", "ready", "feedback"), "sent")
    asked = office.company.asked("POST", "/sms")
    assert len(asked) == 4
    assert {(each.form["from"], each.form["to"]) for each in asked} == {("LillaLyktan", ANNA)}
    assert [each.form["whendelivered"] for each in asked] == [
        f"{PUBLIC}/hooks/secret/delivery?letter={letter.id}"
        for letter in sorted(await office.store.outbox.newest(), key=lambda letter: letter.id)
    ]


async def test_a_delivery_is_on_its_way_when_it_is_ready(office: Office) -> None:
    await office.store.place_order(delivered(draft()))
    for step in ("baking", "ready"):
        await office.store.advance(1, step)
    await office.round(SOON)
    assert [words.rpartition("order 1 ")[2] for words in office.sent[1:]] == ["är på väg till dig."]


async def test_a_wrong_tap_is_never_heard_of_and_no_message_comes_twice(office: Office) -> None:
    await office.store.place_order(draft())
    await office.store.advance(1, "baking")
    await office.round(2)
    await office.store.advance(1, "placed")
    await office.round(SOON)
    assert len(office.sent) == 1, "the receipt"
    for _ in range(3):
        await office.store.advance(1, "baking")
        await office.round(SOON)
        await office.store.advance(1, "placed")
    assert [words for words in office.sent if "ugnen" in words] == office.sent[1:]
    assert len(office.sent) == 2


async def test_of_a_cancelled_order_only_that_is_said(office: Office) -> None:
    await office.store.place_order(draft())
    await office.store.advance(1, "baking")
    await office.store.advance(1, "cancelled")
    await office.round(SOON)
    assert len(office.sent) == 1
    assert office.sent[0].startswith("Pizzeria Lilla Lyktan har tyvärr fått ställa in order 1.")


async def test_who_cancels_is_not_told_what_they_know(office: Office) -> None:
    await office.store.place_order(draft())
    await office.store.cancel_own(1, ANNA)
    await office.round(SOON)
    assert office.sent == []


async def test_hidden_numbers_and_landlines_get_nothing(office: Office) -> None:
    for n, number in enumerate((HIDDEN, "+4686554321")):
        await office.store.place_order(draft(f"c{n}", phone=number))
    await office.round()
    assert office.company.requests == []


NOTHING_DONE: list[Kind] = ["no credit", "locked out"]
NOT_KNOWN: list[Kind] = ["error", "torn", "nonsense"]


@pytest.mark.parametrize("kind", NOTHING_DONE)
async def test_what_46elks_refuses_for_now_is_sent_when_it_no_longer_does(office: Office, kind: Kind) -> None:
    office.company.trouble(Trouble(kind, "/sms", times=2))
    await office.store.place_order(draft())
    for seconds in (0, 10, 30):
        await office.round(seconds)
    assert len(office.sent) == 1
    assert await office.states() == {"receipt": "sent"}
    assert len(office.company.asked("POST", "/sms")) == 3


@pytest.mark.parametrize("done", [True, False], ids=["was sent", "was not sent"])
@pytest.mark.parametrize("kind", NOT_KNOWN)
async def test_what_may_have_been_sent_is_asked_about_and_sent_once(
    office: Office, kind: Kind, done: bool
) -> None:
    office.company.trouble(Trouble(kind, "/sms", "POST", done=done))
    await office.store.place_order(draft())
    await office.round()
    assert await office.states() == {"receipt": "uncertain"}
    await office.round(SOON)
    assert len(office.company.asked("POST", "/sms")) == 1, "it is not sent again"
    await office.round(LATER)
    await office.round(SOON)
    assert len(office.sent) == 1
    assert await office.states() == {"receipt": "sent"}
    assert len(office.company.asked("POST", "/sms")) == (1 if done else 2)


async def test_what_46elks_cannot_tell_either_stays_uncertain_is_shown_and_never_sent_again(
    office: Office,
) -> None:
    office.company.trouble(Trouble("torn", "/sms", "POST", done=True), Trouble("error", "/sms", "GET", 1_000))
    await office.store.place_order(draft())
    for _ in range(40):
        await office.round(LATER)
    assert len(office.sent) == 1
    assert await office.states() == {"receipt": "uncertain"}
    assert await office.store.outbox.next_due(SMS) is None, "it is left alone"


async def test_staff_have_it_sent_once_more_and_no_late_answer_makes_a_third_of_it(office: Office) -> None:
    office.company.trouble(Trouble("torn", "/sms", "POST", done=True))
    await office.store.place_order(draft())
    await office.round()
    office.clock.forward(LATER)
    (question,) = await office.store.outbox.take(SMS)
    assert question.task == "ask", "and whoever asks is slow"
    await office.store.outbox.again(question.id)
    with pytest.raises(Refused, match="on its way"):
        await office.store.outbox.again(question.id)
    await office.store.outbox.settle(question, NotTaken("46elks has no such message"))
    await office.round()
    await office.store.outbox.settle(question, NotTaken("46elks has no such message"))
    await office.round(SOON)
    assert len(office.sent) == 2, "by a person's word, and no other"
    assert await office.states() == {"receipt": "sent"}
    with pytest.raises(Refused, match="is sent: only one that failed"):
        await office.store.outbox.again(question.id)


async def test_what_came_too_late_can_still_be_sent_when_staff_want_it(office: Office) -> None:
    await office.store.place_order(draft())
    await office.round(2 * 3_600)
    assert (office.sent, await office.states()) == ([], {"receipt": "failed"})
    (letter,) = await office.store.outbox.newest()
    await office.store.outbox.again(letter.id)
    await office.round()
    assert len(office.sent) == 1


async def test_another_message_in_the_same_words_is_not_taken_for_the_lost_one(
    database_url: str, clock: StoppedClock, company: Company
) -> None:
    texts = {"sv": {**talkative().messages.texts["sv"], "receipt": "Tack!", "follow": "."}}
    async with open_messages(database_url, clock, company, talkative("receipt", texts=texts)) as office:
        await office.store.place_order(draft("c1"))
        await office.round()
        company.trouble(Trouble("torn", "/sms", "POST"))
        await office.store.place_order(draft("c2"))
        await office.round()
        await office.round(LATER)
        await office.round(SOON)
        assert office.sent == ["Tack! ."] * 2
        assert await office.states(2) == {"receipt": "sent"}


async def test_a_company_that_does_not_let_us_in_is_tried_again_until_it_is_too_late(
    office: Office, company: Company
) -> None:
    company.username = "somebody else"
    await office.store.place_order(draft())
    for _ in range(60):
        await office.round(60)
    assert await office.states() == {"receipt": "failed"}
    assert 5 <= len(company.asked("POST", "/sms")) <= 9


async def test_a_house_that_was_closed_over_night_does_not_say_in_the_morning_that_pizza_is_ready(
    office: Office,
) -> None:
    await office.store.place_order(draft())
    await office.round(8 * 3_600)
    assert office.company.requests == []
    assert await office.states() == {"receipt": "failed"}


async def test_beyond_the_days_ceiling_nothing_is_sent_until_the_house_has_its_midnight(
    database_url: str, clock: StoppedClock, company: Company
) -> None:
    house = talkative("receipt", most_a_day=120)
    async with open_messages(database_url, clock, company, house) as office:
        for n in range(4):
            await office.store.place_order(draft(f"c{n}"))
            await office.round()
        assert len(office.sent) == 3, "35 öre each are spent, and 50 must be left for the next"
        assert await office.states(4) == {"receipt": "failed"}
        clock.forward(5.4 * 3_600)
        await office.store.place_order(draft("c8"))
        await office.round()
        assert len(office.sent) == 3, "it is 23:54 in Stockholm"
        clock.forward(0.2 * 3_600)
        await office.store.place_order(draft("c9"))
        await office.round()
        assert len(office.sent) == 4


async def test_two_houses_on_one_database_send_each_message_once(
    postgres_url: str, clock: StoppedClock, company: Company
) -> None:
    async with (
        open_messages(postgres_url, clock, company) as here,
        open_messages(postgres_url, clock, company) as there,
    ):
        for n in range(20):
            await (here, there)[n % 2].store.place_order(draft(f"c{n}"))
        await asyncio.gather(*(house.postman.round() for house in (here, there) * 3))
        assert len(company.asked("POST", "/sms")) == 20
        assert len(set(here.sent)) == 20


async def test_who_comes_late_with_a_message_does_not_send_it(office: Office) -> None:
    await office.store.place_order(draft())
    (errand,) = await office.store.outbox.take(SMS)
    office.clock.forward(LATER - 20)
    await office.store.outbox.settle(errand, await office.texts.deliver(errand))
    assert office.company.requests == []
    await office.round(SOON)
    assert len(office.sent) == 1


WAY: tuple[tuple[Status, float], ...] = (("baking", SOON), ("ready", SOON), ("collected", 3_600))
STEPS = ("receipt", "oven", "ready", "feedback")


TROUBLES = [(kind, False) for kind in NOTHING_DONE] + [*product(NOT_KNOWN, (True, False))]


@pytest.mark.parametrize("step", range(4), ids=STEPS)
@pytest.mark.parametrize("trouble", TROUBLES, ids=[f"{kind}, {done}" for kind, done in TROUBLES])
async def test_whatever_fails_at_whichever_step_each_message_is_sent_once(
    sqlite_url: str, clock: StoppedClock, company: Company, trouble: tuple[Kind, bool], step: int
) -> None:
    kind, done = trouble
    async with open_messages(sqlite_url, clock, company) as office:
        ways = [("placed", 0.0), *WAY]
        for place, (status, seconds) in enumerate(ways):
            if place == step:
                company.trouble(Trouble(kind, "/sms", "POST", done=done))
            if status == "placed":
                await office.store.place_order(draft())
            else:
                await office.store.advance(1, status)
            await office.round(seconds)
            await office.round(LATER)
            await office.round(SOON)
        assert await office.states() == dict.fromkeys(STEPS, "sent")
        assert len(office.sent) == len(set(office.sent)) == 4
        assert len(company.asked("POST", "/sms")) == (4 if done else 5)
