"""The course of a call: what was said and done in it, in order, as its pages show it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.realtime.events import Who
from pizzeria.store.records import CallDetail

PACE = 0.015
"""characters a millisecond, of an agent who was never heard out"""


@dataclass(frozen=True, slots=True)
class Said:
    item_id: str
    who: Who
    at: datetime
    start: float
    """seconds into the call, when its sound began to be heard"""
    seconds: float
    """how long it was heard"""
    guessed: bool
    """nobody measured how long"""
    heard: str
    unheard: str
    """the words after the interruption, as near as the agent's usual pace tells"""
    cut: bool
    wait_ms: int | None = None
    """of the agent, from the end of the caller's voice: voice to voice"""

    @property
    def end(self) -> float:
        return self.start + self.seconds


@dataclass(frozen=True, slots=True)
class Did:
    used: ToolUsed
    start: float
    """seconds into the call"""


Course = list[Said | Did]


def course(detail: CallDetail) -> Course:
    """What was said and done, in the order of time."""
    began = detail.call.started_at
    tools = [Did(used, _into(began, used.at)) for used in detail.tools]
    return sorted([*_talk(detail), *tools], key=lambda each: each.start)


def pace(messages: Sequence[CallMessage]) -> float:
    """How fast the agent speaks in this call, in characters a millisecond."""
    whole = [m for m in messages if m.role == "assistant" and m.heard_ms is None and m.spoken_ms]
    spoken = sum(m.spoken_ms or 0 for m in whole)
    return sum(len(m.content) for m in whole) / spoken if spoken else PACE


def split(text: str, heard_ms: int, pace: float) -> tuple[str, str]:
    """The words that were heard, and those that were not: at least the last, for something was cut off."""
    ends = [word.end() for word in re.finditer(r"\S+\s*", text)]
    heard = [end for end in ends[:-1] if end <= heard_ms * pace + 1]
    place = heard[-1] if heard else 0
    return text[:place], text[place:]


def _talk(detail: CallDetail) -> list[Said]:
    """The agent's sound is heard one piece after the other, however early it was made."""
    speed = pace(detail.messages)
    talk: list[Said] = []
    free = voice_ended = 0.0
    for message in detail.messages:
        said = _said(message, detail.call.started_at, speed)
        if said.who == "user":
            voice_ended = said.end
        else:
            said = replace(said, start=max(said.start, free), wait_ms=_wait(talk, said, voice_ended))
            free = said.end
        talk.append(said)
    return talk


def _wait(before: Sequence[Said], said: Said, voice_ended: float) -> int | None:
    if not before or before[-1].who != "user" or before[-1].guessed or said.start < voice_ended:
        return None
    return round((said.start - voice_ended) * 1000)


def _said(message: CallMessage, began: datetime, speed: float) -> Said:
    guessed = message.spoken_ms is None
    spoken_ms = len(message.content) / PACE if message.spoken_ms is None else message.spoken_ms
    cut = message.heard_ms is not None
    heard, unheard = split(message.content, message.heard_ms or 0, speed) if cut else (message.content, "")
    return Said(
        item_id=message.item_id,
        who=message.role,
        at=message.at,
        start=_into(began, message.at),
        seconds=(message.heard_ms if message.heard_ms is not None else spoken_ms) / 1000,
        guessed=guessed and not cut,
        heard=heard,
        unheard=unheard,
        cut=cut,
    )


def _into(began: datetime, at: datetime) -> float:
    return max(0.0, (at - began).total_seconds())
