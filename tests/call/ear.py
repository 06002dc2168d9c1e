"""A simulated phone and ear: what 46elks would play, and when, with a delay on the line."""

from dataclasses import dataclass, field

from pizzeria.call.playback import Playback


@dataclass
class Ear:
    """Plays what it is sent, at natural speed, after `delay` seconds; answers syncs the same way back."""

    delay: float
    played: list[tuple[str, float, float]] = field(default_factory=list)
    """item, from, until: seconds on the clock of the test"""
    answers: list[float] = field(default_factory=list)
    """when our side gets the answer to each sync still open"""
    free_at: float = 0.0

    def hear(self, item: str, ms: float, at: float) -> None:
        begins = max(self.free_at, at + self.delay)
        self.free_at = begins + ms / 1000
        self.played.append((item, begins, self.free_at))

    def sync(self, at: float) -> None:
        self.answers.append(max(at + self.delay, self.free_at) + self.delay)

    def interrupt(self, at: float) -> dict[str, float]:
        """How many milliseconds of each item were really heard by the time this gets there."""
        now = at + self.delay
        heard: dict[str, float] = {}
        for item, begins, ends in self.played:
            heard[item] = heard.get(item, 0.0) + max(0.0, min(ends, now) - begins) * 1000
        self.answers.clear()
        self.free_at = now
        self.played.clear()
        return heard


class Line:
    """A Playback and the ear it believes in, told the same things."""

    def __init__(self, delay: float) -> None:
        self.at = 0.0
        self.playback = Playback()
        self.ear = Ear(delay)
        self.received: dict[str, float] = {}

    def send(self, item: str, ms: float) -> None:
        self.playback.sent(item, ms, self.at)
        self.ear.hear(item, ms, self.at)
        self.received[item] = self.received.get(item, 0.0) + ms

    def sync(self) -> None:
        self.playback.marked(self.at)
        self.ear.sync(self.at)

    def wait(self, seconds: float) -> None:
        """Time passes; answers arrive when they are due."""
        until = self.at + seconds
        while self.ear.answers and self.ear.answers[0] <= until:
            self.at = max(self.at, self.ear.answers.pop(0))
            self.playback.synced(self.at)
        self.at = until
