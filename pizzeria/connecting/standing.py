"""What 46elks shows of the account just now: read only, in a few seconds, and never a reason to fail."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from pizzeria.elks.account import Account, read_account
from pizzeria.elks.calls import CallRecord, last_calls
from pizzeria.elks.numbers import Number, list_numbers
from pizzeria.elks.rest import open_rest
from pizzeria.errors import PizzeriaError
from pizzeria.settings import Settings

T = TypeVar("T")
SECONDS = 5.0
"""for each question; somebody is waiting for a page"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Each part, or why it could not be read."""

    account: Account | PizzeriaError
    numbers: list[Number] | PizzeriaError
    calls: list[CallRecord] | PizzeriaError
    """the last one, if there is one"""


async def read_standing(settings: Settings, seconds: float = SECONDS) -> Standing | None:
    """None without credentials: nothing was asked, and nothing is wrong."""
    if settings.elks_api_username is None or settings.elks_api_password is None:
        return None
    try:
        async with open_rest(settings, seconds) as rest:
            return Standing(
                *await asyncio.gather(
                    _tried(read_account(rest)), _tried(list_numbers(rest)), _tried(last_calls(rest, 1))
                )
            )
    except PizzeriaError as error:
        return Standing(error, error, error)


async def _tried(question: Awaitable[T]) -> T | PizzeriaError:
    try:
        return await question
    except PizzeriaError as error:
        return error
