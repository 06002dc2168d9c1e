"""What was sold today, counted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from pizzeria.ordering.all_day import AllDay, Portion, Sold, count, day_began

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ITEMS = st.sampled_from(["margherita", "hawaii", "cola"])
PORTIONS = st.lists(
    st.builds(Portion, ITEMS, st.none() | ITEMS, st.sampled_from(["", "gluten_free"]), st.integers(1, 20))
)


def test_nothing_sold_is_nothing_to_count() -> None:
    assert count([]) == AllDay()


def test_a_shared_pizza_is_a_half_of_each() -> None:
    assert count([Portion("vesuvio", "hawaii", "", 2), Portion("vesuvio", None, "", 1)]).items == (
        Sold("vesuvio", 1, 2),
        Sold("hawaii", 0, 2),
    )


@given(PORTIONS)
def test_every_piece_is_counted_once_and_the_most_sold_comes_first(portions: list[Portion]) -> None:
    day = count(portions)
    pieces = [2 * sold.whole + sold.halves for sold in day.items]
    assert sum(pieces) == 2 * sum(portion.quantity for portion in portions)
    assert pieces == sorted(pieces, reverse=True)
    assert len({sold.id for sold in day.items}) == len(day.items)
    assert sum(sold.whole for sold in day.bases) == sum(p.quantity for p in portions if p.base)


def test_a_day_begins_at_the_houses_own_midnight() -> None:
    late = datetime(2026, 3, 6, 22, 59, tzinfo=UTC)
    assert day_began(late, STOCKHOLM).astimezone(UTC) == datetime(2026, 3, 5, 23, 0, tzinfo=UTC)
    past_midnight = datetime(2026, 3, 6, 23, 0, tzinfo=UTC)
    assert day_began(past_midnight, STOCKHOLM).astimezone(UTC) == past_midnight


def test_the_day_the_clocks_go_forward_begins_at_midnight_too() -> None:
    noon = datetime(2026, 3, 29, 10, 0, tzinfo=UTC)
    assert day_began(noon, STOCKHOLM).astimezone(UTC) == datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
