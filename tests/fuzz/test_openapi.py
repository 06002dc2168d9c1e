"""What the API says of itself is true: whatever its document allows, or forbids, is answered as it says."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.datastructures import Authorization

from pizzeria.ordering.events import CallEnded
from pizzeria.ordering.flags import Flag, Signs
from pizzeria.ordering.line_events import CallClosed, CallFlagged, ModelBack, ModelLost
from pizzeria.web.app import create_app
from tests.fuzz.profiles import examples
from tests.store.letters import told_of
from tests.stores import open_store
from tests.web.evening import (
    FILES,
    SIX,
    House,
    Phones,
    hangs_up,
    ordered,
    orders_on_the_line,
    rings,
    settings,
    talks,
)
from tests.web.socket_client import served

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KNOWN: dict[str, list[str | int]] = {
    "id": ["vesuvio", "cola", "ham"],
    "number": [1, 2],
    "order": [1, 2],
    "call_id": ["c1", "c2", "c3", "c4"],
}
"""what there is in the house, that chance would not find"""
STAFF = {"Authorization": Authorization("basic", {"username": "staff", "password": "tomat"}).to_header()}
MISHAPS = (
    ModelLost("c1", "the socket went", SIX),
    ModelBack("c1", 900, SIX),
    CallFlagged("c1", Signs((Flag("allergy", "nötter"),))),
)
PLACED = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in KNOWN.items()})


class Line:
    """A call that is on."""

    def hand_over(self) -> None: ...

    def cut_off(self) -> None: ...


@dataclass
class OnePhone(Phones):
    def live(self, call_id: str) -> Line | None:  # type: ignore[override]
        return Line() if call_id == "c2" else None


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """Of a house with a call that is over, one that is on, one that was cut off, and two orders."""
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", lambda: SIX, told_of)
    await store.load_menu(FILES.menu)
    await ordered(store, "c1")
    await talks(store, "c1")
    for event in MISHAPS:
        await store.record(event)
    await store.hand_overs.want("c1", "a complaint")
    await hangs_up(store, "c1")
    await store.hand_overs.close(CallClosed("c1", "success", 187))
    await ordered(store, "c2")
    await rings(store, "c3", "+46703333333")
    await orders_on_the_line(store, "c3")
    await store.record(CallEnded("c3", "dropped", SIX + timedelta(seconds=30)))
    known = settings(
        phone_token=SecretStr("ring"), public_url="https://pizza.example", staff_password=SecretStr("tomat")
    )
    async with served(create_app(House(known, FILES, store, lambda: SIX, OnePhone()))) as port:
        yield port
    await store.close()


@pytest.fixture
async def document(port: int) -> BaseSchema:
    address = f"http://127.0.0.1:{port}/api/openapi.json"
    return await asyncio.to_thread(schemathesis.openapi.from_url, address, headers=STAFF)


@given(st.data())
@examples(100)
async def test_the_document_is_true(document: BaseSchema, data: Any) -> None:
    schema = document.exclude(path="/api/events")  # that answer never ends
    mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    case = data.draw(schema.as_strategy(generation_mode=mode))
    checks = [*CHECKS, negative_data_rejection]
    if data.draw(st.booleans()):
        _lead_home(case, data.draw(PLACED))
        checks = CHECKS  # what was forbidden may be allowed now
    await asyncio.to_thread(case.call_and_validate, headers=STAFF, checks=checks)


def _lead_home(case: Any, place: dict[str, str | int]) -> None:
    """The same asked of something that there is in the house."""
    case.path_parameters = {name: place[name] for name in case.path_parameters}
    if isinstance(case.body, dict):
        case.body |= {name: place[name] for name in case.body if name in ("call_id", "order")}
