"""What 46elks' callbacks have in common: who may make them, how they are read, and that they are answered in
time.

Source: https://46elks.com/docs/verify-callback-origin. 46elks signs nothing: there is a secret in the path,
made from PIZZERIA_PHONE_TOKEN (`connecting.wanted`) and written into no log, and the addresses it comes from
can be checked besides (ELKS_CALLBACK_ADDRESSES).
"""

import asyncio
import hmac
from collections.abc import Awaitable
from ipaddress import ip_address
from typing import Any, TypeVar

import structlog
from quart import Blueprint, abort, request

from pizzeria.connecting.wanted import HOOKS, hook_secret
from pizzeria.web.here import here

SECONDS = 2.0
"""that 46elks, and perhaps a caller, is kept waiting for the database"""
LONGEST = 200
"""characters of a field that are read"""
T = TypeVar("T")

log = structlog.get_logger()


def for_46elks(name: str) -> Blueprint:
    """Pages below the secret path, for 46elks alone."""
    blueprint = Blueprint(name, __name__, url_prefix=f"{HOOKS}/<secret>")
    blueprint.url_value_preprocessor(_let_in)
    return blueprint


async def told(longest: int = LONGEST) -> dict[str, str]:
    """The form, each field cut at so many characters."""
    return {key: value[:longest] for key, value in (await request.form).items()}


async def in_time(asked: Awaitable[T], otherwise: T) -> T:
    """The answer, or `otherwise` when the database does not give one: a caller is listening to silence.

    What was begun is finished all the same.
    """
    try:
        async with asyncio.timeout(SECONDS):
            return await asked
    except Exception as error:  # whatever the database says, the caller must be led somewhere
        log.error("a callback was answered without the database", path=_name(), error=type(error).__name__)
        return otherwise


def is_one_of(address: str, allowed: str) -> bool:
    """`allowed`: addresses with commas between."""
    try:
        return ip_address(address) in {ip_address(one.strip()) for one in allowed.split(",") if one.strip()}
    except ValueError:
        return False


def _let_in(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """404 for a stranger and while there is no token to make a secret from, 403 from elsewhere."""
    said, token = str((values or {}).pop("secret", "")), here().settings.phone_token
    if not token or not hmac.compare_digest(said.encode(), hook_secret(token.get_secret_value()).encode()):
        abort(404)
    allowed = here().settings.elks_callback_addresses
    if allowed and not is_one_of(request.remote_addr or "", allowed):
        log.warning("a callback came from an address that is not in ELKS_CALLBACK_ADDRESSES", path=_name())
        abort(403)


def _name() -> str:
    """The path without its secret."""
    return request.path.rpartition("/")[2]
