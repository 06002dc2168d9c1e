"""Who answers the house's calls: the model that is set, else the built-in voice, else a demonstration."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pizzeria.realtime.connection import Realtime
from pizzeria.replay import spoken_demo
from pizzeria.replay.demo import Demonstration
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.settings import Settings
from pizzeria.spoken_for import SpokenFor
from pizzeria.voice.extra import CALLER, HOW, load, missing
from pizzeria.voice_process import voice_process

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


@asynccontextmanager
async def answering(settings: Settings, built_in: bool = False) -> AsyncIterator[Answering]:
    """`built_in`: the built-in voice, though a model is set. Raises SetupError when it does not start."""
    if built_in:
        load()
    if settings.has_model and not built_in:
        yield Answering(settings, _spoken_for(settings, _OTHER_VOICE), None, "")
    elif not missing():
        async with voice_process() as address:
            own = _led_to(settings, address, "built-in", settings.language or "en")
            speak = _spoken_for(own, CALLER)
            why = "" if built_in else "No OPENAI_API_KEY: "
            told = (
                f"{why}the built-in voice answers, in English, and nothing that is said leaves this machine."
            )
            yield Answering(
                own, speak, lambda line: spoken_demo.call(line, speak), told[0].upper() + told[1:]
            )
    else:
        async with Demonstration() as demo:
            told = (
                f"No OPENAI_API_KEY, and no built-in voice ({HOW}): nobody can talk to the house yet, so a "
                "demonstration call plays (a scripted caller and a scripted model). Watch the board."
            )
            own = _led_to(settings, demo.base_url, "demonstration", settings.language)
            yield Answering(own, None, demo.call, told)


def _led_to(settings: Settings, address: str, model: str, language: str | None) -> Settings:
    return settings.model_copy(update={"openai_base_url": address, "model": model, "language": language})


def _spoken_for(settings: Settings, voice: str) -> SpokenFor:
    return SpokenFor(Realtime.from_settings(settings), voice, settings.transcription_model)
