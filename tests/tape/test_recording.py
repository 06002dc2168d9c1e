"""What a recorder writes down of a call, and what it does when there is too much of it."""

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from pizzeria.call.arrivals import PhoneGone
from pizzeria.elks.frames import Audio, Hello, Sync
from pizzeria.errors import TapeError
from pizzeria.realtime.events import Recall, Speech
from pizzeria.realtime.openai import Ga
from pizzeria.sound import PCM, ULAW, Format
from pizzeria.tape.lines import Mode, read_tape
from pizzeria.tape.private import Privacy
from pizzeria.tape.recording import Recording, Taped
from pizzeria.tape.shelf import Shelf
from pizzeria.tape.sound import cut, whole
from pizzeria.tape.tapes import Tapes
from tests.tape.test_shelf import left

AT = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
SOUND = b64encode(bytes(range(240)) * 4).decode()
"""20 ms"""
HELLO = '{"t":"hello","callid":"c1","from":"+46708123456"}'


@asynccontextmanager
async def tapes(folder: Path, mode: Mode = "frames", max_mb: int = 10) -> AsyncIterator[Tapes]:
    opened = Tapes(Shelf(folder, 14, max_mb), mode, Privacy())
    yield opened
    await opened.close()


def hello(tape: Recording) -> None:
    Taped(tape, "phone", Hello("c1", "+46708123456", ""), HELLO).take(0.0)


def sound(tape: Recording, at: float) -> None:
    Taped(tape, "phone", Audio(SOUND), f'{{"t":"audio","data":"{SOUND}"}}').take(at)


@pytest.mark.parametrize(("mode", "kept"), [("frames", SOUND[:12]), ("full", SOUND)])
async def test_both_wires_stand_on_the_tape_in_the_order_of_the_call(
    tmp_path: Path, mode: Mode, kept: str
) -> None:
    async with tapes(tmp_path, mode) as house:
        tape = house.begin(AT)
        hello(tape)
        tape.sent("phone", '{"t":"listening","format":"pcm_24000"}', 0.001)
        sound(tape, 0.02)
        tape.sent("model", f'{{"type":"input_audio_buffer.append","audio":"{SOUND}"}}', 0.021)
        Taped(tape, "model", Speech("resp_1", "item_1", SOUND), b"").take(0.3)
        tape.sent("phone", f'{{"t":"audio","data":"{SOUND}"}}', 0.301)
        tape.sent("model", Ga().encode(Recall("item_0", (SOUND,))), 0.302)
        Taped(tape, "phone", Sync(), '{"t":"sync"}').take(0.32)
        Taped(tape, "phone", PhoneGone(), None).take(0.4)
        await house.finish(tape, "c1")
        played = read_tape(house.shelf.path("c1"))
    assert (played.call_id, played.started_at, played.mode, played.cut) == ("c1", AT, mode, "")
    assert [(line.at, line.on, line.by) for line in played.lines] == [
        (0.0, "phone", "peer"),
        (0.001, "phone", "us"),
        (0.02, "phone", "peer"),
        (0.021, "model", "us"),
        (0.3, "model", "peer"),
        (0.301, "phone", "us"),
        (0.302, "model", "us"),
        (0.32, "phone", "peer"),
        (0.4, "phone", "peer"),
    ]
    frames = [line.frame for line in played.lines]
    sounds = [
        frame for frame in frames if isinstance(frame, dict) and {"data", "audio", "delta"} & set(frame)
    ]
    assert [frame.get("data") or frame.get("audio") or frame["delta"] for frame in sounds] == [kept] * 4
    assert {"response_id": "resp_1", "item_id": "item_1"}.items() <= sounds[2].items()
    assert f'"audio":"{kept}"' in orjson.dumps(frames[6]).decode(), "what is told again is no secret way out"
    assert played.lines[-1].closed == ""


@pytest.mark.parametrize(("sound", "ms"), [(PCM, 20.0), (ULAW, 120.0)])
def test_sound_that_was_cut_is_as_long_again_when_it_is_played(sound: Format, ms: float) -> None:
    for key, frame in (("data", {"t": "audio"}), ("delta", {"type": "response.output_audio.delta"})):
        short = cut({**frame, key: SOUND}, sound)
        again = whole(short, sound)
        assert (short["ms"], len(str(short[key]))) == (ms, 12)
        assert sound.duration_ms(str(again[key])) == ms
        assert str(again[key]).startswith(SOUND[:12])
        assert cut(again, sound) == short


