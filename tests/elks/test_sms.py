"""Messages: sent once, priced before, told about after."""

import pytest

from pizzeria.elks.declined import Declined, Unanswered
from pizzeria.elks.rest import Rest
from pizzeria.elks.sms import Message, send
from pizzeria.errors import SetupError
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.http import plain
from pizzeria.replay.doubles.company.troubles import Trouble
from tests.elks.customers import PUBLIC, listening

CALLER = "+46701234567"
READY = "Din pizza är klar! Välkommen."


async def test_a_message_is_sent_once_and_its_fate_told_until_we_listen(company: Company, rest: Rest) -> None:
    company.rent("+46766861001")
    busy = plain(503, "not now")
    async with listening(company, busy, busy, plain(204, "")) as ear:
        sent = await send(rest, Message("+46766861001", CALLER, READY, f"{PUBLIC}/sms?key=k"))
        await company.settled()
    assert (sent.status, sent.parts, sent.cost) == ("created", 1, 3_500)
    assert [asked.form["status"] for asked in ear.heard] == ["sent", "sent", "sent", "delivered"]
    assert {asked.form["id"] for asked in ear.heard} == {sent.id}
    assert [text.message for text in company.texts.all] == [READY]
    assert company.faults == []


async def test_a_report_that_is_never_taken_is_given_up(company: Company, rest: Rest) -> None:
    async with listening(company, plain(500, "broken")) as ear:
        await send(rest, Message("LillaLyktan", CALLER, READY, f"{PUBLIC}/sms"))
        await company.settled()
    assert len(ear.heard) == 12, "each of two reports once, and five times more"


async def test_a_rehearsal_prices_a_message_and_sends_nothing(company: Company, rest: Rest) -> None:
    rehearsed = await send(rest, Message("LillaLyktan", CALLER, READY * 6), rehearse=True)
    assert (rehearsed.id, rehearsed.parts, rehearsed.cost) == ("", 2, 7_000)
    assert (company.texts.all, company.balance) == ([], 1_000_000)


async def test_a_message_nobody_can_read_has_failed(company: Company, rest: Rest) -> None:
    async with listening(company) as ear:
        await send(rest, Message("LillaLyktan", "+4686554321", READY, f"{PUBLIC}/sms"))
        await company.settled()
    assert ear.heard[-1].form["status"] == "failed"
    assert "delivered" not in ear.heard[-1].form


@pytest.mark.parametrize("sender", ["Å", "Lilla Lyktan", "1Lyktan", "LillaLyktanPizza", "0701234567", ""])
async def test_a_sender_that_cannot_be_is_refused_here(company: Company, rest: Rest, sender: str) -> None:
    with pytest.raises(SetupError, match="the sender of messages"):
        await send(rest, Message(sender, CALLER, READY))
    assert company.requests == []


async def test_somebody_elses_number_is_no_sender(company: Company, rest: Rest) -> None:
    with pytest.raises(Declined) as no:
        await send(rest, Message("+46766869999", CALLER, READY))
    assert (no.value.kind, no.value.said) == ("sender", "Invalid from number")


async def test_a_number_that_is_none_is_no_receiver(company: Company, rest: Rest) -> None:
    with pytest.raises(Declined) as no:
        await send(rest, Message("LillaLyktan", "0701234567", READY))
    assert no.value.kind == "receiver"


async def test_without_credit_a_message_is_declined_and_that_is_said(company: Company, rest: Rest) -> None:
    company.balance = 1_000
    with pytest.raises(Declined, match="fill up the account") as no:
        await send(rest, Message("LillaLyktan", CALLER, READY))
    assert no.value.kind == "credit"
    assert company.texts.all == []


async def test_a_message_whose_answer_was_lost_is_not_known_to_be_unsent(
    company: Company, rest: Rest
) -> None:
    company.trouble(Trouble("torn", "/sms", done=True))
    with pytest.raises(Unanswered):
        await send(rest, Message("LillaLyktan", CALLER, READY))
    assert len(company.texts.all) == 1
