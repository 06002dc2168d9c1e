"""A tape plays again: both peers say what they said, and the house must say what it said."""

import asyncio
import re
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from pizzeria.cli import main
from pizzeria.replay.doubles.model import Script
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.doubles.phone import Phone
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.taped.player import TapePlayer
from pizzeria.tape.lines import Tape
from tests.calls.test_whole_call import a_good_waiter, call
from tests.calls.waiter import Waiter
from tests.house import MENU, open_house
from tests.replay.recordings import Caller, dearer_vesuvio, played, scenario_of, tape_of


async def talkative(line: ModelLine) -> None:
    """Says much, and then what the caller wants to hear."""
    await line.configured()
    await line.reply("Welcome to Pizzeria Lilla Lyktan, where we have very many pizzas", 4000)
    while True:
        await Waiter(line).hears("A Vesuvio, please")
        await Waiter(line).uses("add_item", item="vesuvio", size="normal")
        await Waiter(line).answers_with("One Vesuvio. Anything else?", 1500)


async def torn(line: ModelLine) -> None:
    await line.configured()
    await line.reply("One moment", 1000)
    line.drop()


async def breaks_in(phone: Phone) -> None:
    await phone.hears(1234)
    await phone.speak(1000)
    await phone.silence(700)
    await phone.answered()
    await phone.hang_up()


async def breaks_in_between_two_milliseconds(phone: Phone) -> None:
    await phone.hears(1234.56)
    await phone.speak(1000)
    await phone.hang_up()


async def hangs_up_before_the_greeting(phone: Phone) -> None:
    await phone.heard_listening()
    await asyncio.sleep(0.499)
    await phone.hang_up()


async def drops(phone: Phone) -> None:
    await phone.hears(500)
    phone.drop()


async def is_silent(phone: Phone) -> None:
    await phone.ended()


async def sends_garbage(phone: Phone) -> None:
    for text in ("nonsense", "", "[]", '{"t":"of.tomorrow","x":[1]}', '{"t":"audio","data":"="}', "\u0000"):
        await phone.send_raw(text)
    await breaks_in(phone)


@pytest.mark.parametrize(
    ("script", "caller"),
    [
        (talkative, breaks_in),
        (talkative, breaks_in_between_two_milliseconds),
        (talkative, hangs_up_before_the_greeting),
        (talkative, drops),
        (talkative, is_silent),
        (talkative, sends_garbage),
        (torn, is_silent),
    ],
)
def test_a_recorded_call_plays_again_to_the_millisecond(
    tmp_path: Path, script: Script, caller: Caller
) -> None:
    tape = tape_of(tmp_path / "tapes", script, caller)
    assert tape.cut == ""
    assert played(scenario_of(tmp_path / "again", tape.path.read_bytes())) == []


def test_what_was_heard_of_a_sentence_broken_into_is_heard_again(tmp_path: Path) -> None:
    tape = tape_of(tmp_path / "tapes", talkative, breaks_in)
    [cut] = [number for number, line in numbered(tape) if b'"audio_end_ms":' in line and b'"by":"us"' in line]
    lines = lines_of(tape)
    [heard] = re.findall(rb'"audio_end_ms":(\d+)', lines[cut - 1])
    lines[cut - 1] = lines[cut - 1].replace(heard, b"%d" % (int(heard) + 1))
    [difference] = played(scenario_of(tmp_path / "again", b"\n".join(lines)))
    assert difference.startswith(f"{cut}: to the model: conversation.item.truncate: audio_end_ms: expected ")


def test_at_the_same_moment_the_peer_comes_before_the_houses_own_timer_if_it_did(tmp_path: Path) -> None:
    """The caller went in the very millisecond in which the house would have greeted."""
    lines = lines_of(tape_of(tmp_path / "tapes", talkative, hangs_up_before_the_greeting))
    assert lines[-1].startswith(b'{"at":0.499,"on":"phone","by":"peer","frame":{"t":"bye"')
    lines[-1] = lines[-1].replace(b"0.499", b"0.5")
    assert played(scenario_of(tmp_path / "again", b"\n".join(lines))) == []


def test_at_the_same_moment_the_peers_are_heard_in_the_order_of_the_tape(tmp_path: Path) -> None:
    """The phone says that a second was played, and then, in the same millisecond, the caller breaks in."""
    lines = lines_of(tape_of(tmp_path / "tapes", talkative, breaks_in))
    sync = [n for n, line in enumerate(lines) if b'"by":"peer","frame":{"t":"sync"}' in line][1]
    started = next(n for n, line in enumerate(lines) if b"speech_started" in line)
    assert sync < started
    at = orjson.loads(lines[started])["at"]
    lines.insert(started, orjson.dumps({**orjson.loads(lines[sync]), "at": at}))
    del lines[sync]
    cut = our(lines, b'"audio_end_ms":') - 1
    lines[cut] = re.sub(rb'"audio_end_ms":\d+', b'"audio_end_ms":1000', lines[cut])
    assert played(scenario_of(tmp_path / "again", b"\n".join(lines))) == []


def test_a_full_tape_plays_too(tmp_path: Path) -> None:
    tape = tape_of(tmp_path / "tapes", talkative, breaks_in, mode="full")
    assert played(scenario_of(tmp_path / "again", tape.path.read_bytes())) == []


