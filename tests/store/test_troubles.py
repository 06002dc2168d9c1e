"""What does not get through is found, counted, and told when it begins and when it is over."""

from dataclasses import replace
from datetime import datetime

from pizzeria.ordering.events import Event, OrderPlaced
from pizzeria.outbox.decisions import NotTaken, Outcome, Refusal, Taken
from pizzeria.outbox.letters import Post, Route
from pizzeria.store.store import Store
from pizzeria.store.troubles import Trouble
from tests.clock import StoppedClock
from tests.store.evening import ANNA, draft
from tests.store.letters import hook, receipt

ADDRESS = "https://till:password@till.example.com/in?token=secret"


def letters(event: Event, at: datetime, entry: int) -> Post:
    """A message and a webhook for each order, to a receiver whose address holds secrets."""
    if not isinstance(event, OrderPlaced):
        return Post()
    told = replace(hook(entry, event.name, at), address=ADDRESS)
    return Post((receipt(event.order.number, at, ANNA), told))


async def with_two_orders(database_url: str, clock: StoppedClock) -> Store:
    store = await Store.open(database_url, clock, letters)
    for call in ("c1", "c2"):
        await store.place_order(draft(call))
    return store


async def tried(store: Store, route: Route, outcome: Outcome) -> None:
    for errand in await store.outbox.take(route):
        await store.outbox.settle(errand, outcome)


async def news(store: Store) -> list[tuple[str, str]]:
    told = reversed(await store.journal.newest("post.changed", 20))
    return [(str(entry.data["to"]), str(entry.data["state"])) for entry in told]


async def test_a_receiver_that_is_down_is_told_of_once_and_when_it_is_back(
    database_url: str, clock: StoppedClock
) -> None:
    store = await with_two_orders(database_url, clock)
    route = Route("hook", ADDRESS)
    for seconds in (0, 10, 60):
        clock.forward(seconds)
        await tried(store, route, NotTaken("it answered 500"))
    waits = Trouble("hook queued", "till.example.com", 2, "it answered 500")
    assert [each for each in await store.troubles.now() if "hook" in each.kind] == [waits]
    assert await news(store) == [("till.example.com", "stuck")]
    clock.forward(300)
    await tried(store, route, Taken())
    assert await store.troubles.now() == ()
    assert await news(store) == [("till.example.com", "stuck"), ("till.example.com", "moving")]
    await store.close()


async def test_what_was_given_up_is_shown_for_an_hour(database_url: str, clock: StoppedClock) -> None:
    store = await with_two_orders(database_url, clock)
    await tried(store, Route("sms"), Refusal("no such number"))
    await tried(store, Route("hook"), Refusal("it wants no more (410)"))
    given_up = (
        Trouble("sms failed", "46elks", 2, "no such number"),
        Trouble("hook failed", "till.example.com", 2, "it wants no more (410)"),
    )
    assert await store.troubles.now() == given_up
    clock.forward(3_601)
    assert await store.troubles.now() == ()
    await store.close()
