"""The kitchen's own switch: how far behind it is, and whether it takes orders."""

import pytest
from quart import Quart

from pizzeria.store.store import Store
from tests.web.asking import error_of, get, post

ON_TIME = {"taking_orders": True, "behind_minutes": 0}


async def test_the_kitchen_is_on_time_until_it_says_otherwise(app: Quart) -> None:
    assert await (await get(app, "/api/kitchen")).get_json() == ON_TIME


@pytest.mark.parametrize(
    "said",
    [{"behind_minutes": 45}, {"taking_orders": False}, {"behind_minutes": 180, "taking_orders": False}],
)
async def test_the_kitchen_says_either_or_both(app: Quart, said: dict[str, object]) -> None:
    answer = await post(app, "/api/kitchen", said)
    assert answer.status_code == 200
    assert await answer.get_json() == {**ON_TIME, **said}
    assert await (await get(app, "/api/kitchen")).get_json() == {**ON_TIME, **said}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({}, "behind_minutes"),
        ({"late": 3}, "behind_minutes"),
        ({"behind_minutes": -1}, "behind_minutes"),
        ({"behind_minutes": 181}, "behind_minutes"),
        ({"behind_minutes": 7.5}, "behind_minutes"),
        ({"behind_minutes": True}, "behind_minutes"),
        ({"behind_minutes": "45"}, "behind_minutes"),
        ({"behind_minutes": None}, "behind_minutes"),
        ({"taking_orders": 0}, "taking_orders"),
        ({"taking_orders": "no", "behind_minutes": 5}, "taking_orders"),
    ],
)
async def test_nonsense_changes_nothing(app: Quart, store: Store, said: object, key: str) -> None:
    answer = await post(app, "/api/kitchen", said)
    assert answer.status_code == 400
    error = await error_of(answer)
    assert (error["code"], error["key"]) == ("bad_request", key)
    assert await store.journal.after(0) == []


async def test_the_switch_is_the_staffs(locked_app: Quart) -> None:
    assert (await get(locked_app, "/api/kitchen")).status_code == 401
    assert (await post(locked_app, "/api/kitchen", {"taking_orders": False})).status_code == 401
