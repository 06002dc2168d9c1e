"""The caller of a scenario, phone in hand: hears the agent out, speaks, breaks in, is silent, goes."""

import asyncio
from asyncio import Task
from contextlib import suppress
from dataclasses import dataclass
from typing import assert_never

from pizzeria.errors import Unreachable
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.written.steps import CallerGoes, CallerSilent, CallerSpeaks, OfCaller, PhoneSends

AFTER_SPEECH_MS = 700
"""of the line's noise after the caller's words, so that their end is noticed"""


@dataclass
class Caller:
    phone: Phone
    pause_ms: int = 300
    """of quiet, until the caller takes the agent to have finished"""

    def __post_init__(self) -> None:
        self._answer_due = False
        self._before_ms = 0.0
        self._trailing: Task[None] | None = None

    def expect_words(self) -> None:
        """The agent is about to say something: it is heard out, or counted from here."""
        self._answer_due = True
        self._before_ms = sum(frame.milliseconds for frame in self.phone.played)

    async def hears(self, milliseconds: int | None) -> None:
        """So much of what the agent is saying has been heard; None: all of it."""
        if milliseconds is not None:
            begun = -1.0
            while begun != self._before_ms:
                begun = self._before_ms
                await self.phone.hears(begun + milliseconds)
        elif self._answer_due:
            await self.phone.answered(self.pause_ms)
        else:
            await self.phone.quiet(self.pause_ms)

    async def do(self, act: OfCaller) -> None:
        """Raises Unreachable when the call is over before it is done."""
        match act:
            case CallerSpeaks():
                await self.hears(act.interrupts_after)
                self._answer_due = False
                await self.phone.speak(act.milliseconds)
                self._trail_off()
            case CallerSilent(milliseconds):
                await self.hears(None)
                await asyncio.sleep(milliseconds / 1000)
            case CallerGoes(how, after):
                await self.hears(after)
                await self._go(how)
            case PhoneSends(text, times):
                for _ in range(times):
                    await self.phone.send_raw(text)
            case _:
                assert_never(act)

    async def put_down(self) -> None:
        """Whatever was still to be sent is not."""
        if self._trailing:
            self._trailing.cancel()
            await asyncio.wait([self._trailing])

    async def _go(self, how: str) -> None:
        if how == "drops":
            self.phone.drop()
        else:
            await self.phone.hang_up()

    def _trail_off(self) -> None:
        """Beside what comes next: the model may answer before the noise is over."""
        if not self.phone.continuous:
            self._trailing = asyncio.create_task(self._noise())

    async def _noise(self) -> None:
        with suppress(Unreachable):
            await self.phone.silence(AFTER_SPEECH_MS)