async def test_a_long_call_goes_to_disk_while_it_lasts_but_for_what_must_be_scrubbed(tmp_path: Path) -> None:
    async with tapes(tmp_path) as house:
        tape = house.begin(AT)
        early = counted(tape)
        hello(tape)
        for number in range(5_000):
            sound(tape, number / 50)
            tape.sent("phone", '{"t":"sync"}', number / 50)
        assert sum(map(len, early)) > 200_000
        await house.finish(tape, "c1")
        played = read_tape(house.shelf.path("c1"))
    assert [line.at for line in played.lines[1:]] == [number / 50 for number in range(5_000) for _ in "as"]
    assert not any(b"708123456" in batch for batch in early), "names and numbers wait for the end"
    assert left(tmp_path) == {"c1.jsonl"}


def counted(tape: Recording) -> list[bytes]:
    """What is written while the call lasts, as it comes."""
    batches: list[bytes] = []
    write = tape.write
    assert write

    def noted(batch: bytes) -> None:
        batches.append(batch)
        write(batch)

    tape.write = noted
    return batches


async def test_a_tape_that_is_full_says_so_and_the_call_goes_on(tmp_path: Path) -> None:
    async with tapes(tmp_path, "full", max_mb=1) as house:
        tape = house.begin(AT)
        hello(tape)
        for number in range(500):
            sound(tape, number / 50)
        await house.finish(tape, "c1")
        played = read_tape(house.shelf.path("c1"))
    assert played.cut == "the tape is full"
    assert house.shelf.path("c1").stat().st_size < 260_000, "a quarter of what all tapes may take"


async def test_ten_thousand_lines_of_garbage_do_not_fill_the_memory(tmp_path: Path) -> None:
    async with tapes(tmp_path) as house:
        tape = house.begin(AT)
        hello(tape)
        for number in range(100):
            tape.took("phone", Sync(), "garbage " * 20_000, number / 50)
        await house.finish(tape, "c1")
    assert read_tape(house.shelf.path("c1")).cut == "too much that is not sound"


def test_a_disk_that_does_not_keep_up_ends_the_tape() -> None:
    tape = Recording("full", AT, 10**12)
    batches: list[bytes] = []
    tape.write = batches.append
    for number in range(20_000):
        sound(tape, number / 50)
    assert tape.cut is not None
    assert tape.cut[1] == "the disk does not keep up"
    assert len(batches) <= 21


async def test_a_socket_that_never_said_hello_leaves_no_tape(tmp_path: Path) -> None:
    async with tapes(tmp_path) as house:
        tape = house.begin(AT)
        tape.took("phone", Sync(), "nonsense", 0.0)
        await house.finish(tape, "")
    assert left(tmp_path) == set()


async def test_an_id_that_would_leave_the_folder_does_not(tmp_path: Path) -> None:
    async with tapes(tmp_path / "tapes") as house:
        tape = house.begin(AT)
        hello(tape)
        await house.finish(tape, "../../etc/passwd")
        [kept] = (tmp_path / "tapes").iterdir()
    assert read_tape(kept).call_id == "../../etc/passwd"
    assert kept.stat().st_mode & 0o077 == 0, "for its owner only"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b"nonsense", "2: not JSON"),
        (b"[]", "2: expected a JSON object"),
        (b'{"at":1,"on":"fax","by":"us","frame":{}}', "2: expected at in seconds"),
        (b'{"at":1,"on":"phone","by":"us"}', "2: expected at in seconds"),
    ],
)
def test_a_line_that_is_no_line_is_named(tmp_path: Path, line: bytes, wrong: str) -> None:
    head = orjson.dumps({"tape": 1, "call_id": "c1", "started_at": AT, "mode": "frames"})
    (tmp_path / "tape.jsonl").write_bytes(head + b"\n" + line)
    with pytest.raises(TapeError, match=f"tape.jsonl:{wrong}"):
        read_tape(tmp_path / "tape.jsonl")
