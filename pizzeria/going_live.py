"""Four steps until a customer can call, and whether each is done: what the setup page and the doctor say.

Only what the house sees for itself counts: its settings, and phones that connected. A phone from this very
machine, or with a number that is kept for fiction, is a demonstration or `pizzeria call`, and proves nothing.
What 46elks shows of the account counts too, where its credentials are set (`connecting.findings`): what is
wrong there now outweighs a call that came through before. OpenAI's own pages cannot be seen from here. So
every mark says what it is based on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from pizzeria.connecting.findings import Found
from pizzeria.settings import Settings
from pizzeria.store.records import CallRow
from pizzeria.store.store import Store

State = Literal["done", "waiting", "wrong"]
"""waiting: nothing speaks against it, and nothing has proved it yet"""
Name = Literal["account", "model", "socket", "call"]

LATEST = 20
"""calls that are looked through"""
_STEP_OF: dict[str, Name] = {
    "46elks account": "account",
    "websocket number": "socket",
    "public number": "call",
    "staff number": "call",
    "text messages": "call",
}
_FICTION = re.compile(r"\+467017406(0[5-9]|[1-9]\d)|\+468465004\d\d")
"""numbers that Sweden keeps for fiction (PTS): nobody calls from one"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the house has seen."""

    outside_at: datetime | None = None
    """when a phone last connected from outside"""
    answered: CallRow | None = None
    """the last call from outside in which the agent was heard"""
    unanswered: CallRow | None = None
    """a later one that ended without a word"""
    newest: CallRow | None = None
    """the last call that is over, from wherever, but not from fiction"""


@dataclass(frozen=True, slots=True)
class Step:
    name: Name
    state: State
    because: str
    """what the mark is based on, and what to do when something is wrong"""


def is_fiction(number: str) -> bool:
    return bool(_FICTION.fullmatch(number))


def is_only_here(url: str) -> bool:
    """Whether an address means the very machine it is said on."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def evidence(store: Store) -> Evidence:
    connected = await store.journal.newest("phone.connected", LATEST)
    outside = [str(entry.data["call_id"]) for entry in connected]
    latest = [call for call in await store.calls(LATEST) if not is_fiction(call.from_number)]
    heard = await store.call_log.answered(outside)
    silent = [c for c in latest if c.call_id in outside and c.status == "completed" and c not in heard]
    answered = heard[0] if heard else None
    later = [c for c in silent if answered is None or c.started_at > answered.started_at]
    return Evidence(
        outside_at=connected[0].at if connected else None,
        answered=answered,
        unanswered=later[0] if later else None,
        newest=next((call for call in latest if call.status == "completed"), None),
    )


def steps(
    settings: Settings,
    seen: Evidence,
    address: str | None,
    refused_at: datetime | None = None,
    shown: Sequence[Found] = (),
) -> tuple[Step, ...]:
    """`address`: what the house would be called by; None when nobody said. `refused_at`: when a phone from
    outside last came without the right token. `shown`: what 46elks shows, when it was asked.
    """
    found = (
        _account(settings, seen),
        _model(settings, seen),
        _socket(seen, address, refused_at),
        _call(seen),
    )
    return tuple(_weighed(step, shown) for step in found)


def _weighed(step: Step, shown: Sequence[Found]) -> Step:
    """The step, and what 46elks shows of the same thing."""
    mine = [found for found in shown if _STEP_OF.get(found.about) == step.name]
    wrong = [f"{found.about}: {found.because}" for found in mine if found.state == "wrong"]
    if wrong:
        return Step(step.name, "wrong", "; ".join(wrong))
    if step.name == "account" and mine:
        return Step("account", "done", f"46elks shows {mine[0].because}")
    return step


def _account(settings: Settings, seen: Evidence) -> Step:
    if seen.outside_at:
        said = "A phone has connected from outside, so there is a number that leads here."
        return Step("account", "done", said)
    known = "ELKS_API_USERNAME is set; the number" if settings.elks_api_username else "From here this"
    return Step("account", "waiting", f"{known} cannot be seen: the first phone that connects proves it.")


def _model(settings: Settings, seen: Evidence) -> Step:
    if not settings.has_model:
        said = "no OPENAI_API_KEY: only the built-in voice answers. Set it, or OPENAI_BASE_URL"
        return Step("model", "wrong", said)
    if seen.newest and seen.newest.end_reason == "model_unreachable":
        said = "the last call could not reach the model: is the key right, and has its account money?"
        return Step("model", "wrong", said)
    where = f"calls go to {settings.openai_base_url or settings.model}"
    known = f"a key is set; {where}" if settings.openai_api_key else f"{where}, without a key"
    proved = seen.newest and seen.answered and seen.newest.call_id == seen.answered.call_id
    return Step("model", "done", f"{known}; it answered the last call" if proved else known)


def _socket(seen: Evidence, address: str | None, refused_at: datetime | None) -> Step:
    if refused_at and (seen.outside_at is None or refused_at > seen.outside_at):
        said = "A phone came from outside without the right token: is PIZZERIA_PHONE_TOKEN in its address?"
        return Step("socket", "wrong", said)
    if seen.outside_at:
        return Step("socket", "done", "A phone has connected from outside this machine.")
    if address is None or is_only_here(address):
        said = (
            "46elks cannot reach this machine: run `ngrok http 8000`, set PIZZERIA_PUBLIC_URL to the address "
            "it prints, and start again"
        )
        return Step("socket", "wrong", said)
    return Step("socket", "waiting", f"No phone has connected from outside yet; {address} should lead here.")


def _call(seen: Evidence) -> Step:
    if seen.unanswered:
        reason = (seen.unanswered.end_reason or "").replace("_", " ")
        return Step(
            "call", "wrong", f"The last call from outside ended before the agent said a word: {reason}."
        )
    if seen.answered:
        return Step("call", "done", "A call from outside was answered, and the agent was heard.")
    return Step("call", "waiting", "No call from outside has been answered yet; demonstrations do not count.")
