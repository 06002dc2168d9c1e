"""What becomes of a letter: sent now, tried again and when, given up, or nobody knows. Pure.

A message is sent at most once: from the moment its request may have left it is never asked for again, unless
46elks says that it has no such message. A webhook is sent at least once, with an id by which the other end
knows it again. Whoever takes a letter has LEASE to come back; after that it has crashed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never

from pizzeria.errors import Refused
from pizzeria.outbox.letters import Carrier, State

LEASE = timedelta(minutes=2)
"""far longer than any request takes, and long enough for what was asked to stand in 46elks' history"""
PAUSES: Mapping[Carrier, tuple[int, ...]] = {
    "sms": (10, 30, 60, 120, 300, 600, 1_200),
    "hook": (10, 60, 300, 900, 3_600, 10_800, 21_600, 43_200),
}
"""seconds before each new try of what was surely not taken; after the last it is given up"""
AGAIN_USEFUL = timedelta(hours=1)
"""for which a message that a person wants sent again is tried"""
ASK_AGAIN = timedelta(minutes=5)
"""between two questions to 46elks, when it does not answer them"""
Task = Literal["send", "ask"]
"""`ask`: whether 46elks has it"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A letter as it is, in so far as it decides anything."""

    carrier: Carrier
    state: State
    attempts: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """The other end has it."""

    remote_id: str = ""
    parts: int | None = None
    cost: int | None = None
    """1/10000 of the account's currency"""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Surely not, and another try may help."""

    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Surely not, and no other try will help."""

    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps."""

    why: str


Outcome = Taken | NotTaken | Refusal | Unknown


@dataclass(frozen=True, slots=True)
class Move:
    """The letter's next state, when somebody must look at it again (None: never), and what is to be done."""

    state: State
    due_at: datetime | None
    why: str = ""
    task: Task | None = None


def begin(letter: Standing, now: datetime, affordable: bool) -> Move:
    """What to do with a letter that is due."""
    lost = letter.carrier == "sms" and letter.state in ("sending", "uncertain")
    if lost:
        return Move("uncertain", now + LEASE, "whether it was sent is not known yet", "ask")
    if now >= letter.expires_at:
        return Move("failed", None, "it came too late to be of use")
    if not affordable:
        return Move("failed", None, "the day's ceiling for messages was reached")
    return Move("sending", now + LEASE, task="send")


def after(letter: Standing, outcome: Outcome, now: datetime) -> Move:
    """What becomes of a letter when whoever sent it, or asked about it, has come back."""
    match outcome:
        case Taken():
            return Move("sent", None)
        case Refusal(why):
            return Move("failed", None, why)
        case NotTaken(why):
            return _again(letter, why, now)
        case Unknown(why) if letter.carrier == "hook":
            return _again(letter, why, now)
        case Unknown(why) if letter.state == "sending":
            return Move("uncertain", now + LEASE, why)
        case Unknown(why):
            return Move("uncertain", now + ASK_AGAIN if now < letter.expires_at else None, why)
        case _:
            assert_never(outcome)


def reported(state: State, told: str) -> State:
    """The state after a delivery report; what is final stays, and a late `sent` takes nothing back."""
    if state in ("delivered", "failed"):
        return state
    match told:
        case "delivered" | "failed":
            return told
        case "sent":
            return "sent"
        case _:
            return state


def again(letter: Standing, now: datetime) -> Move:
    """A person wants it sent once more, though it may arrive twice. Raises Refused not_allowed."""
    if letter.carrier != "sms" or letter.state not in ("failed", "uncertain"):
        state = "on its way" if letter.state in ("queued", "sending") else letter.state
        say = f"That message is {state}: only one that failed, or is uncertain, is sent again."
        raise Refused("not_allowed", say if letter.carrier == "sms" else "Webhooks try again by themselves.")
    return Move("queued", now)


def pause(carrier: Carrier, attempts: int) -> timedelta | None:
    """Before the next try, after so many; None when there is none."""
    pauses = PAUSES[carrier]
    return timedelta(seconds=pauses[attempts - 1]) if attempts <= len(pauses) else None


def _again(letter: Standing, why: str, now: datetime) -> Move:
    wait = pause(letter.carrier, max(1, letter.attempts))
    if wait is None or now + wait >= letter.expires_at:
        return Move("failed", None, why)
    return Move("queued", now + wait, why)
