"""A session on a clock of the test's: what arrives is said with a time, what it wants is read back."""

import base64
from datetime import UTC, datetime

from pizzeria.call.arrivals import Arrival, Dialled, Effect, Terms, Tick
from pizzeria.call.session import Session
from pizzeria.elks.frames import Audio, Hello, Sync
from pizzeria.ordering.events import Usage
from pizzeria.realtime.events import Configure, Configured, Finished, Ready, Speech, Started
from pizzeria.sound import PCM

ZERO = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIGURE = Configure("be kind", (), "marin", "sv", "gpt-transcribe", PCM)


def sound(ms: int) -> str:
    return base64.b64encode(bytes(48 * ms)).decode()


class Talk:
    """`after(seconds, arrival …)` answers what the session wants done, in order."""

    def __init__(self, terms: Terms | None = None) -> None:
        self.at = 0.0
        self.session = Session(terms or Terms(model="gpt-realtime-2.1"), ZERO, 0.0)
        self.effects: list[Effect] = []

    def after(self, seconds: float, *arrivals: Arrival) -> list[Effect]:
        """Time passes, with a Tick at each deadline; then these arrive."""
        wanted: list[Effect] = []
        until = self.at + seconds
        while self.session.deadline is not None and self.session.deadline <= until:
            self.at = max(self.at, self.session.deadline)
            wanted += self.session.receive(Tick(), self.at)
        self.at = until
        for arrival in arrivals:
            wanted += self.session.receive(arrival, self.at)
        self.effects += wanted
        return wanted

    def begin(self) -> None:
        """Up to where the greeting is asked for."""
        self.after(0.0, Hello("c1", "+46701740605", "+4600700001"))
        self.after(0.1, Dialled(CONFIGURE), Ready(), Configured())
        self.after(0.5)

    def says(self, response: str, item: str, ms: int) -> list[Effect]:
        """The agent says one item of so many milliseconds, all at once."""
        return self.after(
            0.0,
            Started(response),
            Speech(response, item, sound(ms)),
            Finished(response, "completed", Usage()),
        )

    def heard_out(self, ms: int) -> None:
        """The caller listens to it all, and the phone says so for each sync that is open."""
        self.after(ms / 1000, Sync(), Sync(), Sync(), Sync())


def of(kind: type | tuple[type, ...], effects: list[Effect]) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]


def audio(effects: list[Effect]) -> list[str]:
    return [effect.data for effect in effects if isinstance(effect, Audio)]
