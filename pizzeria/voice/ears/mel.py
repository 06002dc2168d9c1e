"""What Whisper sees of sound: 80 bands on the mel scale, 100 frames a second.

Source: https://github.com/openai/whisper/blob/main/whisper/audio.py; the bands are Slaney's.
"""

import numpy as np
from numpy.typing import NDArray

from pizzeria.voice.ears.rate import RATE, Samples

BANDS = 80
FRAME = 400
"""samples looked at for one frame"""
HOP = 160
"""samples from one frame to the next"""

_SILENT = -10.0
"""the logarithm of no power"""
_LINEAR_TO = 1_000.0
"""Hz; above, the scale is logarithmic"""
_HZ_A_MEL = 200.0 / 3
_LOG_STEP = np.log(6.4) / 27


def log_mel(sound: Samples, seconds: float) -> NDArray[np.float32]:
    """(bands, frames), of so many seconds: what is shorter is followed by silence, not reckoned."""
    heard = np.pad(sound[: int(seconds * RATE)], (0, FRAME))
    around = np.pad(heard, FRAME // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(around, FRAME)[::HOP]
    power = np.abs(np.fft.rfft(frames * _WINDOW, axis=1)) ** 2
    log = np.full((BANDS, int(seconds * RATE) // HOP), _SILENT)
    known = min(len(frames), log.shape[1])
    log[:, :known] = np.log10(np.maximum(_FILTERS @ power.T, 10**_SILENT))[:, :known]
    return np.asarray((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0, np.float32)


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    above = np.log(np.maximum(hertz, _LINEAR_TO) / _LINEAR_TO) / _LOG_STEP
    return np.where(hertz < _LINEAR_TO, hertz / _HZ_A_MEL, _LINEAR_TO / _HZ_A_MEL + above)


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    bend = _LINEAR_TO / _HZ_A_MEL
    return np.where(mel < bend, mel * _HZ_A_MEL, _LINEAR_TO * np.exp(_LOG_STEP * (mel - bend)))


def _filters() -> NDArray[np.float64]:
    """(bands, frequencies): triangles of equal area."""
    frequencies = np.fft.rfftfreq(FRAME, 1 / RATE)
    top = _mel(np.array([RATE / 2]))[0]
    corners = _hertz(np.linspace(0, top, BANDS + 2))
    slopes = corners[:, None] - frequencies[None, :]
    widths = np.diff(corners)[:, None]
    up, down = -slopes[:-2] / widths[:-1], slopes[2:] / widths[1:]
    areas = 2.0 / (corners[2:] - corners[:-2])
    return np.asarray(np.maximum(0, np.minimum(up, down)) * areas[:, None])


_WINDOW = np.hanning(FRAME + 1)[:-1]
_FILTERS = _filters()
