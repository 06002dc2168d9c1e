"""A small part of `make chaos`: whatever is struck, the orders are right and no word is lost."""

import pytest

from tests.chaos.runs import SCENARIOS, Plain, plain, run
from tests.chaos.wires import FAULTS, Fault


@pytest.fixture(scope="module")
def an_order() -> Plain:
    return plain(SCENARIOS / "plain_order" / "scenario.toml")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_call_that_is_struck_ends_as_if_it_had_not_been(an_order: Plain, fault: Fault) -> None:
    place = FAULTS.index(fault) + 1
    for at_event in (place * an_order.events // 9, place * an_order.events // 9 + 17):
        struck = run(an_order, fault, at_event)
        assert struck.struck
        assert struck.well, struck
        assert fault == "silence" or (struck.to_sound or 0) < 1, "the caller hears something within a second"


@pytest.mark.parametrize("part", range(6))
def test_the_model_is_lost_at_any_event_around_the_order_and_it_is_placed_once(
    an_order: Plain, part: int
) -> None:
    for at_event in range(an_order.events - 90 + part, an_order.events - 20, 18):
        struck = run(an_order, "reset", at_event)
        assert struck.well, struck
        assert struck.orders_right, struck


def test_a_yes_to_what_was_not_heard_out_is_asked_for_again_and_then_it_is_placed(an_order: Plain) -> None:
    struck = run(an_order, "silence", an_order.events - 94)
    assert struck.well, struck
    assert struck.orders_right, struck
