"""Scenarios are worth something only if they fail: the house is bent in one place, and exactly those that
depend on it fail, with words that say what differs.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pizzeria.replay.playing import Way
from tests.house import MENU
from tests.replay.acts import GREETING, HANGS_UP, differences, play_text, steps
from tests.replay.bent_line import Bend, model_line, phone_line

ASKS = '{ caller_says = "That one, please." },'


def an_order(item: str, total: int) -> str:
    return (
        steps(
            GREETING,
            ASKS,
            f'{{ model_calls = "add_item", with = {{ item = "{item}", size = "normal" }} }},',
            '{ model_calls = "choose_pickup" },',
            '{ model_calls = "review_order" },',
            '{ model_says = "Is that right?" },',
            '{ caller_says = "Yes." },',
            '{ model_calls = "place_order", with = { name = "Kim", revision = "$review_order.revision" } },',
            '{ model_says = "Thank you!" },',
            HANGS_UP,
        )
        + f'[expect]\norders = [{{ total = {total}, lines = [{{ item = "{item}" }}] }}]\n'
    )


SCENARIOS = {
    "a vesuvio": an_order("vesuvio", 11_200) + "frames = { heard_ms = 5000 }\n",
    "a hawaii": an_order("hawaii", 11_500),
    "breaking in": steps(
        '{ model_says = "Hello, and this is everything we have today …", seconds = 6 },',
        '{ caller_interrupts_after = 1.2, saying = "A Vesuvio!" },',
        '{ model_says = "Sure." },',
        HANGS_UP,
    )
    + "[expect]\nframes = { interrupts = 1, truncations = [{ ms = 1240 }] }\n",
    "a hang-up": steps(GREETING, "{ caller_hangs_up = true, after = 0.5 },")
    + '[expect]\nend_reason = "hangup"\nmessages = [{ heard_ms = 500 }]\n',
}


def fallen(folder: Path, way: Way) -> dict[str, list[str]]:
    """The differences of those that do not hold."""
    played = {name: differences(play_text(folder, text, way)) for name, text in SCENARIOS.items()}
    return {name: wrong for name, wrong in played.items() if wrong}


def lose(kind: str, number: int = 1) -> Bend:
    """The frame of this kind and number never arrives."""
    return _bend(kind, number, None)


def delay(kind: str, number: int, seconds: float) -> Bend:
    return _bend(kind, number, seconds)


def _bend(kind: str, number: int, seconds: float | None) -> Bend:
    seen = 0

    def bend(frame: str) -> float | None:
        nonlocal seen
        if f'"{kind}"' not in frame[:200]:
            return 0
        seen += 1
        return seconds if seen == number else 0

    return bend


def each_call(make: Callable[[], Bend]) -> Bend:
    """Counts anew for every call: a call begins with what the house says first on that wire."""
    bend = make()

    def counted(frame: str) -> float | None:
        nonlocal bend
        if '"listening"' in frame or '"session.update"' in frame[:100]:
            bend = make()
        return bend(frame)

    return counted


STRAIGHT = Way(MENU)


def test_as_the_house_is_all_of_them_hold(tmp_path: Path) -> None:
    assert fallen(tmp_path, STRAIGHT) == {}


def test_a_line_that_leads_through_a_third_place_changes_nothing(tmp_path: Path) -> None:
    way = replace(STRAIGHT, phone_detour=phone_line(lambda _: 0), model_detour=model_line(lambda _: 0))
    assert fallen(tmp_path, way) == {}


def test_one_changed_price_is_seen_by_who_ordered_that(tmp_path: Path) -> None:
    folder = shutil.copytree(MENU, tmp_path / "menu")
    menu = (folder / "menu.toml").read_text(encoding="utf-8")
    vesuvio = menu.index('id = "vesuvio"')
    dearer = menu[vesuvio:].replace("normal = 11200", "normal = 11300", 1)
    (folder / "menu.toml").write_text(menu[:vesuvio] + dearer, encoding="utf-8")
    assert fallen(tmp_path, replace(STRAIGHT, menu_dir=folder)) == {
        "a vesuvio": ["17: expect.orders[0].total: expected 11200, got 11300"]
    }


def test_a_swallowed_interrupt_is_seen_by_who_broke_in(tmp_path: Path) -> None:
    way = replace(STRAIGHT, phone_detour=phone_line(each_call(lambda: lose("interrupt"))))
    wrong = fallen(tmp_path, way)
    assert list(wrong) == ["breaking in"]
    assert "11: expect.frames.interrupts: expected 1, got 0" in wrong["breaking in"]


def test_a_swallowed_piece_of_sound_is_seen_by_who_measures_what_is_heard(tmp_path: Path) -> None:
    way = replace(STRAIGHT, phone_detour=phone_line(each_call(lambda: lose("audio", 3))))
    wrong = fallen(tmp_path, way)
    assert wrong["a vesuvio"] == ["18: expect.frames.heard_ms: expected 5000, got 4800"]
    assert list(wrong) == ["a vesuvio", "breaking in"], "the second measures what of it was heard"
    assert wrong["breaking in"][0].startswith("11: expect.frames.truncations[0].ms: expected 1240, got")


def test_a_swallowed_truncation_is_seen_by_who_broke_in(tmp_path: Path) -> None:
    way = replace(STRAIGHT, model_detour=model_line(each_call(lambda: lose("conversation.item.truncate"))))
    assert fallen(tmp_path, way) == {
        "breaking in": ["11: expect.frames.truncations: expected 1 of them, got 0"]
    }


def test_a_swallowed_answer_of_a_tool_is_made_good_and_seen_by_who_measures_what_is_heard(
    tmp_path: Path,
) -> None:
    way = replace(STRAIGHT, model_detour=model_line(each_call(lambda: lose("function_call_output"))))
    wrong = fallen(tmp_path, way)
    assert list(wrong) == ["a vesuvio"], "another model goes on with the order, after a word of patience"
    assert wrong["a vesuvio"][0].startswith("18: expect.frames.heard_ms: expected 5000, got")


def test_a_late_declaration_is_seen_by_who_broke_in_and_lost_the_first_words_of_the_answer(
    tmp_path: Path,
) -> None:
    way = replace(STRAIGHT, phone_detour=phone_line(each_call(lambda: delay("sending", 2, 0.1))))
    wrong = fallen(tmp_path, way)
    assert list(wrong) == ["breaking in"]
    assert any("expect.frames.muted: expected 0, got" in said for said in wrong["breaking in"])


def test_a_late_first_declaration_is_seen_by_everybody(tmp_path: Path) -> None:
    way = replace(STRAIGHT, phone_detour=phone_line(each_call(lambda: delay("sending", 1, 0.1))))
    assert list(fallen(tmp_path, way)) == list(SCENARIOS)
