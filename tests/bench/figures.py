"""What was measured of one bridge; several runs of it add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from tests.bench.book import Book, Window
from tests.bench.processes import Cpu


@dataclass(frozen=True, slots=True)
class Figures:
    """Delays and lengths in milliseconds, cpu in percent of one core, memory in megabytes."""

    seconds: float
    up: Sequence[float]
    """from the phone's send of a frame to the model's receipt"""
    down: Sequence[float]
    """from the model's send of a piece to the phone's receipt"""
    interrupt: Sequence[float]
    """from the model's word that the caller speaks to the phone's receipt of the interrupt"""
    truncation: Sequence[float]
    """what the model was told was heard, less what was played when the interrupt came"""
    missed: int
    """barge-ins without an interrupt or without a truncation"""
    lost: int
    astray: int
    cpu: Sequence[Cpu]
    idle_cpu: Sequence[float]
    memory: Sequence[tuple[float, float]]
    """idle, and at the end of the calls"""

    @classmethod
    def read(cls, book: Book, window: Window, cpu: Cpu, idle_cpu: float, memory: tuple[float, float]) -> Self:
        barge_ins = [each for line in book.barge_ins for each in line if each.at in window]
        cuts = [(each, each.interrupted_at) for each in barge_ins]
        told = [(each, each.truncated_ms) for each in barge_ins if each.interrupted_at is not None]
        return cls(
            seconds=window.ended - window.began,
            up=[delay for track in book.up for delay in track.delays(window)],
            down=[delay for track in book.down for delay in track.delays(window)],
            interrupt=[(at - each.at) * 1000 for each, at in cuts if at is not None],
            truncation=[ms - each.played_ms for each, ms in told if ms is not None],
            missed=sum(each.missed for each in barge_ins),
            lost=book.lost,
            astray=sum(track.astray for track in book.tracks),
            cpu=[cpu],
            idle_cpu=[idle_cpu],
            memory=[memory],
        )

    def __add__(self, other: Self) -> "Figures":
        return Figures(
            seconds=self.seconds + other.seconds,
            up=[*self.up, *other.up],
            down=[*self.down, *other.down],
            interrupt=[*self.interrupt, *other.interrupt],
            truncation=[*self.truncation, *other.truncation],
            missed=self.missed + other.missed,
            lost=self.lost + other.lost,
            astray=self.astray + other.astray,
            cpu=[*self.cpu, *other.cpu],
            idle_cpu=[*self.idle_cpu, *other.idle_cpu],
            memory=[*self.memory, *other.memory],
        )

    @property
    def faultless(self) -> bool:
        """Every frame came once and in order, every barge-in was obeyed."""
        return not (self.lost or self.astray or self.missed)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed; nan of nothing."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(percent) // 100) - 1)]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
