"""The stage: the house that is really opened, with a clock, a kitchen and a past as the scenario has them."""

from pathlib import Path

import pytest

from pizzeria.replay.playing import Played, Way, play_file
from tests.house import MENU
from tests.replay.acts import GREETING, HANGS_UP, differences, play_text, steps, write

ADDS_VESUVIO = '{ model_calls = "add_item", with = { item = "vesuvio", size = "normal" }, answer = '
ASKS = '{ caller_says = "A Vesuvio, please." },'


def test_the_clock_stands_where_the_scenario_puts_it_and_runs_with_the_call(tmp_path: Path) -> None:
    played = play_text(
        tmp_path,
        steps(
            GREETING,
            ASKS,
            ADDS_VESUVIO + "{ ok = true } },",
            '{ model_calls = "choose_pickup" },',
            '{ model_calls = "review_order", as = "review" },',
            '{ model_says = "One Vesuvio, right?" },',
            '{ caller_says = "Yes" },',
            '{ model_calls = "place_order", with = { name = "Kim", revision = "$review.revision" } },',
            HANGS_UP,
        )
        + '[expect]\norders = [{ placed_at = "2026-10-06T16:00:08.560Z" }]\n',
    )
    # 0.5 s until the greeting and 2 s of it; 0.3 s of a pause, 1.5 s of words (of which the last 20 ms are
    # too soft to count) and 0.5 s until they are over; then 1.5 s of read-back, and the same of the caller
    # once more. Nothing but sound takes any time.
    assert differences(played) == []


def test_played_twice_everything_that_is_measured_is_the_same(tmp_path: Path) -> None:
    text = steps(GREETING, ASKS, '{ model_says = "Gladly, and then?" },', HANGS_UP)
    first, second = (play_text(tmp_path, text).facts for _ in range(2))
    assert first and second
    assert first == second
    assert first.document["calls"][0]["answer_ms"] == 500


def test_hours_of_the_scenario_are_the_houses_hours(tmp_path: Path) -> None:
    closed = "[house]\nhours = { tuesday = [] }\n"
    played = play_text(
        tmp_path,
        closed
        + steps(
            GREETING,
            ASKS,
            '{ model_calls = "review_order", answer = { ok = false, code = "empty_cart" } },',
            ADDS_VESUVIO + "{ ok = true } },",
            '{ model_calls = "review_order", answer = { ok = false, code = "closed" } },',
            HANGS_UP,
        ),
    )
    assert differences(played) == []


def test_what_has_sold_out_is_refused(tmp_path: Path) -> None:
    sold_out = '[house]\nsold_out = { items = ["vesuvio"] }\n'
    answer = '{ ok = false, code = "sold_out" } },'
    played = play_text(tmp_path, sold_out + steps(GREETING, ASKS, ADDS_VESUVIO + answer, HANGS_UP))
    assert differences(played) == []


def test_earlier_orders_are_the_callers_own_and_priced_by_the_house(tmp_path: Path) -> None:
    earlier = (
        '[[earlier]]\nminutes_ago = 30\nstatus = "ready"\n'
        'lines = [{ item = "vesuvio", size = "normal", toppings = [{ topping = "mushrooms" }] }]\n'
    )
    played = play_text(
        tmp_path,
        earlier
        + steps(
            GREETING,
            '{ caller_says = "Where is it?" },',
            '{ model_calls = "order_status", answer = { orders = [{ number = 1, total = 12200 }] } },',
            HANGS_UP,
        )
        + '[expect]\nearlier = [{ status = "ready", placed_at = "2026-10-06T15:30:00.000Z" }]\norders = []\n',
    )
    assert differences(played) == []


@pytest.mark.parametrize(
    ("house", "line", "said"),
    [
        ('[house]\nsold_out = { items = ["vesuvius"] }\n', 4, "unknown_item"),
        ('[[earlier]]\nminutes_ago = 1\nlines = [{ item = "pasta" }]\n', 3, "unknown_item"),
        ('[[earlier]]\nminutes_ago = 1\nlines = [{ item = "vesuvio" }]\n', 3, "size_needed"),
        ('[house]\nhours = { tuesday = ["late"] }\n', 1, "hours.tuesday"),
    ],
)
def test_a_house_that_cannot_be_is_told_with_its_line(
    tmp_path: Path, house: str, line: int, said: str
) -> None:
    played = play_text(tmp_path, house + steps(GREETING, HANGS_UP))
    [wrong] = played.verdict.differences
    assert wrong.line == line
    assert said in wrong.said


def test_a_folder_without_a_menu_is_told_as_such(tmp_path: Path) -> None:
    played = play_file(write(tmp_path, steps(GREETING, HANGS_UP)), Way(tmp_path / "nowhere"))
    assert isinstance(played, Played)
    [wrong] = played.verdict.differences
    assert "expected the menu folder" in wrong.said


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    before = sorted(path.name for path in MENU.iterdir())
    play_text(tmp_path, "[house]\ncall = { nudges = 0 }\n" + steps(GREETING, HANGS_UP))
    assert sorted(path.name for path in MENU.iterdir()) == before
    assert sorted(path.name for path in (tmp_path / "a_call").iterdir()) == ["scenario.toml"]
