"""46elks' HTTP API: one request and its answer. What can be asked lies beside it, a noun a file.

Source: https://46elks.com/docs/overview. Basic auth with the API's own credentials, forms in, JSON out,
refusals in plain text. A GET is asked once more when no answer came; nothing else is ever asked twice, for a
number rented or a message sent twice costs twice. Credentials go over TLS only, or to this very machine, and
stand in no error.
"""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import orjson

from pizzeria.elks.declined import CREDENTIALS, Declined, Unanswered
from pizzeria.elks.fields import Json
from pizzeria.errors import ProtocolError, SetupError, Unreachable
from pizzeria.settings import Settings

SECONDS = 15.0
"""to answer in"""
_CONNECT_SECONDS = 5.0


class Rest:
    """Asks 46elks. Raises Unreachable when nobody is there (and nothing was asked), Unanswered when it is not
    known what became of the request, Declined when the answer is no, ProtocolError when it is not the answer
    that the pages promise.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def get(self, path: str, **query: str) -> Json:
        """`path` below the API's address, such as "/numbers"; twice when it must."""
        try:
            return await self._ask("GET", path, params=query)
        except Unreachable:
            return await self._ask("GET", path, params=query)

    async def post(self, path: str, form: Mapping[str, str]) -> Json:
        """Once, whatever becomes of it."""
        return await self._ask("POST", path, data=dict(form))

    async def _ask(self, method: str, path: str, **content: Any) -> Json:
        try:
            answer = await self._client.request(method, path, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(f"46elks cannot be reached at {self._client.base_url}: {_why(error)}") from None
        except httpx.RequestError as error:
            raise Unanswered(f"46elks did not answer {method} {path}: {_why(error)}") from None
        return _read(answer, f"{method} {path}")


@asynccontextmanager
async def open_rest(settings: Settings, seconds: float = SECONDS) -> AsyncIterator[Rest]:
    """Raises SetupError without credentials, or when they would travel in the clear."""
    username, password = settings.elks_api_username, settings.elks_api_password
    if username is None or password is None:
        raise SetupError(f"no ELKS_API_USERNAME and ELKS_API_PASSWORD: {CREDENTIALS}")
    _refuse_the_clear(settings.elks_base_url)
    async with httpx.AsyncClient(
        base_url=settings.elks_base_url.rstrip("/"),
        auth=(username.get_secret_value(), password.get_secret_value()),
        timeout=httpx.Timeout(seconds, connect=_CONNECT_SECONDS),
        verify=_trusted(settings.elks_base_url),
    ) as client:
        yield Rest(client)


def _trusted(url: str) -> ssl.SSLContext | bool:
    """All certificates only where one is shown: to read them takes longer than to ask. Else nobody."""
    return urlsplit(url).scheme == "https" or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _read(answer: httpx.Response, asked: str) -> Json:
    if answer.is_server_error:
        raise Unanswered(f"46elks is in trouble ({answer.status_code} to {asked}): try again later")
    if answer.is_client_error:
        raise Declined(answer.status_code, answer.text)
    try:
        document = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        document = None
    if answer.is_success and isinstance(document, dict):
        return document
    raise ProtocolError(f"46elks answered {asked} with {answer.status_code} and no JSON object")


def _refuse_the_clear(address: str) -> None:
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise SetupError(
            "ELKS_BASE_URL: credentials go into ELKS_API_USERNAME and ELKS_API_PASSWORD, not here"
        )
    if (parts.scheme == "https" and parts.hostname) or (
        parts.scheme == "http" and _is_here(parts.hostname or "")
    ):
        return
    raise SetupError(f"ELKS_BASE_URL: expected https://…, for credentials go there, got {address}")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__
