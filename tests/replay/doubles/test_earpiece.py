"""What is heard when: a queue played at the line's pace, on a clock in the test's hand."""

import pytest

from pizzeria.replay.doubles.earpiece import Earpiece

SIZE = 9_600


def playing(*frames: tuple[float, float], speed: float = 1.0) -> Earpiece:
    """Frames as (arrival in seconds, milliseconds)."""
    earpiece = Earpiece(speed)
    for at, milliseconds in frames:
        earpiece.play(milliseconds, SIZE, at)
    return earpiece


def test_sound_sent_at_once_is_heard_at_the_lines_pace() -> None:
    earpiece = playing((0, 200), (0, 200), (0, 200))
    assert earpiece.heard_ms(0.3) == pytest.approx(300)
    assert earpiece.heard_ms(5) == pytest.approx(600)
    assert earpiece.drained_at == pytest.approx(0.6)


def test_a_gap_between_frames_is_not_heard() -> None:
    earpiece = playing((0, 200), (1, 200))
    assert earpiece.heard_ms(0.9) == pytest.approx(200)
    assert earpiece.heard_ms(1.1) == pytest.approx(300)


def test_a_line_twice_as_fast_plays_twice_as_much() -> None:
    assert playing((0, 1000), speed=2).heard_ms(0.25) == pytest.approx(500)


def test_a_line_without_time_has_played_everything_at_once() -> None:
    assert playing((0, 1000), (0, 1000), speed=float("inf")).heard_ms(0) == pytest.approx(2000)


def test_an_interrupt_stops_in_the_middle_of_a_frame() -> None:
    earpiece = playing((0, 200), (0, 200), (0, 200))
    cut = earpiece.cut(0.25)
    assert cut.heard_ms == pytest.approx(250)
    assert cut.dropped_ms == pytest.approx(350)
    assert [played.milliseconds for played in earpiece.ledger] == [200, pytest.approx(50)]
    assert earpiece.drained_at == 0.25
    assert earpiece.queued_bytes(0.25) == 0


def test_what_comes_after_an_interrupt_adds_to_what_was_heard() -> None:
    earpiece = playing((0, 1000))
    earpiece.cut(0.4)
    earpiece.play(200, SIZE, 1)
    assert earpiece.heard_ms(9) == pytest.approx(600)


def test_an_interrupt_with_nothing_queued_drops_nothing() -> None:
    earpiece = playing((0, 200))
    cut = earpiece.cut(1)
    assert cut.heard_ms == pytest.approx(200)
    assert cut.dropped_ms == pytest.approx(0)
    assert earpiece.drained_at == pytest.approx(0.2)


def test_the_moment_of_having_heard_enough_is_known_beforehand() -> None:
    earpiece = playing((0, 200), (0, 200))
    assert earpiece.when_heard(300) == pytest.approx(0.3)
    assert earpiece.when_heard(401) is None
    assert earpiece.heard_ms(0.25) > 0
    assert earpiece.when_heard(300) == pytest.approx(0.3)


def test_only_what_is_not_played_is_queued() -> None:
    earpiece = playing((0, 200), (0, 200))
    assert earpiece.queued_bytes(0.1) == 2 * SIZE
    assert earpiece.queued_bytes(0.3) == SIZE


def test_what_was_queued_before_the_caller_spoke_or_broke_in_is_no_answer() -> None:
    earpiece = playing((0, 200), (0, 200))
    assert not earpiece.spoke_since(0.3)
    earpiece.play(200, SIZE, 0.35)
    assert earpiece.spoke_since(0.3)
    earpiece.cut(0.5)
    assert not earpiece.spoke_since(0.3)
    earpiece.play(200, SIZE, 0.6)
    assert earpiece.spoke_since(0.3)
