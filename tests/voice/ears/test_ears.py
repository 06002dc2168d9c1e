"""The ears tell speech from noise, and understand it; what they invent is thrown away."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pizzeria.errors import SetupError
from pizzeria.realtime_server.hearing import Edge, Hearing
from pizzeria.voice import models
from pizzeria.voice.ears.ear import Ear
from pizzeria.voice.ears.rate import RATE, Downsampler
from pizzeria.voice.ears.whisper import Whisper, collapsed
from pizzeria.voice.mouth.speech import Mouth
from tests.voice.conftest import MODELS


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper(models.whisper_folder(MODELS))


async def said(mouth: Mouth, text: str) -> bytes:
    return b"".join([piece.sound async for piece in mouth.pieces(text)])


def tone(hertz: float, rate: int, seconds: float = 1.0) -> bytes:
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)
    return (wave * 32_767).astype("<i2").tobytes()


def heard(ear: Ear, sound: bytes) -> list[Edge]:
    hearing = Hearing(ear.detect)
    return [edge for at in range(0, len(sound), 960) for edge in hearing.hear(sound[at : at + 960])]


async def test_a_sentence_is_one_turn_and_its_words_are_understood(mouth: Mouth, whisper: Whisper) -> None:
    ear = Ear()
    line = (
        bytes(48_000) + await said(mouth, "I'd like a Vesuvio and a family Hawaii, please.") + bytes(48_000)
    )
    started, stopped = heard(ear, line)
    assert (started.kind, stopped.kind) == ("started", "stopped")
    sound = ear.sound(started.at_ms, stopped.at_ms)
    understood = whisper.transcribe(sound, "Vesuvio, Hawaii, family", enough=lambda heard: heard.words != "")
    assert understood.others == ()
    assert whisper.transcribe(sound, "Vesuvio, Hawaii, family").others
    assert (
        understood.words.lower().strip(".").replace(",", "")
        == "i'd like a vesuvio and a family hawaii please"
    )


async def test_noise_and_silence_are_nobody_speaking(whisper: Whisper) -> None:
    noise = (np.random.default_rng(1).normal(0, 2_000, 96_000)).astype("<i2").tobytes()
    for sound in (bytes(192_000), noise, tone(50, 24_000, 4)):
        ear = Ear()
        assert heard(ear, sound) == []
        assert whisper.transcribe(ear.sound(0, 4_000)).words == ""


async def test_a_pause_is_told_once_and_before_the_turn_is_over(mouth: Mouth) -> None:
    pauses: list[int] = []
    ear = Ear()
    ear.pausing = lambda: pauses.append(ear.spoken_until)
    heard(ear, await said(mouth, "A Calzone") + bytes(48_000))
    assert len(pauses) == 1
    assert pauses[0] == ear.spoken_until


@pytest.mark.parametrize("frame", [2, 14, 960, 4_802])
def test_sound_is_the_same_whatever_the_frames(frame: int) -> None:
    sound = tone(440, 24_000)
    whole = Downsampler().take(sound)
    pieces = Downsampler()
    joined = np.concatenate([pieces.take(sound[at : at + frame]) for at in range(0, len(sound), frame)])
    assert len(joined) == pytest.approx(RATE, abs=40)
    np.testing.assert_allclose(joined, whole, atol=1e-6)
    spectrum = np.abs(np.fft.rfft(whole))
    assert np.argmax(spectrum) * RATE / len(whole) == pytest.approx(440, abs=2)


def test_what_is_too_high_to_be_kept_does_not_come_back_lower() -> None:
    assert np.abs(Downsampler().take(tone(10_000, 24_000))[200:]).max() < 0.01


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("no no", "no no"),
        ("Garlic bread, Garlic bread, Garlic bread, Garlic bread, and", "Garlic bread, and"),
        ("very very very very good", "very good"),
        ("", ""),
    ],
)
def test_loops_are_thrown_away_and_insistence_is_not(raw: str, kept: str) -> None:
    assert collapsed(raw) == kept


@pytest.mark.parametrize(
    ("heard", "is_"),
    [
        ("yes, yes, yes, yes, thank you.", "yes, thank you."),
        ("1 1 1 2 1", "1 1 1 2 1"),
        ("one one one one eight", "one one one one eight"),
        ("the end. the end. the end.", "the end."),
        ("9 " * 8, "9"),
        ("Norrlandsgatan 15, Norrlandsg", "Norrlandsgatan 15,"),
        ("Two Vesuvio and two Ves", "Two Vesuvio and two Ves"),
        ("Hawaii, please, Hawaii", "Hawaii, please, Hawaii"),
    ],
)
def test_a_loop_stands_once_but_a_postal_code_is_none(heard: str, is_: str) -> None:
    assert collapsed(heard) == is_


def test_a_bigger_model_may_lie_in_a_folder_and_a_broken_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "whisper").mkdir()
    (tmp_path / "whisper" / "model.bin").write_bytes(b"")
    with pytest.raises(SetupError, match=r"lacks config\.json, tokenizer\.json"):
        models.whisper_folder(tmp_path)


def test_a_model_that_is_not_the_one_tried_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = models.Pinned(models.WHISPER_BASE["config.json"].parts, "0" * 64)
    monkeypatch.setattr(models, "WHISPER_BASE", {"config.json": other})
    with pytest.raises(SetupError, match=r"config\.json is not the one that was tried"):
        models.whisper_folder(tmp_path)


def test_houses_that_start_at_once_put_the_model_together_beside_one_another(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as houses:
        folders = list(houses.map(models.whisper_folder, [tmp_path] * 4))
    assert {path.name for path in folders[0].iterdir()} == set(models.WHISPER_BASE)


def test_a_file_that_was_spoilt_meanwhile_is_put_right(tmp_path: Path) -> None:
    folder = models.whisper_folder(tmp_path)
    (folder / "config.json").write_text("{}")
    assert "suppress_ids" in (models.whisper_folder(tmp_path) / "config.json").read_text()


def test_a_package_that_has_vanished_is_named_with_what_to_put_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = models.Pinned((("no_such_package", "data/config.json"),), "0" * 64)
    monkeypatch.setattr(models, "WHISPER_BASE", {"config.json": gone})
    with pytest.raises(SetupError, match=r"no_such_package.*PIZZERIA_MODELS_DIR/whisper"):
        models.whisper_folder(tmp_path)
