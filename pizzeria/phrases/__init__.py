"""What is said from a recording when no model can say it, in the call's own format.

The sound lies beside this as WAV, mu-law at 8 kHz: telephone quality, a few kilobytes each. It was made once,
by `python -m tests.phrases`: the English by hibari (Apache-2.0), the Swedish by espeak-ng, a program under
the GPL that claims nothing of what it says.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
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
"""three"""
_LOWEST, _HIGHEST = -32_768, 32_767
"""that a sample can be"""


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
    """Three samples for each: a curve through them (Catmull and Rom's), which is enough for a telephone.

    A house that opens has half a million to make, so the curve is worked out for its two places in between.
    """
    samples = unpack(f"<{len(sound) // 2}h", sound)
    last = samples[-1:]
    before, after, beyond = samples[:1] + samples, samples[1:] + last, samples[2:] + last * 2
    fours = [*zip(before, samples, after, beyond, strict=False)]
    finer = [0] * (len(samples) * _TIMES)
    finer[0::3] = samples
    finer[1::3] = [(21 * b + 9 * c - 2 * a - d + 13) // 27 for a, b, c, d in fours]
    finer[2::3] = [(21 * c + 9 * b - 2 * d - a + 13) // 27 for a, b, c, d in fours]
    if min(finer) < _LOWEST or max(finer) > _HIGHEST:
        finer = [max(_LOWEST, min(_HIGHEST, level)) for level in finer]
    return pack(f"<{len(finer)}h", *finer)
