"""The built-in voice as a server: any realtime client may talk to it. One set of models for all calls."""

import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

import structlog

from pizzeria.menu_files import Files
from pizzeria.realtime_server.door import Door, converse
from pizzeria.realtime_server.hearing import Hearing
from pizzeria.realtime_server.line import Line
from pizzeria.realtime_server.service import Service
from pizzeria.realtime_server.wire import Wire
from pizzeria.settings import Settings
from pizzeria.voice.ears.ear import Ear
from pizzeria.voice.ears.listener import Listener
from pizzeria.voice.ears.whisper import Whisper
from pizzeria.voice.extra import MOST
from pizzeria.voice.faculties import Faculties
from pizzeria.voice.mind import Mind
from pizzeria.voice.models import whisper_folder
from pizzeria.voice.mouth.speech import Mouth
from pizzeria.voice.names_file import read_names

log = structlog.get_logger()


@asynccontextmanager
async def open_voice(
    files: Files, settings: Settings, port: int = 0, listener: socket.socket | None = None
) -> AsyncIterator[Door]:
    """Loads the models, about two seconds, and listens. Raises SetupError when they are not there."""
    with ExitStack() as stack:
        mouth = stack.enter_context(Mouth(settings.menu_dir))
        ears = stack.enter_context(Listener(Whisper(whisper_folder(settings.models_dir))))
        voice = Voice(Faculties.of(files, ears, mouth, read_names(settings.menu_dir)))
        async with Door(voice.attend, refuses=voice.refuses, port=port, listener=listener) as door:
            yield door


class Voice:
    """Answers every call, each with an ear and wits of its own."""

    def __init__(self, faculties: Faculties) -> None:
        self._faculties = faculties
        self._calls = 0

    def refuses(self) -> str | None:
        return "rate_limit_exceeded" if self._calls >= MOST else None

    async def attend(self, wire: Wire, model: str) -> None:
        ear = Ear()
        service = Service(wire, model, Hearing(ear.detect))
        mind = Mind(self._faculties, Line(service), ear)
        self._calls += 1
        try:
            await converse(service, self._talk(mind))
        finally:
            self._calls -= 1

    async def _talk(self, mind: Mind) -> None:
        try:
            await mind.talk()
        except Exception:
            log.exception("the built-in voice has lost a call")
            await mind.line.service.wire.socket.close(1011, "the built-in voice failed")
