"""The desk itself: one tool at a time, and a fault of the house costs one sentence, not the call."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from structlog.testing import capture_logs

from tests.agent.guests import Guest, Room


async def test_two_tools_in_one_breath_do_not_cross_on_one_cart(anna: Guest) -> None:
    arguments = json.dumps({"item": "pizza_salad"})
    await asyncio.gather(*(anna.desk.run("add_item", arguments, (True,)) for _ in range(10)))
    assert [line.id for line in anna.desk.cart.lines] == list(range(1, 11))
    assert anna.desk.cart.revision == 10


async def test_two_calls_have_carts_of_their_own(room: Room) -> None:
    one, other = await room.answers(), await room.answers()
    await one.orders()
    assert other.desk.cart.lines == ()


async def test_a_broken_database_is_one_apology_and_the_cart_stands(anna: Guest, tmp_path: Path) -> None:
    await anna.orders()
    await anna.uses("choose_pickup")
    revision = (await anna.uses("review_order"))["revision"]
    anna.speaks()
    _refuse_inserts(tmp_path / "pizzeria.db", "orders")
    with capture_logs() as logs:
        told = await anna.is_refused("place_order", name="Anna Hemlig", revision=revision)
    assert (told["code"], told["say"]) == ("trouble", "One moment, our system is slow right now.")
    assert len(anna.desk.cart.lines) == 1
    (line,) = logs
    assert (line["call_id"], line["tool"], line["log_level"]) == (anna.desk.call_id, "place_order", "error")
    assert "Hemlig" not in str(logs)


async def test_a_cart_that_could_not_be_written_down_is_as_it_was(anna: Guest, tmp_path: Path) -> None:
    await anna.orders()
    before = anna.desk.cart
    _refuse_inserts(tmp_path / "pizzeria.db", "journal")
    assert (await anna.is_refused("add_item", item="pizza_salad"))["code"] == "trouble"
    assert anna.desk.cart == before


async def test_an_order_whose_answer_was_lost_is_placed_once_and_empties_the_cart(
    anna: Guest, room: Room, tmp_path: Path
) -> None:
    await anna.orders()
    await anna.uses("choose_pickup")
    revision = (await anna.uses("review_order"))["revision"]
    anna.speaks()
    _refuse_inserts(tmp_path / "pizzeria.db", "journal", "WHEN NEW.name = 'cart.changed'")
    assert (await anna.is_refused("place_order", name="Anna", revision=revision))["code"] == "trouble"
    _allow_inserts(tmp_path / "pizzeria.db")
    await anna.uses("place_order", name="Anna", revision=revision)
    assert len(await room.store.orders()) == 1
    assert anna.desk.cart.lines == ()


async def test_a_database_that_stands_still_is_not_waited_for(anna: Guest) -> None:
    anna.desk.patience = 0
    assert (await anna.is_refused("add_item", item="pizza_salad"))["code"] == "trouble"
    anna.desk.patience = 8
    told = await anna.uses("add_item", item="pizza_salad")
    assert [line["id"] for line in told["cart"]["lines"]] == [1]


async def test_an_order_that_took_too_long_to_be_placed_is_placed_once_when_it_is_asked_for_again(
    anna: Guest, room: Room, tmp_path: Path
) -> None:
    await anna.orders()
    await anna.uses("choose_pickup")
    revision = (await anna.uses("review_order"))["revision"]
    anna.speaks()
    anna.desk.patience = 0.1
    with closing(sqlite3.connect(tmp_path / "pizzeria.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await anna.is_refused("place_order", name="Anna", revision=revision)
        assert (told["code"], "cannot tell whether" in told["hint"]) == ("trouble", True)
        other.rollback()
    anna.desk.patience = 8
    assert (await anna.uses("place_order", name="Anna", revision=revision))["order"]["number"] == 1
    assert len(await room.store.orders()) == 1


def _refuse_inserts(path: Path, table: str, when: str = "") -> None:
    full = "BEGIN SELECT RAISE(ABORT, 'full'); END"
    _execute(path, f"CREATE TRIGGER refused BEFORE INSERT ON {table} {when} {full}")


def _allow_inserts(path: Path) -> None:
    _execute(path, "DROP TRIGGER refused")


def _execute(path: Path, sql: str) -> None:
    database = sqlite3.connect(path)
    database.execute(sql)
    database.commit()
    database.close()
