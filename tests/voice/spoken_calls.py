"""Whole calls, spoken: a caller on record rings the real house, hears its words and chooses what to answer.

What the waiter said is read in the call's log, for the caller goes by the words alone; when to answer, the
caller hears on the phone.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pizzeria.errors import Unreachable
from pizzeria.menu_files import read_menu_files
from pizzeria.ordering.as_json import order_json
from pizzeria.ordering.menu import Menu
from pizzeria.replay.doubles.phone import Phone
from pizzeria.voice.wits.acts import Expects
from tests.house import MENU, House
from tests.voice.bands import Sound, bands
from tests.voice.caller import MOST_TURNS, Caller, Line, Played, written, wrong
from tests.voice.recorded import Recorded, callers, pcm, phrases

STRANGERS = Path(__file__).parent / "dialogues" / "strangers.toml"
PAUSE_MS = 900
"""of real time, in which the caller listens for more: answers are made at life's pace on any line"""
LONGEST = 150.0
"""seconds of real time that a call may take"""
Understand = Callable[[Sound, Expects], tuple[str, bool]]
"""the words, and whether a name in them may be another"""
_ENDS = {"goodbye": "ended", "transferred": "transferred"}


class Lines:
    """A voice's lines, as they come out of a band."""

    def __init__(self, voice: str, band: str) -> None:
        self._recorded = Recorded(voice)
        self._through = bands([self._recorded.sound(phrase.text) for phrase in phrases()])[band]
        self._places = {text: place for place, text in enumerate(self._recorded)}

    def __contains__(self, text: str) -> bool:
        return text in self._places

    def sound(self, text: str) -> Sound:
        return self._through(self._recorded.sound(text), self._places[text])


@dataclass(slots=True)
class SpokenCall:
    title: str
    voice: str
    script: dict[str, Any]
    played: Played = field(default_factory=Played)
    said: list[str] = field(default_factory=list)
    """by the caller"""
    stuck: str = ""
    """why it was ended before its time"""
    why: str = ""
    """it went wrong; "" when it did not"""
    losses: int = 0
    """times that the house gave the voice up and dialled it again"""

    async def ring(self, house: House, lines: Lines, number: str, speed: float) -> None:
        """From the greeting to the end of the call, and what became of it."""
        call_id = f"call{number[1:]}"
        phone = Phone(house.line, callid=call_id, from_number=number, speed=speed, continuous=True)
        try:
            async with asyncio.timeout(LONGEST), phone:
                with suppress(Unreachable):
                    await self._talk(house, phone, lines)
                await (phone.hang_up() if self.stuck else phone.ended())
        except TimeoutError:
            self.stuck = f"took more than {LONGEST:.0f} seconds"
        ended = await house.ending(call_id)
        await self._judge(house, call_id, _ENDS.get(ended, ended))

    async def _talk(self, house: House, phone: Phone, lines: Lines) -> None:
        caller, heard = Caller(self.script), 0
        for _ in range(MOST_TURNS):
            await phone.answered(PAUSE_MS * phone.speed)
            words = await _said(house, phone.callid)
            reply = caller.replies(" ".join(words[heard:]))
            heard = len(words)
            self.said.append(reply)
            if reply not in lines:
                self.stuck = f"has no answer on record to {words[-1]!r}"
                return
            await phone.play(pcm(lines.sound(reply)))
        self.stuck = f"is not over after {MOST_TURNS} turns"

    async def face_to_face(self, line: Line, understand: Understand, lines: Lines) -> None:
        """The same without a telephone: ears and wits at a desk, one turn after the other."""
        caller, talk = Caller(self.script), await line.rings()
        self.played, words = talk.played, await talk.take(talk.waiter.greet())
        while not talk.waiter.finished and not self.stuck:
            reply = caller.replies(words)
            self.said.append(reply)
            if reply not in lines or len(self.said) > MOST_TURNS:
                self.stuck = f"has no answer on record to {words!r}"
            else:
                words = await talk.hears(*understand(lines.sound(reply), talk.waiter.expects))
        orders = await line.store.orders_in(talk.desk.call_id)
        self.played.order = order_json(orders[-1]) if orders else None
        self._decide(line.repertoire.files.menu)

    async def _judge(self, house: House, call_id: str, ended: str) -> None:
        orders, detail = await house.store.orders_in(call_id), await house.store.call(call_id)
        assert detail is not None
        self.played.ended, self.losses = ended, len(detail.losses)
        self.played.order = order_json(orders[-1]) if orders else None
        self.played.lines = [f"{_WHO[each.role]}: {each.content}" for each in detail.messages]
        self._decide(read_menu_files(MENU).menu)

    def _decide(self, menu: Menu) -> None:
        what = wrong(self.script, self.played, menu)
        self.why = "; ".join(filter(None, [what, self.stuck])) if what or self.stuck else ""


_WHO = {"user": "heard", "assistant": "waiter"}


async def _said(house: House, call_id: str) -> list[str]:
    detail = await house.store.call(call_id)
    assert detail is not None
    return [each.content for each in detail.messages if each.role == "assistant"]


def spoken_calls() -> Iterator[SpokenCall]:
    scripts = {script["title"]: script for script in written(STRANGERS)}
    for title, voice in callers().items():
        yield SpokenCall(title, voice, scripts[title])
