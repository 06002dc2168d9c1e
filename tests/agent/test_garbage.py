"""Whatever a model sends, the desk answers with JSON that says whether it worked, and the cart stands."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pizzeria.agent.tools import TOOLS
from tests.agent.guests import Guest

NAMES = [tool.__name__ for tool in TOOLS]
KEYS = ["item", "line", "size", "quantity", "add", "remove", "topping", "number", "revision", "price"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["capricciosa", "normal", "ham", "11122", "gluten"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("{", "bad_json"),
        ("not json", "bad_json"),
        ('{"item": "hawaii"', "bad_json"),
        ('{"quantity": NaN}', "bad_json"),
        ('{"item": "\\ud800"}', "bad_json"),
        ("[1, 2]", "bad_json"),
        ('"hawaii"', "bad_json"),
        ("null", "bad_json"),
        ("[" * 3000, "bad_json"),
        ("{}", "missing_argument"),
        ("", "missing_argument"),
        ('{"item": null}', "unknown_item"),
        ('{"item": 7}', "unknown_item"),
        ('{"item": ["hawaii"]}', "invalid_argument"),
        ('{"item": "hawaii", "size": "normal", "base": "cardboard"}', "unknown_base"),
        (f'{{"item": "{"x" * 5000}"}}', "too_long"),
    ],
)
async def test_broken_arguments_are_refused_by_their_fault(anna: Guest, arguments: str, code: str) -> None:
    told = await anna.sends("add_item", arguments)
    assert told["code"] == code
    assert anna.desk.cart.revision == 0


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("choose_toppings", {"line": "one"}, "invalid_argument"),
        ("choose_toppings", {"line": 1, "add": [{"topping": "ham", "half": "top"}]}, "invalid_argument"),
        ("choose_toppings", {"line": 1, "add": [{}]}, "missing_argument"),
        ("choose_toppings", {"line": 1, "add": "ham"}, "invalid_argument"),
        ("choose_toppings", {"line": 1, "add": ["ham"]}, "invalid_argument"),
        ("choose_toppings", {"line": 1, "add": [{"topping": "unicorn"}]}, "unknown_topping"),
        ("choose_toppings", {"line": 1, "remove": [7]}, "unknown_topping"),
        ("remove_item", {"line": -1}, "invalid_argument"),
        ("remove_item", {"line": 10**30}, "invalid_argument"),
        ("cancel_order", {"number": 10**12}, "invalid_argument"),
        ("look_up", {"about": "x" * 201}, "invalid_argument"),
        ("end_call", {"now": True}, "unknown_argument"),
        ("confirm_address", {"street": "Storgatan 1"}, "missing_argument"),
        ("confirm_address", {"street": 1, "postal_code": "11122"}, "invalid_argument"),
        ("place_order", {"name": "Anna"}, "missing_argument"),
    ],
)
async def test_wrong_arguments_are_refused_by_their_fault(
    anna: Guest, tool: str, arguments: dict[str, object], code: str
) -> None:
    assert (await anna.is_refused(tool, **arguments))["code"] == code


async def test_a_tool_that_does_not_exist_is_answered_with_those_that_do(anna: Guest) -> None:
    told = await anna.is_refused("launch_rocket")
    assert (told["code"], told["tools"]) == ("unknown_tool", NAMES)


async def test_null_for_what_may_be_left_out_is_leaving_it_out(anna: Guest) -> None:
    told = await anna.uses("add_item", item="pizza_salad", size=None, second_half=None, quantity=None)
    assert told["cart"]["lines"][0]["quantity"] == 1


async def test_a_tool_without_parameters_needs_no_arguments(anna: Guest) -> None:
    assert (await anna.sends("choose_pickup", ""))["ok"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES) | st.text(max_size=10), value=VALUES, raw=st.text(max_size=30))
async def test_no_garbage_brings_the_desk_down(anna: Guest, name: str, value: object, raw: str) -> None:
    for arguments in (json.dumps(value), json.dumps(dict.fromkeys(KEYS, value)), raw):
        result = await anna.desk.run(name, arguments, (True,))
        told = json.loads(result.answer)
        assert (told["ok"], told.get("code")) == (result.ok, result.code)
        assert result.code != "trouble"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wish=st.fixed_dictionaries(
        {
            "item": st.sampled_from(["capricciosa", "cola", "sushi", 7]),
            "quantity": st.integers() | st.floats(),
            "size": st.sampled_from(["normal", "can", "huge", None]),
        }
    ),
    addition=st.fixed_dictionaries(
        {
            "topping": st.sampled_from(["ham", "olives", "unicorn"]),
            "half": st.sampled_from(["whole", "left", "top", None]),
        }
    ),
    line=st.integers(0, 9),
)
async def test_half_right_arguments_are_answered_too(
    anna: Guest, wish: dict[str, object], addition: dict[str, object], line: int
) -> None:
    calls: list[tuple[str, dict[str, object]]] = [
        ("add_item", wish),
        ("choose_toppings", {"line": line, "add": [addition]}),
        ("change_item", {"line": line, "quantity": wish["quantity"]}),
        ("place_order", {"name": "Anna", "revision": line}),
        ("remove_item", {"line": line}),
    ]
    for name, arguments in calls:
        assert (await anna.sends(name, json.dumps(arguments))).get("code") != "trouble"
