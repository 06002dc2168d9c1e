"""Asking the app as a program does."""

from quart import Quart
from quart.typing import ResponseTypes


async def get(app: Quart, path: str) -> ResponseTypes:
    return await app.test_client().get(path)


async def post(app: Quart, path: str, body: object) -> ResponseTypes:
    return await app.test_client().post(path, json=body)


async def error_of(response: ResponseTypes) -> dict[str, object]:
    assert response.mimetype == "application/json"
    error: dict[str, object] = (await response.get_json())["error"]
    assert isinstance(error["code"], str)
    assert isinstance(error["message"], str)
    return error
