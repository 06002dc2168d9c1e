"""Who answers the house's calls: the model that is set, else the built-in voice, else a demonstration."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, get_args

from pizzeria.errors import SetupError
from pizzeria.realtime.connection import Realtime
from pizzeria.replay import spoken_demo
from pizzeria.replay.demo import Demonstration
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.settings import Settings
from pizzeria.sound import PCM
from pizzeria.spoken_for import SpokenFor
from pizzeria.standby import READY, StandbyVoice, why_none
from pizzeria.voice.extra import CALLER, HOW, LANGUAGE, MOST, load, missing
from pizzeria.voice_process import voice_process

Who = Literal["model", "built-in", "scripted"]
WHO: tuple[Who, ...] = get_args(Who)
BUILT_IN = (
    "The built-in voice answers, in English; no key is needed, and nothing that is said leaves this machine."
)
SCRIPTED = (
    "A scripted model answers: it takes the same order from whoever calls, whatever it hears. On the first "
    "start a scripted caller rings; watch the board."
)
NOBODY = f"No OPENAI_API_KEY, and no built-in voice ({HOW}). {SCRIPTED}"
_OTHER_VOICE = "cedar"
"""OpenAI's, of callers who type, to be told from the house's marin"""


@dataclass(frozen=True, slots=True)
class Answering:
    settings: Settings
    """as the house must have them, to be answered so"""
    speak: Callable[[str], Awaitable[bytes]] | None
    """typed words as a caller's sound, 16 bit, 24 kHz"""
    demonstrate: Callable[[str], Awaitable[Reason]] | None
    """calls the house at this address, once, to show what it does"""
    told: str
    """to whoever opens the house"""
    stand_in: StandbyVoice | None = None
    """not running yet"""


@asynccontextmanager
async def answering(settings: Settings, by: Who | None = None) -> AsyncIterator[Answering]:
    """`by`: whatever is set. Raises SetupError when the built-in voice is wanted and does not start."""
    match by or _by_itself(settings):
        case "model":
            none = why_none(settings)
            stand_in = None if none else StandbyVoice(settings)
            told = f"No stand-in       {none}" if none else READY
            yield Answering(settings, _spoken_for(settings, _OTHER_VOICE), None, told, stand_in)
        case "built-in":
            async with _built_in(settings) as answers:
                yield answers
        case "scripted":
            async with Demonstration() as demo:
                own = _led_to(settings, demo.base_url, "demonstration", settings.language)
                yield Answering(own, None, demo.call, NOBODY if missing() else SCRIPTED)


def _by_itself(settings: Settings) -> Who:
    if settings.has_model:
        return "model"
    return "scripted" if missing() else "built-in"


@asynccontextmanager
async def _built_in(settings: Settings) -> AsyncIterator[Answering]:
    load()
    if settings.sound != PCM.name:
        raise SetupError(f"the built-in voice speaks {PCM.name} only: unset PIZZERIA_SOUND")
    async with voice_process() as voice:
        own = _led_to(settings, voice.address, "built-in", settings.language or LANGUAGE)
        own = own.model_copy(update={"max_calls": min(own.max_calls, MOST)})
        speak = _spoken_for(own, CALLER)
        yield Answering(own, speak, lambda line: spoken_demo.call(line, speak), BUILT_IN)


def _led_to(settings: Settings, address: str, model: str, language: str | None) -> Settings:
    return settings.model_copy(update={"openai_base_url": address, "model": model, "language": language})


def _spoken_for(settings: Settings, voice: str) -> SpokenFor:
    return SpokenFor(Realtime.from_settings(settings), voice, settings.transcription_model)
