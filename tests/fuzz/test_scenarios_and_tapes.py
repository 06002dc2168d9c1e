"""Whatever stands in a scenario or on a tape: it is read, or each mistake is told with its file and line."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pizzeria.errors import TapeError
from pizzeria.replay.taped.on_tape import caller, dialect, slowest_answer, tools_used
from pizzeria.replay.taped.recorded import make_scenario
from pizzeria.replay.written.scenario import FILE, plain, read_scenario
from pizzeria.tape.lines import read_tape
from tests.fuzz.mutations import VALUES, mutated, torn
from tests.fuzz.profiles import examples
from tests.fuzz.toml import as_toml

ROOT = Path(__file__).parents[2]
SCENARIOS = [path.read_bytes() for path in sorted((ROOT / "scenarios").glob(f"*/{FILE}"))]
TABLES = [plain(tomllib.loads(text.decode())) for text in SCENARIOS]
TAPE = (ROOT / "scenarios" / "a_recorded_call" / "tape.jsonl").read_bytes()
LINES = [orjson.loads(line) for line in TAPE.splitlines()]
TOLD = [place for place, line in enumerate(LINES) if not place or "function_call" in str(line)]
"""lines of which more is read than that they are there"""
COMPLAINT = re.compile(r"… and \d+ more|\S+:\d+: \S.*")


@st.composite
def scenarios(draw: st.DrawFn) -> bytes:
    place = draw(st.integers(0, len(SCENARIOS) - 1))
    if draw(st.integers(0, 3)):
        return as_toml(mutated(draw, TABLES[place], VALUES)).encode(errors="replace")
    return draw(torn(SCENARIOS[place]))


@st.composite
def tapes(draw: st.DrawFn) -> bytes:
    if draw(st.booleans()):
        return draw(torn(TAPE))
    lines: list[Any] = [LINES[place] for place in TOLD]
    place = draw(st.integers(0, len(lines) - 1))
    lines[place] = mutated(draw, lines[place], VALUES | answers())
    return b"\n".join(map(as_json, lines)) + b"\n"


def answers() -> st.SearchStrategy[str]:
    """Of tools."""
    order = st.dictionaries(st.sampled_from(["number", "status"]), VALUES) | VALUES
    told = st.dictionaries(
        st.sampled_from(["ok", "code", "order", "orders"]), order | st.lists(order), max_size=3
    )
    return told.map(lambda answer: as_json(answer).decode())


def as_json(line: Any) -> bytes:
    try:
        return orjson.dumps(line)
    except (TypeError, ValueError):
        return repr(line).encode(errors="replace")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("scenario")


@given(scenarios())
@examples(25)
def test_a_scenario_is_read_or_each_mistake_in_it_is_told_with_its_line(folder: Path, text: bytes) -> None:
    (folder / FILE).write_bytes(text)
    try:
        read_scenario(folder / FILE)
    except TapeError as error:
        assert_told(error)


@given(tapes())
@examples(25)
def test_a_tape_is_read_and_made_a_scenario_of_or_the_line_is_told(folder: Path, written: bytes) -> None:
    path = folder / "tape.jsonl"
    path.write_bytes(written)
    try:
        tape = read_tape(path)
        for told in (caller, dialect, slowest_answer, tools_used):
            told(tape)
        make_scenario(folder / str(len(list(folder.iterdir()))), tape, None)
    except TapeError as error:
        assert_told(error)


def assert_told(error: TapeError) -> None:
    for line in str(error).splitlines():
        assert COMPLAINT.fullmatch(line), line
