"""The shapes of calls in the API's JSON, as call_json makes them, and of customers being called."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from pizzeria.ordering.call_backs import CallBackState, Purpose
from pizzeria.ordering.events import EndReason, Usage
from pizzeria.ordering.flags import Mood
from pizzeria.ordering.line_events import HandOverState
from pizzeria.store.records import CallStatus
from pizzeria.web.shapes import Time, closed

BIGGEST = 2_147_483_647
LATEST = 7 * 24 * 60
"""minutes from now that a customer can be called in"""


@closed
class Flag(TypedDict):
    kind: str
    word: str


@closed
class ACall(TypedDict):
    call_id: str
    from_number: str
    to_number: str
    status: CallStatus
    started_at: Time
    ended_at: Time | None
    duration_seconds: int | None
    end_reason: EndReason | None
    order_number: int | None
    flags: list[Flag]
    mood: Mood


@closed
class Said(TypedDict):
    call_id: str
    item_id: str
    role: Literal["user", "assistant"]
    content: str
    created_at: Time
    position: int
    heard_ms: int | None
    spoken_ms: int | None


@closed
class ToolCall(TypedDict):
    call_id: str
    tool_call_id: str
    tool: str
    arguments: str
    answer: str
    ok: bool
    code: str | None
    created_at: Time
    milliseconds: int


@closed
class HandedOver(TypedDict):
    state: HandOverState
    reason: str
    at: Time


@closed
class ModelLoss(TypedDict):
    at: Time
    why: str
    back_ms: int | None


@closed
class Closed(TypedDict):
    call_id: str
    state: str
    duration_seconds: int | None


@closed
class WholeCall(ACall):
    messages: list[Said]
    tool_calls: list[ToolCall]
    answer_ms: int | None
    turns_ms: list[int]
    turn_median_ms: int | None
    turn_p95_ms: int | None
    usage: Usage
    cost_microdollars: int
    handed_over: HandedOver | None
    losses: list[ModelLoss]
    closed: Closed | None


@closed
class About(TypedDict):
    call_id: str
    order: int | None


@closed
class TheCallBack(TypedDict):
    id: int
    purpose: Purpose
    state: CallBackState
    why: str
    about: About
    asked_at: Time
    attempt: int
    due_at: Time | None


@closed
class CallNamed(TypedDict):
    call_id: str


class CallWish(TypedDict):
    """About a call or an order; now, or `at` a time with its zone, or `in_minutes`."""

    purpose: Purpose
    call_id: NotRequired[str]
    order: NotRequired[Annotated[int, Field(ge=0, le=BIGGEST)]]
    at: NotRequired[str]
    in_minutes: NotRequired[Annotated[int, Field(ge=0, le=LATEST)]]
