"""Recorded announcements, WAV or MP3: what a file is and how long it plays, read off its headers. Pure.

Sources: http://soundfile.sapp.org/doc/WaveFormat/, http://www.mp3-tech.org/programmer/frame_header.html. That
46elks takes both, outward only: https://46elks.com/docs/realtime-voice-audio-formats.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as torn
from struct import unpack_from
from typing import Literal

LARGEST = 5_000_000
"""bytes; 46elks ends a call that queues 30 MB"""
PIECE = 24_000
"""bytes in a frame; a multiple of three, so that no piece but the last is padded"""

_PLAIN = (1, 6, 7)
"""PCM, A-law, mu-law: what every telephone company can play"""
_SYNC = 0x7FF
"""the eleven bits that every frame begins with"""
_KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""of MPEG-1's Layer III, and of MPEG-2's and 2.5's"""
_RATES = (44_100, 48_000, 32_000)
"""of MPEG-1; MPEG-2 has half of it, 2.5 a quarter"""
_VERSIONS = {3: 1, 2: 2, 0: 4}
"""by the header's bits: what divides the rate"""
_FEWEST = 3
"""frames: fewer may be chance"""


@dataclass(frozen=True, slots=True)
class Clip:
    file: str
    """its name"""
    format: Literal["wav", "mp3"]
    """as 46elks calls it"""
    seconds: float
    pieces: tuple[str, ...]
    """base64"""


def read_clip(file: str, data: bytes) -> Clip:
    """Raises ValueError that says what was expected."""
    if len(data) > LARGEST:
        raise ValueError(f"expected at most {LARGEST / 1e6:g} MB, got {len(data) / 1e6:.1f} MB")
    format_: Literal["wav", "mp3"] = "mp3" if file.lower().endswith(".mp3") else "wav"
    seconds = mp3_seconds(data) if format_ == "mp3" else wav_seconds(data)
    if not seconds:
        inside = "MPEG Layer III" if format_ == "mp3" else "RIFF WAVE with PCM or G.711"
        raise ValueError(f"expected {inside} with sound in it, but its first bytes say otherwise")
    pieces = (b64encode(data[start : start + PIECE]).decode() for start in range(0, len(data), PIECE))
    return Clip(file, format_, seconds, tuple(pieces))


def wav_seconds(data: bytes) -> float:
    """0 when it is no WAV that can be played."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return 0.0
    a_second = 0
    for name, start, size in _chunks(data):
        there = min(size, len(data) - start)
        if name == b"fmt " and there >= len("a format of 16.."):
            code, _, _, a_second = unpack_from("<HHII", data, start)
            a_second = a_second if code in _PLAIN else 0
        if name == b"data" and a_second:
            return there / a_second
    return 0.0


def mp3_seconds(data: bytes) -> float:
    """0 when it is no MP3. What stands behind the last frame, tags say, is not looked at."""
    lengths = list(_frames(data, _behind_tag(data)))
    return sum(lengths) if len(lengths) >= _FEWEST else 0.0


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, where it starts, bytes."""
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], at + 8, size
        at += 8 + size + size % 2


def _behind_tag(data: bytes) -> int:
    """Where an ID3v2 tag ends: its size is written in four times seven bits."""
    if data[:3] != b"ID3" or len(data) < len("ID3vvfssss"):
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frames(data: bytes, at: int) -> Iterator[float]:
    """The seconds of each frame, one behind the other."""
    while True:
        try:
            (head,) = unpack_from(">I", data, at)
        except torn:
            return
        divisor, kbits, rate = _VERSIONS.get(head >> 19 & 3, 0), head >> 12 & 15, head >> 10 & 3
        layer_three = head >> 21 == _SYNC and head >> 17 & 3 == 1
        if not (layer_three and divisor and 0 < kbits < len(_KBITS[True]) and rate < len(_RATES)):
            return
        samples, hertz = (1152 if divisor == 1 else 576), _RATES[rate] // divisor
        at += samples * _KBITS[divisor == 1][kbits] * 125 // hertz + (head >> 9 & 1)
        yield samples / hertz
