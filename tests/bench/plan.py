"""What one run of the benchmark is: how many calls, for how long, and how the model talks."""

from dataclasses import dataclass

NAMES = ("pizzeria", "plain", "raw")
"""the bridges; the first is judged by the second"""
FRAME_MS = 20
"""the caller's sound, fifty frames a second for the whole call"""
PIECE_MS = 200
"""the model's sound, so much in one delta"""
SPEED = 5
"""so many times faster than life the model makes sound"""
WHOLE = 20
"""pieces in a turn that is all made, though not all played, when the caller breaks in"""
LONG = 60
"""pieces in a turn that is still being made then"""
BREAKS_IN = (1.0, 2.0)
"""seconds after the turn's first piece, by chance between these"""
CALLER_SPEAKS = 0.7
"""seconds between speech_started and speech_stopped"""
THINKS = 0.3
"""seconds from there to the model's next response"""
DIALS_EVERY = 0.05
"""seconds between two calls, so that they are not in step"""
WARM_UP = 3.0
"""seconds from the last call's beginning to the first measurement"""


@dataclass(frozen=True, slots=True)
class Plan:
    calls: int
    seconds: float
    """measured"""
