"""What the model is given: one function a tool, ids from the live menu, the same bytes every time."""

import os
import subprocess
import sys
from typing import Any

import orjson
from jsonschema import Draft202012Validator

from pizzeria.agent.registry import Registry
from pizzeria.agent.tools import TOOLS
from pizzeria.ordering.menu import Menu, Rules
from tests.ordering.menus import small_menu

PARAMETERS = {
    "add_item": ["item", "size?", "quantity?", "base?", "second_half?"],
    "choose_toppings": ["line", "add?", "remove?"],
    "change_item": ["line", "size?", "quantity?", "base?"],
    "remove_item": ["line"],
    "look_up": ["about"],
    "choose_pickup": [],
    "confirm_address": ["street", "postal_code", "city?", "note?", "caller_said_yes"],
    "review_order": [],
    "place_order": ["name", "revision", "language?"],
    "order_status": ["number?"],
    "cancel_order": ["number"],
    "transfer_to_staff": ["reason"],
    "end_call": [],
}


def schemas(menu: Menu | None = None) -> dict[str, Any]:
    return {str(tool["name"]): tool for tool in Registry(TOOLS, menu or small_menu()).schemas()}


def properties(tool: str, menu: Menu | None = None) -> dict[str, Any]:
    found: dict[str, Any] = schemas(menu)[tool]["parameters"]["properties"]
    return found


def test_the_model_is_given_the_thirteen_tools_with_their_parameters() -> None:
    given = {
        name: [
            p if p in tool["parameters"]["required"] else f"{p}?" for p in tool["parameters"]["properties"]
        ]
        for name, tool in schemas().items()
    }
    assert given == PARAMETERS
    assert list(given) == list(PARAMETERS)


def test_every_tool_has_the_shape_that_the_wire_wants() -> None:
    for tool in schemas().values():
        assert list(tool) == ["type", "name", "description", "parameters"]
        assert tool["type"] == "function"
        assert len(tool["description"]) > 20
        Draft202012Validator.check_schema(tool["parameters"])


def test_every_object_is_closed_and_nothing_but_plain_schema_is_sent() -> None:
    text = orjson.dumps(list(schemas().values())).decode()
    assert text.count('"properties"') == text.count('"additionalProperties":false')
    for ours in ('"title"', "$ref", "$defs", "anyOf", '"menu"', '"asked"', "null"):
        assert ours not in text


def test_ids_stand_in_the_order_of_the_menu() -> None:
    menu = small_menu()
    assert properties("add_item")["item"]["enum"] == [item.id for item in menu.items]
    assert properties("add_item")["size"]["enum"] == ["normal", "family", "can", "bottle", "regular"]
    assert properties("add_item")["base"]["enum"] == ["ordinary", "gluten_free"]
    toppings = properties("choose_toppings")
    assert toppings["remove"]["items"]["enum"] == [topping.id for topping in menu.toppings]
    assert toppings["add"]["items"]["properties"]["topping"]["enum"] == [t.id for t in menu.toppings]


def test_what_is_sold_out_stays_in_the_schema_so_that_the_models_cache_holds() -> None:
    menu = small_menu()
    assert schemas(menu.sold_out(["hawaii"], ["ham"])) == schemas(menu)


def test_the_quantity_is_a_whole_number_up_to_the_houses_most() -> None:
    quantity = properties("add_item", small_menu(Rules(max_quantity=7)))["quantity"]
    assert (quantity["type"], quantity["minimum"], quantity["maximum"]) == ("integer", 1, 7)
    assert quantity["default"] == 1


def test_every_parameter_says_what_it_is() -> None:
    for name in PARAMETERS:
        assert all(its["description"] for its in properties(name).values())


def test_two_processes_make_the_same_bytes() -> None:
    code = (
        "import sys, orjson; from tests.agent.test_schemas import schemas; "
        "sys.stdout.buffer.write(orjson.dumps(list(schemas().values())))"
    )
    one, other = (
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    )
    assert one == other == orjson.dumps(list(schemas().values()))
