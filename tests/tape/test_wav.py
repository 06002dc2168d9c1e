"""What can be listened to of a tape that was kept in full: checked sample by sample."""

import wave
from array import array
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from pizzeria.g711 import expanded
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.doubles.sound import Kind, sound
from pizzeria.sound import ALAW, PCM, ULAW, Format
from pizzeria.tape.lines import header, line
from pizzeria.tape.wav import is_full, write_wav
from tests.calls.waiter import Waiter
from tests.replay.recordings import tape_of

Samples: TypeAlias = "array[int]"
LIST_MS = 8000
SILENT = 8
"""A-law has no 0"""


RATE = PCM.rate


def heard_in(tape: Path, rate: int = RATE) -> tuple[Samples, Samples]:
    """Left and right."""
    to = tape.with_suffix(".wav")
    assert write_wav(tape, to)
    with wave.open(str(to)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, rate)
        samples = array("h", file.readframes(file.getnframes()))
    return samples[::2], samples[1::2]


def seconds(samples: Samples, start: float, end: float) -> Samples:
    return samples[round(start * RATE) : round(end * RATE)]


def voice(kind: Kind, milliseconds: int, line: Format = PCM) -> Samples:
    return array("h", expanded(sound(kind, milliseconds, 0, line), line))


def begins(samples: Samples, after: int = 0) -> int:
    """Where the first voice begins: its very first sample is (almost) 0."""
    return next(place for place in range(after, len(samples)) if abs(samples[place]) > SILENT) - 1


def a_tape(path: Path, *lines: bytes, mode: str = "full") -> Path:
    head = header("c1", datetime(2026, 5, 14, tzinfo=UTC), "full" if mode == "full" else "frames")
    path.write_bytes(head + b"".join(lines))
    return path


def says(at: float, kind: Kind, milliseconds: int, offset: int = 0) -> bytes:
    data = b64encode(sound(kind, milliseconds, offset)).decode()
    return line(at, "phone", "us" if kind == "agent" else "peer", frame={"t": "audio", "data": data})


def does(at: float, what: str, by: str = "us") -> bytes:
    return line(at, "phone", "us" if by == "us" else "peer", frame={"t": what})


async def a_waiter_cut_off(line: ModelLine) -> None:
    waiter = Waiter(line)
    await waiter.greets()
    await waiter.hears("What is there?")
    await waiter.answers_with("A long list", LIST_MS)
    await waiter.hears("Thank you")
    await waiter.answers_with("Goodbye", 1000)


@pytest.mark.parametrize("spoken", [PCM, ULAW, ALAW])
def test_a_call_sounds_as_the_caller_heard_it(tmp_path: Path, spoken: Format) -> None:
    """Through the whole house, on a clock that skips: every figure is exact."""
    heard: list[float] = []

    async def caller(phone: Phone) -> None:
        await phone.answered()
        await phone.speak(1000)
        await phone.silence(700)
        await phone.hears(1200 + 3000)
        await phone.speak(800)
        heard.append(phone.cuts[0].heard_ms)
        await phone.silence(700)
        await phone.answered()

    tape = tape_of(tmp_path, a_waiter_cut_off, caller, "full", sound=spoken.name)
    rate = spoken.rate
    left, right = heard_in(tape.path, rate)
    greeting = begins(right)
    assert right[greeting : greeting + 1200 * rate // 1000] == voice("agent", 1200, spoken)
    words = begins(left)
    assert left[words : words + rate] == voice("caller", 1000, spoken)
    (interrupt,) = [each.at for each in tape.lines if each.frame == {"t": "interrupt"}]
    listed = begins(right, greeting + 1200 * rate // 1000)
    cut = round(interrupt * rate)
    assert right[listed:cut] == voice("agent", LIST_MS, spoken)[: cut - listed], "played until the interrupt"
    heard_ms = (cut - listed) * 1000 / rate
    assert abs(heard_ms - (heard[0] - 1200)) < 40, "as much as the telephone itself says"
    goodbye = begins(right, cut)
    assert goodbye > cut + rate // 4, "and then nothing until the next words"
    assert right[goodbye : goodbye + rate] == voice("agent", 1000, spoken)


def test_sound_that_comes_faster_than_it_is_heard_waits_its_turn(tmp_path: Path) -> None:
    pieces = [says(0.5 + place / 100, "agent", 200, 200 * place) for place in range(5)]
    _, right = heard_in(a_tape(tmp_path / "c1.jsonl", *pieces, does(3.0, "bye", "peer")))
    assert not any(seconds(right, 0, 0.5))
    assert seconds(right, 0.5, 1.5) == voice("agent", 1000)


def test_what_waits_at_an_interrupt_or_at_the_end_is_never_heard(tmp_path: Path) -> None:
    tape = a_tape(
        tmp_path / "c1.jsonl",
        says(0.0, "agent", 5000),
        does(1.0, "interrupt"),
        says(2.0, "agent", 5000),
        does(2.5, "bye", "peer"),
    )
    _, right = heard_in(tape)
    assert seconds(right, 0, 1) == voice("agent", 1000)
    assert not any(seconds(right, 1, 2))
    assert seconds(right, 2, 9) == voice("agent", 500)


def test_a_caller_who_pauses_pauses_in_the_recording_too(tmp_path: Path) -> None:
    frames = [says(1.02 + place / 50, "caller", 20, 20 * place) for place in range(25)]
    jitter = [
        says(3.02 + place / 50 + (0.03 if place % 2 else 0), "caller", 20, 20 * place) for place in range(25)
    ]
    left, _ = heard_in(a_tape(tmp_path / "c1.jsonl", *frames, *jitter))
    assert not any(seconds(left, 0, 1))
    assert seconds(left, 1, 1.5) == voice("caller", 500)
    assert not any(seconds(left, 1.5, 3))
    assert seconds(left, 3, 3.5) == voice("caller", 500), "the way's unevenness is not in the sound"


def test_a_tape_without_its_sound_cannot_be_listened_to(tmp_path: Path) -> None:
    tape = a_tape(tmp_path / "c1.jsonl", says(0, "agent", 20), mode="frames")
    assert not write_wav(tape, tmp_path / "c1.wav")
    assert not (tmp_path / "c1.wav").exists()
    assert not is_full(tmp_path / "none.jsonl")


def test_half_a_sample_is_no_sample(tmp_path: Path) -> None:
    odd = b64encode(sound("agent", 20) + b"x").decode()
    lines = (line(at, "phone", "us", frame={"t": "audio", "data": odd}) for at in (0.0, 0.0))
    _, right = heard_in(a_tape(tmp_path / "c1.jsonl", *lines))
    assert right == voice("agent", 20) * 2
