"""A recording that was cut off or spoilt is played as far as it goes, or is none: never an error."""

from hypothesis import given
from hypothesis import strategies as st

from pizzeria.clips import mp3_seconds, wav_seconds
from tests.fuzz.mutations import torn
from tests.fuzz.profiles import examples

WAV = (
    b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x08\0\0\0"
    + bytes(8)
)
MP3 = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + (b"\xff\xfb\x90\x64" + bytes(413)) * 4


@given(torn(WAV) | torn(MP3) | st.binary(max_size=60))
@examples(100)
def test_whatever_a_file_holds_its_length_can_be_asked(data: bytes) -> None:
    assert wav_seconds(data) >= 0
    assert mp3_seconds(data) >= 0


def test_the_files_themselves_can_be_played() -> None:
    assert wav_seconds(WAV) == 0.0005
    assert mp3_seconds(MP3) > 0.1
    assert wav_seconds(WAV[:30]) == 0, "cut off in the middle of its format"
