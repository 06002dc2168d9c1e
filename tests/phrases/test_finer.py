"""What is said from a recording on a wide line: every sample that was recorded, and a curve between them."""

from base64 import b64decode
from struct import unpack

from pizzeria.call.arrivals import Phrase
from pizzeria.g711 import expanded
from pizzeria.phrases import phrases
from pizzeria.sound import PCM, ULAW


def sound(phrase: Phrase) -> bytes:
    return b"".join(map(b64decode, phrase.pieces))


def levels(pcm: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(pcm) // 2}h", pcm)


def curve(a: int, b: int, c: int, d: int, t: float) -> float:
    """Catmull and Rom's, from b to c."""
    return b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2


def test_two_samples_on_catmull_and_roms_curve_stand_between_those_that_were_recorded() -> None:
    recorded = levels(expanded(sound(phrases("sv", ULAW)["moment"]), ULAW))
    finer = levels(sound(phrases("sv", PCM)["moment"]))
    assert finer[::3] == recorded
    assert len(finer) == 3 * len(recorded)
    fours = zip(recorded, recorded[1:], recorded[2:], recorded[3:], strict=False)
    for place, (a, b, c, d) in enumerate(fours, start=1):
        for third in (1, 2):
            assert abs(finer[3 * place + third] - curve(a, b, c, d, third / 3)) < 0.51
