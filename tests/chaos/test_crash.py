"""A small part of `make chaos`: a house whose plug is pulled loses nothing and places nothing twice."""

import pytest

from tests.chaos.crash import crash


@pytest.mark.parametrize(("kind", "when"), [("sqlite", "before order"), ("postgres", "after order")])
async def test_killed_while_it_places_the_order(request: pytest.FixtureRequest, kind: str, when: str) -> None:
    after = when == "after order"
    struck = await crash(request.getfixturevalue(f"{kind}_url"), when)
    assert struck.died
    assert struck.wrong == ()
    assert (struck.promised, struck.offered, struck.orders) == (False, not after, 1)
