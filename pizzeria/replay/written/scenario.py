"""A scenario, read from its folder and checked: scenario.toml, with steps in it or a tape beside it.

Every mistake names file and line: `scenarios/x/scenario.toml:12: calls[0].steps[3].seconds: expected …`.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pizzeria.errors import TapeError
from pizzeria.menu_files.schema import schema_mistakes
from pizzeria.ordering.call_backs import Purpose
from pizzeria.realtime_server.shapes import Json
from pizzeria.replay.written.places import Places
from pizzeria.replay.written.reading import read_steps
from pizzeria.replay.written.steps import CallerSpeaks, ModelCalls, ModelSays, OfModel, Step
from pizzeria.sound import Name

SCHEMA = Path(__file__).parents[1] / "scenario.schema.json"
"""at the address that every scenario gives in its first line"""
FILE = "scenario.toml"
TAPE = "tape.jsonl"
CALLER = "+46701740605"
"""from the range that Sweden keeps for fiction"""
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PlannedCall:
    call_id: str
    number: str | None
    """E.164; None is hidden"""
    after: float
    """seconds after the clock at which it rings"""
    line_noise: bool
    frame_ms: tuple[int, ...]
    called_back: Purpose | None
    """the house makes this call, about the one before it in the file"""
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ModelPlan:
    absent: bool = False
    refuses: str | None = None
    dialect: Literal["ga", "beta"] = "ga"
    sound: Name = "pcm_24000"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Has calls with steps, or a tape."""

    path: Path
    """of scenario.toml"""
    title: str
    clock: datetime
    calls: tuple[PlannedCall, ...]
    tape: Path | None
    model: ModelPlan
    house: Json
    """sold_out, behind_minutes, taking_orders, hours, call: as in the file"""
    earlier: tuple[Json, ...]
    expect: Json
    places: Places

    @property
    def name(self) -> str:
        return self.path.parent.name

    def line(self, key: str) -> int:
        return self.places.line(key)


def find_scenarios(path: Path) -> list[Path]:
    """The scenario.toml files meant by a path: that file, its folder, or a folder of such folders. Raises
    TapeError when there are none.
    """
    found = [path] if path.is_file() else sorted(path.rglob(FILE))
    if not found:
        raise TapeError(f"{path}: expected a folder with {FILE} in it, or with folders that have one")
    return found


def read_scenario(path: Path) -> Scenario:
    """The scenario in this file. Raises TapeError that names up to ten mistakes, each with its line."""
    text = _text(path)
    document = _document(path, text)
    places = Places(text)
    mistakes = schema_mistakes(document, _schema())
    _raise(path, places, mistakes)
    tape = path.parent / TAPE
    scenario = _scenario(path, document, places, tape if tape.is_file() else None)
    _raise(path, places, list(_what_a_schema_cannot_see(scenario)))
    return scenario


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TapeError(f"{path}:1: expected a file of text in UTF-8 that can be read: {error}") from None


def _document(path: Path, text: str) -> Json:
    """Dates and times as text, as a JSON Schema knows them."""
    try:
        document: Json = json.loads(json.dumps(tomllib.loads(text), default=_iso))
        return document
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else text.count("\n") + 1
        raise TapeError(f"{path}:{line}: expected TOML: {error}") from None


def _iso(value: object) -> str:
    assert isinstance(value, date | time)
    return value.isoformat()


@cache
def _schema() -> Json:
    schema: Json = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema


def _scenario(path: Path, document: Json, places: Places, tape: Path | None) -> Scenario:
    calls = enumerate(document.get("calls", ()))
    return Scenario(
        path=path,
        title=document["title"],
        clock=datetime.fromisoformat(document["clock"]),
        calls=tuple(_call(place, table) for place, table in calls),
        tape=tape,
        model=ModelPlan(**document.get("model", {})),
        house=document.get("house", {}),
        earlier=tuple(document.get("earlier", ())),
        expect=document.get("expect", {}),
        places=places,
    )


def _call(place: int, table: Json) -> PlannedCall:
    return PlannedCall(
        call_id=f"call-{place + 1}",
        number=None if "hidden" in table else table.get("number", CALLER),
        after=float(table.get("after", 0)),
        line_noise="line_noise" in table,
        frame_ms=tuple(table.get("frame_ms", (20,))),
        called_back=table.get("called_back"),
        steps=read_steps(table["steps"], f"calls[{place}].steps"),
    )


def _what_a_schema_cannot_see(scenario: Scenario) -> Iterator[str]:
    if bool(scenario.calls) == bool(scenario.tape):
        yield f"calls: expected [[calls]] with steps or a {TAPE} beside the file, and not both"
    if scenario.calls and scenario.calls[0].called_back:
        yield "calls[0].called_back: expected a call before it that it is about"
    several = len(scenario.calls) > 1
    own = {"end_reason", "messages", "tools", "answer_ms", "turns_ms", "frames"} & set(scenario.expect)
    for key in sorted(own) if several else ():
        yield f"expect.{key}: expected it under [[expect.calls]], for there are several calls"
    if "calls" in scenario.expect and len(scenario.expect["calls"]) != max(1, len(scenario.calls)):
        yield f"expect.calls: expected {len(scenario.calls)}, as many as there are [[calls]]"
    if len(scenario.expect.get("earlier", scenario.earlier)) != len(scenario.earlier):
        yield f"expect.earlier: expected {len(scenario.earlier)}, as many as there are [[earlier]]"
    for call in scenario.calls:
        yield from _impossible_steps(call, scenario.model)


def _impossible_steps(call: PlannedCall, model: ModelPlan) -> Iterator[str]:
    said: int | None = None
    known = set[str]()
    for step in call.steps:
        match step.act:
            case ModelSays(_, milliseconds):
                said = milliseconds
            case ModelCalls(tools):
                known |= {tool.alias for tool in tools}
            case CallerSpeaks(interrupts_after=int(after)) if said is None or after >= said:
                yield f"{step.key}.caller_interrupts_after: expected less than the model_says before it takes"
        if isinstance(step.act, OfModel) and (model.absent or model.refuses):
            yield f"{step.key}: expected no step of the model, for [model] says that it does not answer"


def _raise(path: Path, places: Places, mistakes: list[str]) -> None:
    """Each mistake begins with the key it is about."""
    if not mistakes:
        return
    told = [f"{path}:{places.line(sentence.partition(': ')[0])}: {sentence}" for sentence in mistakes]
    more = [f"… and {len(told) - MOST_SHOWN} more"] if len(told) > MOST_SHOWN else []
    raise TapeError("\n".join(told[:MOST_SHOWN] + more))


def plain(value: Any) -> Any:
    """A value of a frozen room as TOML and JSON know it."""
    return json.loads(json.dumps(value, default=_iso))
