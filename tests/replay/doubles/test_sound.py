"""The doubles' sound is deterministic, seamless, and told apart by an ear."""

from array import array
from base64 import b64decode

import pytest

from pizzeria.g711 import expanded
from pizzeria.replay.doubles.sound import FORMATS, Kind, encoded, sound
from pizzeria.sound import ALAW, PCM, ULAW, Format


@pytest.mark.parametrize("kind", ["caller", "agent", "noise", "silence"])
def test_pieces_in_a_row_sound_as_one(kind: Kind) -> None:
    pieces = b"".join(sound(kind, 70, start) for start in range(0, 2100, 70))
    assert pieces == sound(kind, 2100)


def test_a_second_of_it_is_as_long_as_its_format_says() -> None:
    lengths = {name: len(sound("agent", 1000, 0, line)) for name, line in FORMATS.items()}
    assert lengths == {
        "pcm_24000": 48_000,
        "pcm_16000": 32_000,
        "pcm_8000": 16_000,
        "ulaw": 8_000,
        "alaw": 8_000,
    }
    assert all(line.duration_ms(encoded("agent", 1000, 0, line)) == 1000 for line in FORMATS.values())


@pytest.mark.parametrize("line", [ULAW, ALAW])
def test_g711_is_the_same_voice_to_an_ear(line: Format) -> None:
    """Within half of the widest step that the law has at that loudness, a thirty-second part."""
    plain = array("h", sound("caller", 1000, 0, FORMATS["pcm_8000"]))
    again = array("h", expanded(sound("caller", 1000, 0, line), line))
    assert all(
        abs(one - other) <= max(8, (abs(one) + 132) / 32) for one, other in zip(plain, again, strict=True)
    )
    assert expanded(b"\0\1", PCM) == b"\0\1"


@pytest.mark.filterwarnings("ignore:'audioop' is deprecated")
def test_g711_is_what_python_takes_it_for() -> None:
    import audioop

    codes = bytes(range(256))
    assert expanded(codes, ULAW) == audioop.ulaw2lin(codes, 2)
    assert expanded(codes, ALAW) == audioop.alaw2lin(codes, 2)


def test_a_voice_is_loud_everywhere_and_the_line_is_not() -> None:
    caller, noise = array("h", sound("caller", 1000)), array("h", sound("noise", 1000))
    loudest = [max(caller[start : start + 480]) for start in range(0, len(caller), 480)]
    assert min(loudest) > 3_000
    assert max(map(abs, noise)) <= 40
    assert not any(array("h", sound("silence", 1000)))


def test_the_frame_in_base64_is_the_same_sound() -> None:
    assert b64decode(encoded("caller", 20, 480)) == sound("caller", 20, 480)
