"""A recording to listen to, made of a tape that was kept in full: WAV, stereo, at the tape's own rate, and
16 bit whatever the tape has, for that is what every browser plays.

The caller is on the left, where the sound arrived. The agent is on the right as the caller heard it: what we
sent queues in the phone, is played in real time, and is forgotten at each interrupt and at the end. All times
are the house's own: what the way to the ear takes is not on the tape. An announcement that was sent as a file
is left out.
"""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from typing import BinaryIO

import orjson

from pizzeria.g711 import expanded
from pizzeria.sound import Format
from pizzeria.tape.lines import Frame, Json, Side, sound_of

SAMPLE_BYTES = 2
_JITTER_MS = 100
"""a frame of the caller's that is later than this after the last one was silence before"""
_BLOCK = 48_000
"""bytes of one voice that are laid beside the other's at a time"""


def write_wav(tape: Path, to: Path) -> bool:
    """False, and nothing written, when the tape was not kept in full. Blocks: seconds for a long call, and
    twice its sound (3 MB a minute) in memory.
    """
    head = _head(tape)
    if head.get("mode") != "full":
        return False
    line = sound_of(tape, head)
    caller, agent, sending = Track(line.rate), Track(line.rate), line.name
    for at, by, frame in _phone_lines(tape):
        match by, frame:
            case "peer", {"t": "audio", "data": str(data)}:
                caller.append(_sound(data, line), at, _JITTER_MS)
            case "us", {"t": "sending", "format": str(sending)}:
                pass
            case "us", {"t": "audio", "data": str(data)} if sending == line.name:
                agent.play(_sound(data, line), at)
            case "us", {"t": "interrupt"}:
                agent.cut(at)
            case "peer", {"t": "bye"} | None:
                agent.cut(at)
                break
    with to.open("wb") as file:
        _write(file, caller.sound, agent.sound, line.rate)
    return True


def is_full(tape: Path) -> bool:
    """Whether the sound of this tape is whole; False too when there is no tape."""
    return _head(tape).get("mode") == "full"


def _head(tape: Path) -> Json:
    try:
        with tape.open("rb") as file:
            head = orjson.loads(file.readline())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return head if isinstance(head, dict) else {}


class Track:
    """One voice, from the moment the phone's socket opened."""

    def __init__(self, rate: int) -> None:
        self.sound = bytearray()
        self._rate = rate

    def append(self, sound: bytes, at: float, slack_ms: float) -> None:
        """Sound that ended at this time: behind what is there, unless there was a pause."""
        starts = self._place(at) - len(sound)
        if starts > len(self.sound) + self._place(slack_ms / 1000):
            self._silence_until(starts)
        self.sound += sound

    def play(self, sound: bytes, at: float) -> None:
        """Sound that was sent at this time: when all before it has been played."""
        self._silence_until(self._place(at))
        self.sound += sound

    def cut(self, at: float) -> None:
        """What was not played by then never is."""
        del self.sound[self._place(at) :]

    def _silence_until(self, place: int) -> None:
        if place > len(self.sound):
            self.sound += bytes(place - len(self.sound))

    def _place(self, at: float) -> int:
        """Where this time is: at a whole sample."""
        return round(at * self._rate) * SAMPLE_BYTES


def _phone_lines(tape: Path) -> Iterator[tuple[float, Side, Frame | None]]:
    """When, from whom, and what; None for a phone that is gone. The model's lines are most of a tape."""
    with tape.open("rb") as file:
        file.readline()
        for line in file:
            if b'"on":"phone"' not in line[:60]:
                continue
            document = orjson.loads(line)
            yield document["at"], document["by"], document.get("frame")


def _sound(data: str, line: Format) -> bytes:
    sound = expanded(b64decode(data), line)
    return sound[: len(sound) // SAMPLE_BYTES * SAMPLE_BYTES]


def _write(file: BinaryIO, left: bytearray, right: bytearray, rate: int) -> None:
    length = max(len(left), len(right))
    file.write(_header(2 * length, rate))
    for start in range(0, length, _BLOCK):
        size = min(_BLOCK, length - start)
        file.write(_beside(left[start : start + size], right[start : start + size], size))


def _beside(left: bytes | bytearray, right: bytes | bytearray, size: int) -> bytearray:
    """Sample by sample, left first; what is missing is silence."""
    both = bytearray(2 * size)
    for place, voice in enumerate((left.ljust(size, b"\0"), right.ljust(size, b"\0"))):
        both[2 * place :: 4] = voice[::2]
        both[2 * place + 1 :: 4] = voice[1::2]
    return both


def _header(size: int, rate: int) -> bytes:
    """Of so many bytes of sound, so many samples a second. http://soundfile.sapp.org/doc/WaveFormat/"""
    step = 2 * SAMPLE_BYTES
    form = pack("<HHIIHH", 1, 2, rate, rate * step, step, 8 * SAMPLE_BYTES)
    return b"RIFF" + pack("<I", 36 + size) + b"WAVEfmt " + pack("<I", 16) + form + b"data" + pack("<I", size)
