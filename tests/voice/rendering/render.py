"""Renders the callers' speech anew: tests/voice/speech/*.ogg and clips.json. How to: README.md here.

nice -n 19 python -m tests.voice.rendering.render --voices package/voices --work /tmp/rendered
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.voice.recorded import NAMES, SPEECH, VOICES, callers, lines, names_put_right, phrases
from tests.voice.rendering.voices import RATE, Flite, Kokoro, Sound, Voice

DIALOGUES = Path(__file__).parent.parent / "dialogues" / "strangers.toml"
GAP = RATE // 4
"""samples of silence between two clips"""
EDGE = RATE // 20
"""samples left before and after what is audible"""
AUDIBLE = 0.005
LOUDNESS = 10 ** (-22 / 20)
"""root mean square of every clip"""
COMPRESSION = 0.94
"""as libsndfile counts for Opus: about 20 kbit/s; with 15, Whisper understands a little less"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--voices", type=Path, required=True, help="kokoro-js' folder of voices")
    options.add_argument("--work", type=Path, required=True, help="what is rendered already lies here")
    options.add_argument("--dialogues", type=Path, default=DIALOGUES)
    options.add_argument("--only", help="files whose names end so; the others stay as they are")
    given = options.parse_args()
    kokoro = Kokoro(given.voices)
    given.work.mkdir(exist_ok=True)
    clips = json.loads((SPEECH / "clips.json").read_text(encoding="utf-8"))
    for file, texts in wanted(given.dialogues).items():
        if file.endswith(given.only or ""):
            clips[file] = pack(file, spoken_by(file.removesuffix(NAMES), kokoro), texts, given.work)
    index = json.dumps(clips, ensure_ascii=False, indent=0)
    (SPEECH / "clips.json").write_text(index + "\n", encoding="utf-8")


def spoken_by(name: str, kokoro: Kokoro) -> Voice:
    return Flite(name.removeprefix("flite_")) if name.startswith("flite_") else kokoro.voice(name)


def wanted(dialogues: Path) -> dict[str, list[str]]:
    """What each file holds, each line once."""
    known = {dialogue["title"]: dialogue for dialogue in read(dialogues)["dialogue"]}
    said = {name: dict.fromkeys(phrase.text for phrase in phrases()) for name in VOICES}
    for title, name in callers().items():
        said[name] |= dict.fromkeys(lines(known[title]))
        said.setdefault(f"{name}{NAMES}", {}).update(dict.fromkeys(names_put_right(known[title])))
    return {name: list(texts) for name, texts in said.items()}


def pack(name: str, voice: Voice, texts: Sequence[str], work: Path) -> dict[str, tuple[int, int]]:
    """Writes NAME.ogg; where in it each line is, in samples."""
    clips: dict[str, tuple[int, int]] = {}
    sounds = [np.zeros(GAP, np.float32)]
    at = GAP
    for text in texts:
        sound = rendered(name, voice, text, work)
        clips[text] = at, at + len(sound)
        sounds += [sound, np.zeros(GAP, np.float32)]
        at += len(sound) + GAP
    soundfile.write(
        SPEECH / f"{name}.ogg",
        np.concatenate(sounds),
        RATE,
        "OPUS",
        format="OGG",
        compression_level=COMPRESSION,
    )
    return clips


def rendered(name: str, voice: Voice, text: str, work: Path) -> Sound:
    file = work / f"{name}-{sha256(voice.script(text).encode()).hexdigest()[:16]}.wav"
    if not file.exists():
        soundfile.write(file, levelled(voice.say(text)), RATE, "PCM_16")
        sys.stderr.write(f"{name}: {text}\n")
    sound, _ = soundfile.read(file, dtype="float32")
    return np.asarray(sound, np.float32)


def levelled(sound: Sound) -> Sound:
    """Without the silence around it, as loud as all the others."""
    (audible,) = np.nonzero(np.abs(sound) > AUDIBLE * np.abs(sound).max())
    cut = sound[max(0, audible[0] - EDGE) : audible[-1] + EDGE]
    loud = cut * LOUDNESS / np.sqrt(np.mean(cut**2))
    return np.asarray(loud * min(1.0, 0.95 / np.abs(loud).max()), np.float32)


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
