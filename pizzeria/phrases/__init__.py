"""What is said from a recording when no model can say it, in the call's own format.

The sound lies beside this as WAV, mu-law at 8 kHz: telephone quality, a few kilobytes each. It was made once,
by `python -m tests.phrases`: the English by hibari (Apache-2.0), the Swedish by espeak-ng, a program under
the GPL that claims nothing of what it says.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from struct import pack, unpack

from pizzeria.call.arrivals import Phrase, Saying
from pizzeria.g711 import expanded, levels
from pizzeria.sound import PCM, ULAW, Format

WORDS: Mapping[str, Mapping[Saying, str]] = {
    "sv": {
        "moment": "Ett ögonblick, tack.",
        "staff": "Ursäkta, det är något fel på vår linje. Jag kopplar dig till vår personal.",
        "sorry": "Ursäkta, det är något fel på vår linje. Ring gärna igen om en liten stund. Hej då!",
        "stand_in": "Vår vanliga röst är borta. En enklare tar över, på engelska. Säg personal, så kopplas "
        "du till oss.",
        "closing": "Ursäkta, nu måste vi stänga linjen. Ring gärna igen om en liten stund. Hej då!",
    },
    "en": {
        "moment": "One moment, please.",
        "staff": "Sorry, something is wrong with our line. I am connecting you to our staff.",
        "sorry": "Sorry, something is wrong with our line. Please call again in a little while. Goodbye!",
        "stand_in": "Our usual voice is away. A simpler one goes on, in English. Say staff to be connected.",
        "closing": "Sorry, we have to close this line now. Please call again in a little while. Goodbye!",
    },
}
"""by language; who speaks another is spoken to in English"""
_PIECE_MS = 200
_HEADER = 44
"""bytes of a plain WAV before its samples"""
_TIMES = PCM.rate // ULAW.rate


@cache
def phrases(language: str, line: Format) -> Mapping[Saying, Phrase]:
    language = language if language in WORDS else "en"
    return {name: Phrase(words, _pieces(language, name, line)) for name, words in WORDS[language].items()}


def _pieces(language: str, name: Saying, line: Format) -> tuple[str, ...]:
    sound = files("pizzeria.phrases").joinpath(language, f"{name}.wav").read_bytes()[_HEADER:]
    said, step = _in(line, sound), _PIECE_MS * line.bytes_per_ms
    return tuple(b64encode(said[start : start + step]).decode() for start in range(0, len(said), step))


def _in(line: Format, ulaw: bytes) -> bytes:
    match line.name:
        case "ulaw":
            return ulaw
        case "alaw":
            return ulaw.translate(bytes(_nearest(level) for level in levels("ulaw")))
        case _:
            return _smooth(expanded(ulaw, ULAW))


def _nearest(level: int) -> int:
    codes = levels("alaw")
    return min(range(256), key=lambda code: abs(codes[code] - level))


def _smooth(sound: bytes) -> bytes:
    """Three samples for each: a curve through them (Catmull and Rom's), which is enough for a telephone."""
    samples = unpack(f"<{len(sound) // 2}h", sound)
    return pack(f"<{len(samples) * _TIMES}h", *chain.from_iterable(_between(samples)))


def _between(samples: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    padded = (samples[0], *samples, samples[-1], samples[-1])
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        yield tuple(_curve(a, b, c, d, place / _TIMES) for place in range(_TIMES))


def _curve(a: int, b: int, c: int, d: int, t: float) -> int:
    level = b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2
    return max(-32_768, min(32_767, round(level)))
