"""Who gets in to the scripted model, and how it shows them out."""

import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus

from pizzeria.replay.doubles.model import Model
from pizzeria.replay.doubles.model_line import ModelLine
from tests.replay.doubles.apps import quiet, talking_to, told, told_until


async def test_only_a_client_with_a_key_at_the_right_address_gets_in() -> None:
    async with Model(quiet, key="right") as model:
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            with pytest.raises(InvalidStatus, match="401"):
                async with talking_to(model, headers):
                    pass
        async with talking_to(model, {"Authorization": "Bearer right"}) as socket:
            assert (await told(socket))["type"] == "session.created"
        async with talking_to(model, {}, ["realtime", "openai-insecure-api-key.right"]) as socket:
            assert socket.subprotocol == "realtime"


async def test_the_older_dialects_header_is_refused_with_4000() -> None:
    async with Model(quiet) as model:
        headers = {"Authorization": "Bearer some-key", "OpenAI-Beta": "realtime=v1"}
        async with talking_to(model, headers) as socket:
            assert (await told(socket))["error"]["code"] == "beta_api_shape_disabled"
            with pytest.raises(ConnectionClosedError) as closed:
                await told(socket)
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (
            4000,
            "invalid_request_error.beta_api_shape_disabled",
        )


async def test_an_account_without_money_is_told_so_and_closed() -> None:
    async with Model(quiet, refusal="insufficient_quota") as model, talking_to(model) as socket:
        assert (await told(socket))["error"]["code"] == "insufficient_quota"
        with pytest.raises(ConnectionClosed):
            await told(socket)


async def test_a_session_that_has_lasted_an_hour_ends_with_1001() -> None:
    async def script(line: ModelLine) -> None:
        await line.expire()

    async with Model(script) as model, talking_to(model) as socket:
        assert (await told_until(socket, "error"))[-1]["error"]["code"] == "session_expired"
        with pytest.raises(ConnectionClosed) as closed:
            await told(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001
