"""One call's tape while the call is on: a tee on both wires, cheap beside the sound.

Sound is the bulk, and nothing in it needs scrubbing: it goes to disk every few seconds, from the writer's
thread. All else waits in memory for the end of the call, since a name may be said long before anything tells
that it is one; then it is scrubbed at once and put between the sound. Bounded: text beyond 8 MB, sound beyond
the longest tape allowed, or a disk that lags behind by 20 batches ends the tape, which says so. The call goes
on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson

from pizzeria.call.arrivals import Arrival, ModelGone
from pizzeria.elks.frames import Audio
from pizzeria.realtime.events import Speech
from pizzeria.sound import PCM, Format
from pizzeria.tape.lines import Mode, Side, Wire
from pizzeria.tape.sound import KEPT, cut, length

_BATCH = 256_000
"""bytes of sound: in frames mode about fifteen seconds of a call, in full mode two"""
_TEXT_BYTES = 8_000_000
_LAGGING = 20

_OUR_SOUND = ('{"t":"audio","data":"', '{"type":"input_audio_buffer.append","audio":"')
_CALLERS_SOUND = '"input_audio"'


@dataclass(frozen=True, slots=True)
class Text:
    """A line that waits to be scrubbed."""

    at: float
    on: Wire
    by: Side
    frame: str | bytes | None
    """None: the socket is gone"""
    why: str = ""


class Recording:
    """What was taken from the call's queue and what was sent, in the order of both."""

    def __init__(self, mode: Mode, started_at: datetime, longest: int, sound: Format = PCM) -> None:
        self.mode: Mode = mode
        self.sound = sound
        self.started_at = started_at
        self.cut: tuple[float, str] | None = None
        """when and why the tape ended before the call"""
        self.house: dict[str, object] = {}
        """how the caller found the kitchen"""
        self.lines = 0
        self.texts: dict[int, Text] = {}
        """by their place among the lines"""
        self.write: Callable[[bytes], None] | None = None
        """takes a batch of sound to the disk; without it, it is kept until the end"""
        self.waiting = 0
        """batches that are not on disk yet"""
        self.handed_at = 0.0
        """when the last one was handed over"""
        self._sound: list[str] = []
        self._unwritten = 0
        self._sound_room = longest
        self._text_room = _TEXT_BYTES

    def took(self, on: Wire, arrival: Arrival, frame: str | bytes | None, at: float) -> None:
        """What was taken from the queue; without a frame the socket is gone."""
        match arrival:
            case Audio(data):
                self._note_sound(at, '"phone","by":"peer"', '{"t":"audio","data":"', data)
            case Speech(response, item, data) if _plain(response + item):
                ids = f'"response_id":"{response}","item_id":"{item}"'
                head = f'{{"type":"response.output_audio.delta",{ids},"delta":"'
                self._note_sound(at, '"model","by":"peer"', head, data)
            case _:
                self._note(Text(at, on, "peer", frame, arrival.why if isinstance(arrival, ModelGone) else ""))

    def sent(self, on: Wire, frame: str, at: float) -> None:
        for head in _OUR_SOUND:
            if frame.startswith(head):
                self._note_sound(at, f'"{on}","by":"us"', head, frame[len(head) : -2])
                return
        if self.mode == "frames" and _CALLERS_SOUND in frame[:250]:
            frame = orjson.dumps(cut(orjson.loads(frame), self.sound)).decode()
        self._note(Text(at, on, "us", frame))

    def rest(self) -> bytes:
        """The sound that is not on its way to the disk."""
        batch, self._sound, self._unwritten = "".join(self._sound).encode(), [], 0
        return batch

    def _note_sound(self, at: float, where: str, head: str, data: str) -> None:
        if self.mode == "frames" and len(data) > KEPT:
            frame = f'{head}{data[:KEPT]}","ms":{length(data, self.sound)}}}'
        else:
            frame = f'{head}{data}"}}'
        line = f'{{"at":{at},"on":{where},"frame":{frame}}}\n'
        self._sound_room -= len(line)
        if self._room(at, self._sound_room, "the tape is full"):
            self._sound.append(line)
            self.lines += 1
            self._unwritten += len(line)
            if self._unwritten >= _BATCH:
                self._hand_over(at)

    def _hand_over(self, at: float) -> None:
        if self.write and self._room(at, _LAGGING - self.waiting, "the disk does not keep up"):
            self.waiting += 1
            self.handed_at = at
            self.write(self.rest())

    def _note(self, text: Text) -> None:
        self._text_room -= len(text.frame or "") + 200
        if self._room(text.at, self._text_room, "too much that is not sound"):
            self.texts[self.lines] = text
            self.lines += 1

    def _room(self, at: float, room: int, why: str) -> bool:
        if room < 0 and self.cut is None:
            self.cut = (at, why)
        return self.cut is None


@dataclass(frozen=True, slots=True)
class Taped:
    """Something that arrived on a wire, on its way through the call's queue with its frame and its tape."""

    tape: Recording
    on: Wire
    arrival: Arrival
    frame: str | bytes | None

    def take(self, at: float) -> Arrival:
        """What arrived; that it was taken now stands on the tape."""
        self.tape.took(self.on, self.arrival, self.frame, at)
        return self.arrival


def _plain(ids: str) -> bool:
    """Whether these can stand in JSON as they are."""
    return ids.isascii() and ids.isprintable() and '"' not in ids and "\\" not in ids
