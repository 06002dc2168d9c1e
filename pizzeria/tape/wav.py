"""A recording to listen to, made of a tape that was kept in full: WAV, stereo, 24 kHz, 16 bit.

The caller is on the left, where the sound arrived. The agent is on the right as the caller heard it: what we
sent queues in the phone, is played in real time, and is forgotten at each interrupt and at the end. All times
are the house's own: what the way to the ear takes is not on the tape.
"""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from struct import pack
from typing import BinaryIO

import orjson

from pizzeria.sound import BYTES_PER_MS
from pizzeria.tape.lines import Frame, Side

RATE = 24_000
"""samples a second"""
SAMPLE_BYTES = 2
_JITTER_MS = 100
"""a frame of the caller's that is later than this after the last one was silence before"""
_BLOCK = 1000 * BYTES_PER_MS
"""bytes of one voice that are laid beside the other's at a time"""


def write_wav(tape: Path, to: Path) -> bool:
    """False, and nothing written, when the tape was not kept in full. Blocks: seconds for a long call, and
    twice its sound (3 MB a minute) in memory.
    """
    if not is_full(tape):
        return False
    caller, agent = Track(), Track()
    for at, by, frame in _phone_lines(tape):
        match by, frame:
            case "peer", {"t": "audio", "data": str(data)}:
                caller.append(_sound(data), at, _JITTER_MS)
            case "us", {"t": "audio", "data": str(data)}:
                agent.play(_sound(data), at)
            case "us", {"t": "interrupt"}:
                agent.cut(at)
            case "peer", {"t": "bye"} | None:
                agent.cut(at)
                break
    with to.open("wb") as file:
        _write(file, caller.sound, agent.sound)
    return True


def is_full(tape: Path) -> bool:
    """Whether the sound of this tape is whole; False too when there is no tape."""
    try:
        with tape.open("rb") as file:
            head = orjson.loads(file.readline())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(head, dict) and head.get("mode") == "full"


class Track:
    """One voice, from the moment the phone's socket opened."""

    def __init__(self) -> None:
        self.sound = bytearray()

    def append(self, sound: bytes, at: float, slack_ms: float) -> None:
        """Sound that ended at this time: behind what is there, unless there was a pause."""
        starts = _bytes(at) - len(sound)
        if starts > len(self.sound) + slack_ms * BYTES_PER_MS:
            self._silence_until(starts)
        self.sound += sound

    def play(self, sound: bytes, at: float) -> None:
        """Sound that was sent at this time: when all before it has been played."""
        self._silence_until(_bytes(at))
        self.sound += sound

    def cut(self, at: float) -> None:
        """What was not played by then never is."""
        del self.sound[_bytes(at) :]

    def _silence_until(self, place: int) -> None:
        if place > len(self.sound):
            self.sound += bytes(place - len(self.sound))


def _phone_lines(tape: Path) -> Iterator[tuple[float, Side, Frame | None]]:
    """When, from whom, and what; None for a phone that is gone. The model's lines are most of a tape."""
    with tape.open("rb") as file:
        file.readline()
        for line in file:
            if b'"on":"phone"' not in line[:60]:
                continue
            document = orjson.loads(line)
            yield document["at"], document["by"], document.get("frame")


def _sound(data: str) -> bytes:
    sound = b64decode(data)
    return sound[: len(sound) // SAMPLE_BYTES * SAMPLE_BYTES]


def _bytes(at: float) -> int:
    """Where this time is in a voice: at a whole sample."""
    return round(at * RATE) * SAMPLE_BYTES


def _write(file: BinaryIO, left: bytearray, right: bytearray) -> None:
    length = max(len(left), len(right))
    file.write(_header(2 * length))
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


def _header(size: int) -> bytes:
    """Of so many bytes of sound. http://soundfile.sapp.org/doc/WaveFormat/"""
    step = 2 * SAMPLE_BYTES
    form = pack("<HHIIHH", 1, 2, RATE, RATE * step, step, 8 * SAMPLE_BYTES)
    return b"RIFF" + pack("<I", 36 + size) + b"WAVEfmt " + pack("<I", 16) + form + b"data" + pack("<I", size)