def test_a_call_of_a_running_house_becomes_a_scenario_that_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commands: `pizzeria record`, and `pizzeria replay`."""
    database, tapes = f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db", tmp_path / "tapes"

    async def a_call() -> None:
        wanted = {"tapes": "frames", "tapes_dir": tapes, "greeting_delay_ms": 500}
        async with open_house(database, a_good_waiter, **wanted) as house:
            await asyncio.wait_for(call(house), 30)

    asyncio.run(a_call())
    monkeypatch.setenv("PIZZERIA_DATABASE_URL", database)
    monkeypatch.setenv("PIZZERIA_TAPES_DIR", str(tapes))
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    folder = tmp_path / "scenarios" / "delivered"
    recorded = CliRunner().invoke(main, ["record", "c1", "--to", str(folder)])
    assert recorded.exit_code == 0, recorded.output
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    assert 'end_reason = "goodbye"' in text
    assert text.count('tool = "add_item"') == 3
    for private in (b"Astrid", b"Drottninggatan", b"code 1234"):
        assert private not in (folder / "tape.jsonl").read_bytes()
    replayed = CliRunner().invoke(main, ["replay", str(folder)])
    assert replayed.exit_code == 0, replayed.output
    [first, *_] = played(folder / "scenario.toml", dearer_vesuvio(tmp_path))
    answers = [n for n, line in enumerate(lines_of_file(folder), 1) if b"answer-call" in line]
    assert first.startswith(f"{answers[0]}: to the model: "), "the answer to the first add_item"
    assert "function_call_output: item.output.cart" in first
    assert "expected 11200, got 11300" in first


def our(lines: list[bytes], what: bytes, nth: int = 0) -> int:
    """The number of a line of the house with this in it."""
    return [n for n, line in enumerate(lines, 1) if b'"by":"us"' in line and what in line][nth]


def test_a_frame_that_is_swallowed_is_missed(tmp_path: Path) -> None:
    """The tape has one frame of sound more than the house says."""
    lines = lines_of(tape_of(tmp_path / "tapes", talkative, drops))
    number = our(lines, b'"on":"phone","by":"us","frame":{"t":"audio"', 1)
    lines.insert(number, lines[number - 1])
    [difference] = played(scenario_of(tmp_path / "again", b"\n".join(lines)))
    assert re.match(rf"({number}|{number + 1}): to the phone: missing: .*audio.*due at ", difference)


def test_a_frame_too_many_is_told(tmp_path: Path) -> None:
    lines = lines_of(tape_of(tmp_path / "tapes", talkative, drops))
    number = our(lines, b'"t":"sending"')
    del lines[number - 1]
    [difference] = played(scenario_of(tmp_path / "again", b"\n".join(lines)))
    assert "to the phone: unexpected after this line: " in difference
    assert '"t":"sending"' in difference


def test_a_late_sending_is_told_with_its_line_and_by_how_much(tmp_path: Path) -> None:
    lines = lines_of(tape_of(tmp_path / "tapes", talkative, drops))
    number = our(lines, b'"t":"sending"')
    line = orjson.loads(lines[number - 1])
    lines[number - 1] = orjson.dumps({**line, "at": round(line["at"] - 0.04, 3)})
    [difference] = played(scenario_of(tmp_path / "again", b"\n".join(lines)))
    assert difference.startswith(f"{number}: to the phone: ")
    assert "came 40 ms late, due at " in difference


def test_the_phones_part_alone_plays_against_a_house_that_has_a_model(tmp_path: Path) -> None:
    tape = tape_of(tmp_path / "tapes", talkative, drops)

    async def again() -> list[str]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, SkippingLoop)
        url = f"sqlite+aiosqlite:///{tmp_path}/another.db"
        async with open_house(url, talkative, greeting_delay_ms=500) as house, TapePlayer(tape) as player:
            loop.skip_unless(lambda: house.store.busy)
            found = await player.play(house.line)
            await house.hung_up()
            loop.stop_skipping()
        return list(map(str, found))

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        assert runner.run(again()) == []


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["nobody", "--to", "{}/new"], "no such call: nobody", 1),
        (["--to", "{}/new"], "Missing argument 'CALLID', or --from-tape FILE", 2),
        (["--from-tape", "{}/none.jsonl", "--to", "{}/new"], "none.jsonl: No such file", 1),
        (["--from-tape", "{}/tape.jsonl", "--to", "{}"], "is there already", 1),
    ],
)
def test_record_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str, code: int
) -> None:
    monkeypatch.setenv("PIZZERIA_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db")
    scenario_of(tmp_path, b'{"tape":1,"call_id":"c1","started_at":"2026-10-06T16:00:00Z","mode":"frames"}')
    wrong = CliRunner().invoke(main, ["record", *(each.format(tmp_path) for each in arguments)])
    assert said in wrong.output.replace("\n", " ")
    assert wrong.exit_code == code


def test_a_call_without_a_tape_says_how_to_switch_tapes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tape_of(tmp_path, talkative, drops).path.unlink()
    monkeypatch.setenv("PIZZERIA_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db")
    monkeypatch.setenv("PIZZERIA_TAPES_DIR", str(tmp_path))
    wrong = CliRunner().invoke(main, ["record", "c1", "--to", str(tmp_path / "new")])
    assert wrong.exit_code == 1
    assert "no tape was kept of call c1" in wrong.output
    assert "PIZZERIA_TAPES=frames" in wrong.output


def lines_of(tape: Tape) -> list[bytes]:
    return tape.path.read_bytes().splitlines()


def lines_of_file(folder: Path) -> list[bytes]:
    return (folder / "tape.jsonl").read_bytes().splitlines()


def numbered(tape: Tape) -> list[tuple[int, bytes]]:
    return list(enumerate(lines_of(tape), 1))
