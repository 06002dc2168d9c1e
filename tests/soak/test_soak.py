"""A small part of `make soak`: a few calls at eight times life's pace, and nothing of them is left."""

from tests.soak.run import Plan, soak


async def test_after_calls_that_end_in_every_way_the_house_is_as_it_was() -> None:
    plan = Plan(calls=2, seconds=2, quiet=0, every=1, speed=8, visitors=1)
    report = await soak(plan, lambda sample: None)
    assert report.wrong == []
    assert report.ledger.confirmed, "and some of them have ordered"
    assert report.made >= plan.calls
