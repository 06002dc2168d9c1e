"""What a caller who broke in had heard of our words, by what their end says of each item of sound."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from pizzeria.realtime_server.line import Line, Piece
from pizzeria.realtime_server.service import Service
from pizzeria.sound import PCM


@dataclass(slots=True)
class Utterance:
    pieces: list[tuple[float, str]] = field(default_factory=list)
    """milliseconds, and the words that begin in them"""
    item_id: str = ""
    broken_off: bool = False

    async def listen(self, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
        """The same pieces; what passes is remembered."""
        async for piece in pieces:
            self.pieces.append((len(piece.sound) / PCM.bytes_per_ms, piece.words))
            yield piece

    def until(self, milliseconds: float) -> str:
        heard, at = "", 0.0
        for length, words in self.pieces:
            if at + length / 2 > milliseconds:
                break
            heard, at = heard + words, at + length
        return heard


class Overheard:
    """Of the words said since `begin`."""

    def __init__(self) -> None:
        self._said: list[Utterance] = []

    def begin(self) -> None:
        self._said = []

    async def say(self, line: Line, pieces: AsyncGenerator[Piece]) -> bool:
        """Whether it was said to its end."""
        utterance = Utterance()
        self._said.append(utterance)
        said = await line.speak(utterance.listen(pieces))
        utterance.item_id, utterance.broken_off = said.item_id, said.cancelled
        return not said.cancelled

    def unsaid(self) -> None:
        """There were words, and nobody has heard any of them."""
        self._said.append(Utterance())

    def cut_short(self, service: Service) -> str | None:
        """What was heard in all; None if everything was, as far as is known."""
        known = {str(item["id"]) for item in service.items.documents}
        ends = {cut.item_id: cut.audio_end_ms for cut in service.truncations}
        heard, was_cut = [], False
        for utterance in self._said:
            gone = utterance.item_id not in known
            was_cut |= gone or utterance.broken_off or utterance.item_id in ends
            heard.append(utterance.until(0 if gone else ends.get(utterance.item_id, float("inf"))))
        return " ".join(filter(None, heard)) if was_cut else None
