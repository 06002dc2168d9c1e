"""Who is taken and who is not, as a list of beats and of calls on the line."""

from pizzeria.admission import BAD, CALM, GOOD, LATE, OF, Admission


def felt(admission: Admission, *lags: float) -> Admission:
    for lag in lags:
        admission.felt(lag)
    return admission


def test_as_many_are_taken_as_the_house_has_lines() -> None:
    admission = Admission(most=2)
    assert [admission.refuses(calls) for calls in (0, 1, 2, 3)] == [None, None, "full", "full"]


def test_one_long_step_turns_nobody_away_but_a_loop_that_is_late_again_and_again_does() -> None:
    assert felt(Admission(9), 3.0, *[0.0] * OF).refuses(5) is None
    assert felt(Admission(9), *[LATE] * (BAD - 1)).refuses(5) is None
    assert felt(Admission(9), *[LATE, 0.0] * BAD).refuses(5) == "slow"


def test_it_opens_again_only_after_it_was_calm_for_a_while_and_does_not_flutter() -> None:
    admission = felt(Admission(9), *[LATE] * BAD)
    felt(admission, *[CALM] * (3 * GOOD))
    assert admission.refuses(5) == "slow", "half good is not good"
    felt(admission, *[0.0] * (GOOD - 1), LATE, *[0.0] * (GOOD - 1))
    assert admission.refuses(5) == "slow"
    assert felt(admission, 0.0).refuses(5) is None


def test_where_nobody_is_on_the_line_a_slow_machine_takes_a_call_all_the_same() -> None:
    admission = felt(Admission(9), *[LATE] * BAD)
    assert [admission.refuses(calls) for calls in (0, 1)] == [None, "slow"]
