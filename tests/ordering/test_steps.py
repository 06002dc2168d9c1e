"""The way of an order through the kitchen."""

import pytest

from pizzeria.errors import Refused
from pizzeria.ordering.order import STEPS, Status
from pizzeria.ordering.steps import allowed, diagram, step


@pytest.mark.parametrize("way", [("collected",), ("delivered",)])
def test_an_order_goes_from_placed_to_the_customer(way: tuple[Status]) -> None:
    status: Status = "placed"
    for to in ("baking", "ready", *way):
        status = step(status, to)
    assert status == way[0]


@pytest.mark.parametrize(
    ("status", "back"),
    [("baking", "placed"), ("ready", "baking"), ("collected", "ready"), ("delivered", "ready")],
)
def test_a_wrong_tap_is_undone_by_one_step_back(status: Status, back: Status) -> None:
    assert step(status, back) == back


@pytest.mark.parametrize(
    ("status", "to"),
    [
        ("placed", "ready"),
        ("placed", "placed"),
        ("ready", "placed"),
        ("ready", "cancelled"),
        ("cancelled", "placed"),
        ("collected", "delivered"),
    ],
)
def test_a_step_that_is_not_in_the_table_is_refused(status: Status, to: Status) -> None:
    with pytest.raises(Refused) as no:
        step(status, to)
    assert (no.value.code, no.value.details["allowed"]) == ("not_allowed", list(allowed(status)))


def test_forward_is_named_first() -> None:
    assert allowed("baking") == ("ready", "placed", "cancelled")


def test_the_diagram_shows_every_step_and_no_other() -> None:
    lines = diagram().splitlines()
    steps = [line.split(" : ")[0].strip() for line in lines if "[*]" not in line][1:]
    assert lines[0] == "stateDiagram-v2"
    assert steps == [f"{status} --> {to}" for status, nexts in STEPS.items() for to in nexts]
    assert "    ready --> baking : wrong tap" in lines
    assert "    [*] --> placed" in lines
    assert "    cancelled --> [*]" in lines
