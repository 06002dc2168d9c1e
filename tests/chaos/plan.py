"""Which moments are struck: the same for so many runs, spread over all scenarios and all of a call."""

from collections.abc import Iterator, Sequence

from tests.chaos.runs import Plain
from tests.chaos.wires import FAULTS, TORN, Fault

_STEP = 0.618_034
"""of a call, from one moment to the next: they never come to lie on each other"""


def moments(plains: Sequence[Plain], runs: int) -> Iterator[tuple[Plain, Fault, int]]:
    """So many, and at least one of each fault in each scenario; what is left over goes round them all."""
    turns = range(len(FAULTS))
    pairs = [(plain, FAULTS[(n + turn) % len(FAULTS)]) for turn in turns for n, plain in enumerate(plains)]
    for n in range(max(runs, len(pairs))):
        plain, fault = pairs[n % len(pairs)]
        yield plain, fault, 1 + int((n * _STEP) % 1 * plain.events)


def every_moment(plains: Sequence[Plain]) -> Iterator[tuple[Plain, Fault, int]]:
    """Either socket torn at each frame of the model."""
    for plain in plains:
        for fault in TORN:
            for at_event in range(1, plain.events + 1):
                yield plain, fault, at_event
