"""Which moments are struck: the same for so many runs, spread over all scenarios and all of a call."""

from collections.abc import Iterator, Sequence

from tests.chaos.runs import Plain
from tests.chaos.wires import FAULTS, Fault

_STEP = 0.618_034
"""of a call, from one moment to the next: they never come to lie on each other"""


def moments(plains: Sequence[Plain], runs: int) -> Iterator[tuple[Plain, Fault, int]]:
    """About so many, and at least one of each fault in each scenario."""
    each = max(1, -(-runs // (len(plains) * len(FAULTS))))
    place = 0.0
    for plain in plains:
        for fault in FAULTS:
            for _ in range(each):
                place = (place + _STEP) % 1
                yield plain, fault, 1 + int(place * plain.events)
