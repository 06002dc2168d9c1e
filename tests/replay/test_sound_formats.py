"""What crosses both wires is the same bytes in every format, and is counted right in each."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pizzeria.errors import SetupError, TapeError
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.playing import Way, play
from pizzeria.replay.taped.recorded import make_scenario
from pizzeria.replay.written.scenario import read_scenario
from pizzeria.settings import read_settings
from pizzeria.sound import Name
from pizzeria.tape.lines import Side, Tape, Wire, read_tape
from tests.house import MENU
from tests.replay.recordings import played, tape_of
from tests.tape.test_wav import a_waiter_cut_off

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ON_THE_MODELS_WIRE = {"pcm_24000": "audio/pcm", "ulaw": "audio/pcmu", "alaw": "audio/pcma"}


@pytest.mark.parametrize("sound", ["ulaw", "alaw"])
@pytest.mark.parametrize("name", ["barge_in_on_the_read_back", "late_deltas", "older_dialect"])
def test_a_call_in_g711_comes_out_the_same_to_the_millisecond(name: str, sound: Name) -> None:
    """What was heard and truncated stands in the scenarios, and was measured in pcm."""
    scenario = read_scenario(SCENARIOS / name / "scenario.toml")
    model = replace(scenario.model, sound=sound)
    assert play(replace(scenario, model=model), Way(MENU)).verdict.differences == ()


async def breaks_in(phone: Phone) -> None:
    await phone.answered()
    await phone.speak(1000)
    await phone.silence(700)
    await phone.hears(1200 + 3000)
    await phone.speak(800)
    await phone.silence(700)
    await phone.answered()


@pytest.mark.parametrize("sound", ON_THE_MODELS_WIRE)
def test_sound_is_passed_on_byte_for_byte(tmp_path: Path, sound: str) -> None:
    tape = tape_of(tmp_path, a_waiter_cut_off, breaks_in, "full", sound=sound)
    said = sounds(tape, "model", "peer", "delta")
    passed_on = sounds(tape, "phone", "us", "data")
    assert passed_on == said[: len(passed_on)]
    assert len(passed_on) > 10
    heard = sounds(tape, "phone", "peer", "data")
    assert sounds(tape, "model", "us", "audio") == heard[: len(sounds(tape, "model", "us", "audio"))]
    assert declared(tape) == {sound, ON_THE_MODELS_WIRE[sound]}
    assert tape.sound.name == sound


def test_a_tape_tells_its_format_and_plays_again_in_it(tmp_path: Path) -> None:
    tape = tape_of(tmp_path, a_waiter_cut_off, breaks_in, "frames", sound="alaw")
    make_scenario(tmp_path / "again", tape, None)
    made = tmp_path / "again" / "scenario.toml"
    assert read_scenario(made).model.sound == "alaw"
    assert played(made) == []
    text = made.read_text(encoding="utf-8")
    made.write_text(text.replace('sound = "alaw"', 'sound = "ulaw"'), encoding="utf-8")
    assert any("alaw" in told and "ulaw" in told for told in played(made))


def test_an_unknown_format_on_a_tape_is_named(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    tape.write_text('{"tape":1,"started_at":"2026-05-14T00:00:00Z","mode":"full","sound":"flac"}\n')
    with pytest.raises(TapeError, match=r"tape\.jsonl:1: sound: expected one of pcm_24000, ulaw, alaw"):
        read_tape(tape)


def test_an_unknown_format_in_the_settings_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIZZERIA_SOUND", "mp3")
    with pytest.raises(SetupError, match="PIZZERIA_SOUND: Input should be 'pcm_24000', 'ulaw' or 'alaw'"):
        read_settings()


def sounds(tape: Tape, on: Wire, by: Side, key: str) -> Sequence[str]:
    frames = [line.frame for line in tape.lines if (line.on, line.by) == (on, by)]
    named = [frame for frame in frames if isinstance(frame, dict)]
    return [
        frame[key] for frame in named if key in frame and "transcript" not in str(frame.get("type", "sound"))
    ]


def declared(tape: Tape) -> set[str]:
    """Every format that was named, to the phone and to the model."""
    ours = [line.frame for line in tape.lines if line.by == "us" and isinstance(line.frame, dict)]
    phone = {frame["format"] for frame in ours if frame.get("t") in ("listening", "sending")}
    audio = [frame["session"]["audio"] for frame in ours if frame.get("type") == "session.update"]
    return phone | {each[way]["format"]["type"] for each in audio for way in ("input", "output")}
