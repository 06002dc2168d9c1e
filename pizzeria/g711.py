"""G.711 made audible: its bytes as 16-bit little-endian samples of the same rate. Pure.

For recordings and for a test's ear; sound in a call is passed on as it is. Source: ITU-T G.711.
"""

from collections.abc import Callable, Mapping
from functools import cache
from struct import pack

from pizzeria.sound import Format


def expanded(sound: bytes, line: Format) -> bytes:
    """What is no G.711 comes back as it is."""
    if line.name not in _LAWS:
        return sound
    low, high = _bytes(line.name)
    both = bytearray(2 * len(sound))
    both[::2] = sound.translate(low)
    both[1::2] = sound.translate(high)
    return bytes(both)


@cache
def levels(name: str) -> tuple[int, ...]:
    """What each of the 256 codes of `ulaw` or `alaw` stands for."""
    return tuple(_LAWS[name](code) for code in range(256))


def _ulaw(code: int) -> int:
    code = ~code & 0xFF
    level = ((((code & 0x0F) << 3) + 0x84) << (code >> 4 & 7)) - 0x84
    return -level if code & 0x80 else level


def _alaw(code: int) -> int:
    code ^= 0x55
    step = code >> 4 & 7
    level = ((code & 0x0F) << 4) + 8
    level = level + 0x100 << step - 1 if step else level
    return level if code & 0x80 else -level


_LAWS: Mapping[str, Callable[[int], int]] = {"ulaw": _ulaw, "alaw": _alaw}


@cache
def _bytes(name: str) -> tuple[bytes, bytes]:
    """The low and the high byte of each code's sample."""
    samples = pack("<256h", *levels(name))
    return samples[::2], samples[1::2]
