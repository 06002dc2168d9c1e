"""Renders the callers' speech anew: tests/voice/speech/*.ogg and clips.json. How to: README.md here.

nice -n 19 python -m tests.voice.rendering.render --voices package/voices --work /tmp/rendered
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.voice.rendering.voices import RATE, Flite, Kokoro, Sound, Voice

VOICE = Path(__file__).parent.parent
SPEECH = VOICE / "speech"
KOKORO = ("af_bella", "am_michael", "bf_emma", "bm_george")
FLITE = "rms"
GAP = RATE // 2
"""samples of silence between two clips"""
EDGE = RATE // 20
"""samples left before and after what is audible"""
AUDIBLE = 0.005
LOUDNESS = 10 ** (-22 / 20)
"""root mean square of every clip"""
COMPRESSION = 0.97
"""as libsndfile counts for Opus: about 20 kbit/s"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--voices", type=Path, required=True, help="kokoro-js' folder of voices")
    options.add_argument("--work", type=Path, required=True, help="what is rendered already lies here")
    options.add_argument("--dialogues", type=Path, default=VOICE / "dialogues" / "open.toml")
    given = options.parse_args()
    kokoro = Kokoro(given.voices)
    voices: dict[str, Voice] = {name: kokoro.voice(name) for name in KOKORO}
    voices["flite_rms"] = Flite(FLITE)
    lines = wanted(given.dialogues)
    given.work.mkdir(exist_ok=True)
    clips = {name: pack(name, voice, lines[name], given.work) for name, voice in voices.items()}
    index = json.dumps(clips, ensure_ascii=False, indent=0)
    (SPEECH / "clips.json").write_text(index + "\n", encoding="utf-8")


def wanted(dialogues: Path) -> dict[str, list[str]]:
    """What each voice says, each line once."""
    phrases = [text for asked in read(SPEECH / "phrases.toml").values() for text in asked]
    calls = read(SPEECH / "calls.toml")
    known = {dialogue["title"]: dialogue for dialogue in read(dialogues)["dialogue"]}
    return {
        name: list(
            dict.fromkeys(phrases + [line for title in calls.get(name, []) for line in lines(known[title])])
        )
        for name in (*KOKORO, "flite_rms")
    }


def lines(dialogue: Mapping[str, Any]) -> Iterator[str]:
    """All that its caller may say."""
    yield from dialogue["says"]
    yield dialogue["enough"]
    for answer in dialogue["answers"].values():
        yield from [answer] if isinstance(answer, str) else answer


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
