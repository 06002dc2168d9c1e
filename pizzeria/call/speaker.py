"""The agent's voice on its way to the phone: declared, marked, and cut off without a stale word. Pure."""

from collections.abc import Iterator

from pizzeria.call.arrivals import Phrase
from pizzeria.call.playback import Heard, Playback
from pizzeria.clips import Clip
from pizzeria.elks.frames import Audio, Interrupt, Sending, Sync
from pizzeria.ordering.events import ANNOUNCEMENT
from pizzeria.realtime.events import Forget, Speech, Truncate
from pizzeria.sound import Format

_MARK_EVERY_MS = 1000


class Speaker:
    def __init__(self, line: Format) -> None:
        self._line = line
        self.last_response = ""
        """the response that the latest sound belonged to"""
        self._playback = Playback()
        self._declared = False
        self._own_items: set[str] = set()
        """that the model which is there has said"""
        self._cut_items: set[str] = set()
        self._cut_responses: set[str] = set()

    def play(self, speech: Speech, at: float) -> Iterator[Sending | Sync | Audio]:
        """This piece for the phone, unless it belongs to what was cut off."""
        if self.is_cut(speech):
            return
        yield from self._declare(at)
        self.last_response = speech.response
        self._own_items.add(speech.item)
        yield Audio(speech.data)
        self._playback.sent(speech.item, self._line.duration_ms(speech.data), at)
        if self._playback.unmarked_ms() >= _MARK_EVERY_MS:
            yield from self.mark(at)

    def announce(self, clip: Clip, at: float) -> Iterator[Sending | Audio]:
        """A whole recording, in its own format."""
        yield Sending(clip.format)
        for piece in clip.pieces:
            yield Audio(piece)
        self._declared = False
        self._playback.sent(ANNOUNCEMENT, clip.seconds * 1000, at)

    def recite(self, item: str, phrase: Phrase, at: float) -> Iterator[Sending | Sync | Audio]:
        """Said from a recording, behind all that is still to be played."""
        yield from self._declare(at)
        for piece in phrase.pieces:
            yield Audio(piece)
            self._playback.sent(item, self._line.duration_ms(piece), at)
        yield from self.mark(at)

    def line_lost(self) -> None:
        """What was said plays on, but nobody is there who could be told how much of it was heard."""
        self.last_response = ""
        self._own_items.clear()

    def _declare(self, at: float) -> Iterator[Sending | Sync]:
        if not self._declared:
            self._declared = True
            yield Sending(self._line.name)
            yield from () if self._playback.in_doubt else self.mark(at)

    def is_cut(self, speech: Speech) -> bool:
        return speech.response in self._cut_responses or speech.item in self._cut_items

    def mark(self, at: float) -> Iterator[Sync]:
        """Ask the phone to say when all so far has been played."""
        self._playback.marked(at)
        yield Sync()

    def mark_end(self, at: float) -> Iterator[Sync]:
        if self._playback.unmarked_ms() > 0:
            yield from self.mark(at)

    def synced(self, at: float) -> bool:
        return self._playback.synced(at)

    def cut(self, running: str, at: float) -> tuple[list[Heard], list[Interrupt | Truncate | Forget]]:
        """The caller breaks in: what was heard of each unfinished item, and what phone and model must be
        told.
        """
        if running:
            self._cut_responses.add(running)
        unfinished = self._playback.cut(at)
        if not unfinished:
            return [], []
        self._declared = False
        self._cut_items.update(heard.item for heard in unfinished)
        own = (heard for heard in unfinished if heard.item in self._own_items)
        told = [Truncate(heard.item, heard.ms) if heard.ms else Forget(heard.item) for heard in own]
        return unfinished, [Interrupt(), *told]

    def unplayed_ms(self, at: float) -> float:
        return self._playback.unplayed_ms(at)

    @property
    def empty_at(self) -> float:
        return self._playback.empty_at
