"""What happens on the telephone line, beside the talk: to staff and back, calls out, flags, the end.

Rules as for `events`, whose union these belong to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pizzeria.ordering.call_backs import CallBackState, Purpose
from pizzeria.ordering.flags import Signs

HandOverState = Literal[
    "wanted",  # the agent is saying so
    "ringing",  # staff are rung, or talking: the phone company does not tell which
    "unanswered",  # they were not reached, and the caller is the agent's again or has gone
    "over",
]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A caller is to be put through to staff, or how far that has got."""

    name: ClassVar[str] = "call.handed_over"
    call_id: str
    state: HandOverState
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallClosed:
    """How the phone company saw the end of a call; it may come before ours, and again."""

    name: ClassVar[str] = "call.closed"
    call_id: str
    state: str
    """ongoing, success, failed or busy"""
    duration_seconds: int | None
    """all of it, with staff too"""


@dataclass(frozen=True, slots=True)
class CallFlagged:
    """Something that staff want to hear about was said; all that was noticed so far."""

    name: ClassVar[str] = "call.flagged"
    call_id: str
    signs: Signs


@dataclass(frozen=True, slots=True)
class ModelLost:
    """The model of a call is gone, or does not come; another is reached for."""

    name: ClassVar[str] = "call.model_lost"
    call_id: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ModelBack:
    """A model speaks again in a call that had lost it."""

    name: ClassVar[str] = "call.model_back"
    call_id: str
    after_ms: int
    """since it was lost"""
    at: datetime


@dataclass(frozen=True, slots=True)
class CalledBack:
    """A customer is called by the house, or what came of it."""

    name: ClassVar[str] = "call.called_back"
    call_id: str
    """of the call that it is about"""
    id: int
    purpose: Purpose
    state: CallBackState
    why: str


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """Staff take an order off the board that was begun and not placed: nobody is offered it any more."""

    name: ClassVar[str] = "call.draft_dropped"
    call_id: str


@dataclass(frozen=True, slots=True)
class PhoneConnected:
    """A phone rang from outside: not from this very machine, and not with a number kept for fiction."""

    name: ClassVar[str] = "phone.connected"
    call_id: str


LineEvent = HandedOver | CallClosed | CallFlagged | CalledBack | DraftDropped | PhoneConnected
