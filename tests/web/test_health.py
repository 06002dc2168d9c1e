"""Alive, ready, and in numbers."""

from quart import Quart

from pizzeria.store.store import Store
from tests.web.evening import House, hangs_up, ordered


async def test_a_house_that_answers_is_alive_and_ready(app: Quart) -> None:
    client = app.test_client()
    assert (await client.get("/healthz")).status_code == 200
    ready = await client.get("/readyz")
    assert ready.status_code == 200
    assert await ready.get_json() == {"ready": True, "reasons": []}


async def test_a_house_that_is_closing_takes_no_new_calls_but_lives(app: Quart, house: House) -> None:
    house.switchboard.draining = True
    ready = await app.test_client().get("/readyz")
    assert ready.status_code == 503
    assert (await ready.get_json())["reasons"] == ["draining"]
    assert (await app.test_client().get("/healthz")).status_code == 200


async def test_a_house_without_its_database_is_not_ready(app: Quart, store: Store) -> None:
    await store.close()
    ready = await app.test_client().get("/readyz")
    assert ready.status_code == 503
    assert (await ready.get_json())["reasons"] == ["database"]


async def test_the_numbers_count_what_happened_since_the_start(
    app: Quart, house: House, store: Store
) -> None:
    await ordered(store, "before")
    house.switchboard.active = 3
    async with app.test_app() as running:
        await ordered(store)
        await hangs_up(store)
        lines = await numbers(running.test_client)
        again = await numbers(running.test_client)
    for found in (lines, again):
        assert found["pizzeria_calls_active"] == 3
        assert found['pizzeria_calls_total{end_reason="goodbye"}'] == 1
        assert found["pizzeria_orders_placed_total"] == 1
        assert found["pizzeria_answer_seconds_sum"] == 0.43
        assert found["pizzeria_turn_seconds_count"] == 3
        assert found["pizzeria_event_loop_lag_seconds"] >= 0


async def numbers(client_of: object) -> dict[str, float]:
    assert callable(client_of)
    answer = await client_of().get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    text: str = await answer.get_data(as_text=True)
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


async def test_two_houses_in_one_process_do_not_add_up(app: Quart, locked_app: Quart, store: Store) -> None:
    await ordered(store)
    assert (await numbers(app.test_client))["pizzeria_orders_placed_total"] == 1
    assert (await numbers(app.test_client))["pizzeria_orders_placed_total"] == 1
