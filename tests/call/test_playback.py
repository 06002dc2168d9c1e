"""How much of the agent's words the caller has heard, held against a simulated ear."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pizzeria.call.playback import Heard, Playback
from tests.call.ear import Line

PIECES = st.tuples(st.just("send"), st.integers(0, 4), st.integers(20, 600))
WAITS = st.tuples(st.just("wait"), st.just(0), st.integers(0, 1500))
SYNCS = st.tuples(st.just("sync"), st.just(0), st.just(0))
TALK = st.lists(st.one_of(PIECES, PIECES, WAITS, SYNCS), min_size=1, max_size=40)


def play(line: Line, talk: list[tuple[str, int, int]]) -> None:
    newest = 0
    for what, step, amount in talk:
        match what:
            case "send":
                newest += step // 3
                line.send(f"item {newest}", amount)
            case "wait":
                line.wait(amount / 1000)
            case _:
                line.sync()


@given(TALK, st.sampled_from([0.0, 0.02, 0.15]))
@settings(max_examples=300, deadline=None)
def test_what_was_heard_is_what_the_ear_heard_and_never_more_than_was_received(
    talk: list[tuple[str, int, int]], delay: float
) -> None:
    line = Line(delay)
    line.sync()  # nothing is queued: the answer tells the round trip
    line.wait(1.0)
    play(line, talk)
    heard = line.playback.cut(line.at)
    truth = line.ear.interrupt(line.at)
    for cut in heard:
        assert 0 <= cut.ms <= line.received[cut.item]
        assert abs(cut.ms - truth[cut.item]) <= 2
    finished = set(line.received) - {cut.item for cut in heard}
    for item in finished & set(truth):
        assert line.received[item] - truth[item] <= 2


@given(TALK, TALK)
@settings(max_examples=150, deadline=None)
def test_a_cut_buffer_does_not_confuse_what_comes_after_it(
    before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    line = Line(0.0)
    play(line, before)
    line.playback.cut(line.at)
    line.ear.interrupt(line.at)  # this phone never answers the syncs of what it threw away
    line.received.clear()
    line.send("first after", 100)
    play(line, [(what, step + 3 if what == "send" else 0, amount) for what, step, amount in after])
    truth_at = line.at
    heard = line.playback.cut(truth_at)
    truth = line.ear.interrupt(truth_at)
    for cut in heard:
        assert 0 <= cut.ms <= line.received[cut.item]
        assert cut.ms <= truth[cut.item] + 2


def test_an_item_not_yet_begun_was_heard_for_no_time() -> None:
    playback = Playback()
    playback.sent("first", 1000, at=0.0)
    playback.sent("second", 500, at=0.0)
    assert playback.cut(at=0.25) == [Heard("first", 250), Heard("second", 0)]


def test_what_was_played_to_its_end_is_not_cut() -> None:
    playback = Playback()
    playback.sent("greeting", 1000, at=0.0)
    assert playback.cut(at=1.5) == []


def test_a_sync_tells_that_the_phone_is_behind() -> None:
    late = Playback()
    late.sent("order", 1000, at=0.0)
    late.marked(at=0.0)
    late.sent("order", 2000, at=0.0)
    late.synced(at=1.4)
    assert late.unplayed_ms(at=1.4) == 2000


def test_a_pause_between_two_sentences_is_not_taken_for_lateness() -> None:
    playback = Playback()
    playback.marked(at=0.0)
    playback.synced(at=0.04)  # the round trip
    playback.sent("first", 194, at=1.0)
    playback.marked(at=1.0)
    playback.sent("second", 400, at=1.233)
    playback.synced(at=1.234)
    assert playback.cut(at=1.333) == [Heard("second", 100)]


def test_the_answer_to_a_thrown_away_sync_is_not_taken_for_the_next_one() -> None:
    playback = Playback()
    playback.sent("order", 3000, at=0.0)
    playback.marked(at=0.0)
    playback.cut(at=0.5)
    playback.sent("goodbye", 2000, at=0.6)
    playback.marked(at=0.6)
    assert not playback.synced(at=0.65), "it cannot have been played yet"
    assert playback.synced(at=2.6)
