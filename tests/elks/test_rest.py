"""Asking 46elks: who is asked, how often, and what is said when it goes wrong."""

import socket

import pytest
from pydantic import SecretStr

from pizzeria.elks.account import read_account
from pizzeria.elks.declined import Declined, Unanswered
from pizzeria.elks.numbers import allocate_websocket_number
from pizzeria.elks.rest import Rest, open_rest
from pizzeria.errors import PizzeriaError, ProtocolError, SetupError, Unreachable
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.troubles import Kind, Trouble
from pizzeria.settings import Settings
from tests.elks.customers import credentials


async def test_the_account_says_what_is_left(company: Company, rest: Rest) -> None:
    account = await read_account(rest)
    assert (account.name, account.left, account.is_low) == ("Lilla Lyktan", "100.00 SEK", False)
    assert [asked.path for asked in company.requests] == ["/a1/me"]


@pytest.mark.parametrize(
    ("left", "low", "empty"), [(500_000, False, False), (499_999, True, False), (0, True, True)]
)
async def test_an_account_that_runs_low_is_seen(
    company: Company, rest: Rest, left: int, low: bool, empty: bool
) -> None:
    company.balance = left
    account = await read_account(rest)
    assert (account.is_low, account.is_empty) == (low, empty)


async def test_a_wrong_password_is_said_to_be_one_and_never_repeated(company: Company) -> None:
    async with open_rest(credentials(company, elks_api_password=SecretStr("hunter2"))) as rest:
        with pytest.raises(Declined, match="ELKS_API_PASSWORD") as no:
            await read_account(rest)
    assert no.value.kind == "credentials"
    assert "hunter2" not in repr(no.value) + str(no.value)
    assert len(company.requests) == 1, "a refusal is not asked again"


async def test_without_credentials_nothing_is_asked() -> None:
    with pytest.raises(SetupError, match="ELKS_API_USERNAME"):
        async with open_rest(Settings.model_construct()):
            pass


@pytest.mark.parametrize(
    "address", ["http://api.46elks.com/a1", "api.46elks.com", "https://", "ftp://127.0.0.1"]
)
async def test_credentials_do_not_travel_in_the_clear(company: Company, address: str) -> None:
    with pytest.raises(SetupError, match="ELKS_BASE_URL"):
        async with open_rest(credentials(company, elks_base_url=address)):
            pass


async def test_credentials_in_the_address_are_refused_and_not_repeated(company: Company) -> None:
    address = "https://u1:hunter2@api.46elks.com/a1"
    with pytest.raises(SetupError, match="ELKS_API_PASSWORD") as refused:
        async with open_rest(credentials(company, elks_base_url=address)):
            pass
    assert "hunter2" not in str(refused.value)


async def test_a_question_is_asked_once_more_when_no_answer_came(company: Company, rest: Rest) -> None:
    company.trouble(Trouble("error"))
    assert (await read_account(rest)).left == "100.00 SEK"
    company.trouble(Trouble("torn", times=2))
    with pytest.raises(Unanswered):
        await read_account(rest)
    assert len(company.asked("GET", "/me")) == 4


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("error", Unanswered),
        ("silence", Unanswered),
        ("torn", Unanswered),
        ("nonsense", ProtocolError),
        ("no credit", Declined),
        ("locked out", Declined),
    ],
)
@pytest.mark.parametrize("done", [False, True])
async def test_what_costs_money_is_asked_once_whatever_becomes_of_it(
    company: Company, kind: Kind, raised: type[PizzeriaError], done: bool
) -> None:
    company.trouble(Trouble(kind, "/numbers", "POST", done=done))
    async with open_rest(credentials(company), seconds=0.5) as rest:
        with pytest.raises(raised):
            await allocate_websocket_number(rest, "the agent")
    assert len(company.asked("POST", "/numbers")) == 1
    assert len(company.lines.all) == done


async def test_nobody_there_is_not_the_same_as_no_answer() -> None:
    """Where nothing was asked it may be asked again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with open_rest(credentials(Company(port=port))) as rest:
        with pytest.raises(Unreachable, match="cannot be reached") as nobody:
            await allocate_websocket_number(rest, "the agent")
    assert not isinstance(nobody.value, Unanswered)
