"""The account's numbers, and where they lead."""

from typing import Literal

import pytest

from pizzeria.elks.actions import Connect, action_text
from pizzeria.elks.declined import Declined
from pizzeria.elks.fields import Json
from pizzeria.elks.numbers import (
    allocate_websocket_number,
    configure,
    list_numbers,
    point_socket,
    read_number,
)
from pizzeria.elks.rest import Rest
from pizzeria.errors import ProtocolError
from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.http import Asked

HERE = "wss://pizza.example.com/voice-stream?token=a+b%2Fc"
SHOWN: Json = {"id": "n1", "number": "+4600700001", "active": "yes", "category": "websocket"}


def settings_of(asked: Asked) -> dict[str, str]:
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    return asked.form


async def test_an_account_with_many_numbers_is_read_to_its_end(company: Company, rest: Rest) -> None:
    for place in range(205):
        company.rent(f"+467668{place:05}")
    assert len({number.number for number in await list_numbers(rest)}) == 205
    assert len(company.asked("GET", "/numbers")) == 3


async def test_numbers_given_back_are_not_offered(company: Company, rest: Rest) -> None:
    company.rent("+46766861001").active = False
    company.rent("+46766861002")
    company.rent("+4600700001", "websocket")
    socket, public = await list_numbers(rest)
    assert (socket.number, socket.is_websocket, socket.is_public) == ("+4600700001", True, False)
    assert (public.number, public.is_websocket, public.is_public) == ("+46766861002", False, True)


@pytest.mark.parametrize("field", ["websocket_url", "voice_start"])
async def test_a_websocket_number_is_pointed_here_wherever_46elks_keeps_it(
    company: Company, rest: Rest, field: Literal["websocket_url", "voice_start"]
) -> None:
    company.lines.socket_field = field
    number = await allocate_websocket_number(rest, "the agent")
    pointed = await point_socket(rest, number, HERE)
    assert pointed.socket_url == HERE, "token, plus and all"
    assert getattr(company.lines.all[0], field) == HERE
    assert (await point_socket(rest, pointed, "")).socket_url == ""
    assert company.faults == []


async def test_the_documented_field_is_written_first_and_only_it(company: Company, rest: Rest) -> None:
    number = await allocate_websocket_number(rest, "the agent")
    await point_socket(rest, number, HERE)
    assert settings_of(company.asked("POST", f"/numbers/{number.id}")[0]) == {"websocket_url": HERE}
    assert len(company.asked("POST", f"/numbers/{number.id}")) == 1


@pytest.mark.parametrize(
    ("kept", "believed"),
    [
        ({"websocket_url": "wss://a", "voice_start": "wss://b", "ws_url": "wss://c"}, "wss://a"),
        ({"voice_start": "wss://b", "ws_url": "wss://c"}, "wss://c"),
        ({"voice_start": "wss://b"}, "wss://b"),
        ({"websocket_url": None}, ""),
    ],
)
def test_every_field_a_source_knows_is_read_and_the_documented_one_believed(
    kept: Json, believed: str
) -> None:
    assert read_number(SHOWN | kept).socket_url == believed


async def test_an_address_that_no_field_takes_is_not_thought_set(company: Company, rest: Rest) -> None:
    company.lines.socket_field = "none"
    number = await allocate_websocket_number(rest, "the agent")
    with pytest.raises(ProtocolError, match="set it in the dashboard"):
        await point_socket(rest, number, HERE)


async def test_an_address_that_46elks_calls_wrong_is_not_tried_elsewhere(
    company: Company, rest: Rest
) -> None:
    number = await allocate_websocket_number(rest, "the agent")
    with pytest.raises(Declined) as no:
        await point_socket(rest, number, "https://pizza.example.com")
    assert no.value.kind == "address"
    assert len(company.asked("POST", f"/numbers/{number.id}")) == 1


async def test_where_the_api_gives_no_websocket_numbers_that_is_said(company: Company, rest: Rest) -> None:
    company.lines.allocates_sockets = False
    with pytest.raises(Declined, match="Invalid category"):
        await allocate_websocket_number(rest, "the agent")


async def test_a_setting_is_set_kept_and_cleared(company: Company, rest: Rest) -> None:
    line = company.rent("+46766861001")
    [number] = await list_numbers(rest)
    start = action_text(Connect("+4600700001", failed=Connect("+46701740605")))
    changed = await configure(rest, number, voice_start=start, name="Lyktan")
    assert (changed.voice_start, changed.name) == (start, "Lyktan")
    assert (await configure(rest, number, voice_start="")).voice_start == ""
    assert (line.voice_start, line.name) == ("", "Lyktan")
    assert company.faults == []


def test_an_action_that_came_as_json_is_text_again() -> None:
    shown = SHOWN | {"category": "mobile", "voice_start": {"connect": "+4600700001"}}
    assert read_number(shown).voice_start == '{"connect":"+4600700001"}'


def test_a_number_without_an_id_is_a_broken_word() -> None:
    with pytest.raises(ProtocolError):
        read_number({"number": "+46766861001"})
