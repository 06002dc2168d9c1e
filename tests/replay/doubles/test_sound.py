"""The doubles' sound is deterministic, seamless, and told apart by an ear."""

from array import array
from base64 import b64decode

import pytest

from pizzeria.realtime_server.pcm import byte_count, duration_ms
from pizzeria.replay.doubles.sound import Kind, encoded, sound


@pytest.mark.parametrize("kind", ["caller", "agent", "noise", "silence"])
def test_pieces_in_a_row_sound_as_one(kind: Kind) -> None:
    pieces = b"".join(sound(kind, 70, start) for start in range(0, 2100, 70))
    assert pieces == sound(kind, 2100)


def test_a_second_of_it_is_48000_bytes_at_24_kilohertz() -> None:
    assert len(sound("agent", 1000)) == 48_000
    assert byte_count(20, 8_000) == 320
    assert duration_ms(48_000) == 1000


def test_a_voice_is_loud_everywhere_and_the_line_is_not() -> None:
    caller, noise = array("h", sound("caller", 1000)), array("h", sound("noise", 1000))
    loudest = [max(caller[start : start + 480]) for start in range(0, len(caller), 480)]
    assert min(loudest) > 3_000
    assert max(map(abs, noise)) <= 40
    assert not any(array("h", sound("silence", 1000)))


def test_the_frame_in_base64_is_the_same_sound() -> None:
    assert b64decode(encoded("caller", 20, 480)) == sound("caller", 20, 480)
