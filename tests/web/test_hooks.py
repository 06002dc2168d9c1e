"""What 46elks tells us about a call that is over: taken at once, from 46elks only."""

import httpx2 as httpx
from pydantic import SecretStr

from pizzeria.connecting.wanted import hook_path
from tests.calls.waiter import Waiter
from tests.house import open_house

TOKEN = "a-long-random-word"
OVER = {"id": "c1", "state": "success", "duration": "61", "cost": "3000"}


async def test_the_end_of_a_call_is_taken_twice_if_need_be_and_from_nobody_else(sqlite_url: str) -> None:
    secrets = {"phone_token": SecretStr(TOKEN), "staff_password": SecretStr("staff")}
    async with (
        open_house(sqlite_url, lambda line: Waiter(line).greets(), **secrets) as house,
        httpx.AsyncClient(base_url=house.address) as visitor,
    ):
        path = hook_path(TOKEN, "whenhangup")
        assert [(await visitor.post(path, data=OVER)).status_code for _ in range(2)] == [204, 204]
        for strange in ({}, {"id": ""}, {"callid": "c" * 9000}):
            assert (await visitor.post(path, data=strange)).status_code == 204
        for wrong in (
            hook_path("another", "whenhangup"),
            "/hooks/x/whenhangup",
            f"/hooks/{TOKEN}/whenhangup",
        ):
            assert (await visitor.post(wrong, data=OVER)).status_code == 404


async def test_without_a_token_nothing_is_taken(sqlite_url: str) -> None:
    async with (
        open_house(sqlite_url, lambda line: Waiter(line).greets()) as house,
        httpx.AsyncClient(base_url=house.address) as visitor,
    ):
        for path in (hook_path("", "whenhangup"), "/hooks//whenhangup"):
            assert (await visitor.post(path, data=OVER)).status_code == 404
