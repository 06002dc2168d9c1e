"""One scenario with one fault at one moment; and what must be true afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pizzeria.call.transcript import INAUDIBLE
from pizzeria.replay.playing import Played, Way, play_file
from pizzeria.replay.stage.larder import Larder
from pizzeria.replay.stage.memory import NOT_HEARD
from pizzeria.replay.written.scenario import Scenario, find_scenarios, read_scenario
from tests.chaos.story import Story
from tests.chaos.wires import Fault, Wires
from tests.house import MENU

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LARDER = Larder()
ENDS_THE_CALL: tuple[Fault, ...] = ("phone reset",)
ENDED_BY_THE_HOUSE = ("too_long", "shutdown", "transferred")
"""a call that is over anyway is not prolonged for a model's last words: a recording says them"""
LEFT_OUT = (
    "closes_in_mid_call",  # a matter of seconds
    # How often these models have been lost already decides how the call ends.
    "the_model_falls_silent",
    "the_model_gives_up",
    "the_model_is_away_for_a_moment",
    "the_model_runs_out_of_money",
)
NEED_A_YES = ("place_order", "confirm_address")
NOTHING_HAPPENS: tuple[Fault, ...] = ("garbage",)
_OF_TIME = ("placed_at", "ready_at", "moved_at", "messages", "call_id")
"""what differs in an order that is placed a few seconds later"""


@dataclass(frozen=True, slots=True)
class Plain:
    """A scenario without a fault."""

    path: Path
    events: int
    orders: Sequence[Mapping[str, Any]]
    said: Sequence[str]
    """by the caller, as it was understood"""


@dataclass(frozen=True, slots=True)
class Run:
    scenario: str
    fault: Fault
    at_event: int
    struck: bool
    """the call lasted until then"""
    to_sound: float | None
    """seconds; both measured where there is one call"""
    to_talk: float | None
    heard: str
    orders_right: bool
    unheard: bool
    """nothing was placed, for what was to be agreed to was not heard to its end: it is read back again"""
    lost: tuple[str, ...]
    """words of the caller that nobody knows of: they are not in the log, and no other model was given them"""
    wrong: tuple[str, ...]

    @property
    def well(self) -> bool:
        return self.unheard or (self.orders_right and not self.lost and not self.wrong)


def candidates() -> list[Path]:
    """Written calls to a model that is there."""
    found = [path for path in find_scenarios(SCENARIOS) if path.parent.name not in LEFT_OUT]
    return [path for path in found if _is_candidate(read_scenario(path))]


def _is_candidate(scenario: Scenario) -> bool:
    plan = scenario.model
    return bool(scenario.calls) and not plan.absent and plan.refuses is None


def plain(path: Path) -> Plain:
    played, story = _play(path, "garbage", at_event=0)
    assert played.facts and not played.performed, path
    return Plain(path, story.events, _orders(played), _said(played))


def run(of: Plain, fault: Fault, at_event: int) -> Run:
    played, story = _play(of.path, fault, at_event)
    orders, said = _orders(played), _said(played)
    alone = len(played.scenario.calls) == 1
    lost: list[str] = []
    wrong: list[str] = []
    if fault in ENDS_THE_CALL:
        right = _so_far(orders, of.orders)
        if story.struck_at is not None and _ended(played) not in ("dropped", "error"):
            wrong = [f"the call ended as {_ended(played)}"]
    else:
        right = orders == of.orders
        if _ended(played) not in ENDED_BY_THE_HOUSE:
            lost = [words for words in of.said if said.count(words) < of.said.count(words)]
            lost = lost[len(story.recalled) :]
            wrong = [difference.said for difference in played.performed]
    return Run(
        of.path.parent.name,
        fault,
        at_event,
        story.struck_at is not None,
        story.to_sound if alone else None,
        story.to_talk if alone and fault not in NOTHING_HAPPENS else None,
        _heard(played, story, fault),
        right,
        not right and fault not in ENDS_THE_CALL and orders == of.orders[: len(orders)] and _refused(played),
        tuple(lost),
        tuple(wrong),
    )


def _play(path: Path, fault: Fault, at_event: int) -> tuple[Played, Story]:
    story = Story(at_event)
    wires = Wires(fault, story)
    way = Way(MENU, phone_detour=wires.phone_detour, model_detour=wires.model_detour, larder=LARDER)
    played = play_file(path, way)
    assert isinstance(played, Played), played
    return played, story


def _orders(played: Played) -> list[dict[str, Any]]:
    """All there are, also those of before the call: some are changed in it."""
    facts = played.facts.document if played.facts else {}
    orders = [*facts.get("earlier", ()), *facts.get("orders", ())]
    return [{key: value for key, value in order.items() if key not in _OF_TIME} for order in orders]


def _refused(played: Played) -> bool:
    """The last yes was to what had not been heard out."""
    calls = played.facts.document["calls"] if played.facts else []
    agreed = [used for call in calls for used in call["tools"] if used["tool"] in NEED_A_YES]
    return bool(agreed) and agreed[-1].get("code") == NOT_HEARD


def _so_far(orders: list[dict[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """The first of those that are wanted, whatever became of them by then."""
    made = [[each["number"], each["lines"]] for each in orders]
    return made == [[each["number"], each["lines"]] for each in wanted[: len(orders)]]


def _said(played: Played) -> list[str]:
    said = [each["content"] for each in _messages(played) if each["role"] == "user"]
    return [words for words in said if words != INAUDIBLE]


def _messages(played: Played) -> list[Any]:
    calls = played.facts.document["calls"] if played.facts else []
    return [message for call in calls for message in call["messages"]]


def _ended(played: Played) -> str:
    calls = played.facts.document["calls"] if played.facts else []
    return str(calls[0].get("end_reason")) if calls else ""


def _heard(played: Played, story: Story, fault: Fault) -> str:
    recorded = sum(each["content"].startswith("(recording: ") for each in _messages(played))
    if fault in ENDS_THE_CALL:
        return "nothing more"
    if fault in NOTHING_HAPPENS:
        return "the talk, undisturbed" if not recorded else "a moment"
    if _ended(played) in ("model_lost", "model_unreachable"):
        return "handed to staff"
    if recorded:
        return "a moment, then the agent"
    return "the agent at once" if story.talk_at is not None else "the call was over"
