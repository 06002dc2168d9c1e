"""Questions are answered from the data; about allergens only what is listed; not knowing is an answer."""

from dataclasses import replace

import pytest

from pizzeria.ordering.menu import Topping
from tests.agent.guests import Guest, Room, Told

FREE_FROM = ("free from", "fri från", "does not contain", "is safe", "no traces")


async def asks(guest: Guest, about: str) -> list[Told]:
    told = await guest.uses("look_up", about=about)
    assert told["known"] is True
    facts: list[Told] = told["facts"]
    return facts


async def test_a_dish_is_told_with_prices_toppings_and_allergens(anna: Guest) -> None:
    (fact,) = await asks(anna, "vad är det på capricciosan, en Capricciosa?")
    assert (fact["item"], fact["number"], fact["diet"]) == ("capricciosa", 3, "none")
    assert [size["price_text"] for size in fact["sizes"]] == ["110 kr", "220 kr"]
    assert fact["toppings"] == ["ost", "skinka", "champinjoner"]
    assert fact["allergens"] == ["gluten", "milk"]


async def test_a_number_is_a_dish(anna: Guest) -> None:
    (fact,) = await asks(anna, "nummer tre")
    assert fact["item"] == "capricciosa"


async def test_a_topping_is_told_with_prices_and_the_dishes_it_is_on(anna: Guest) -> None:
    (fact,) = await asks(anna, "mushrooms")
    assert fact["prices"] == {"normal": "10 kr", "family": "20 kr"}
    assert fact["on"] == ["capricciosa", "vegetariana"]


async def test_sold_out_is_told_as_it_is_now(anna: Guest, room: Room) -> None:
    await room.store.set_available("topping", "mushrooms", False)
    assert [fact["available"] for fact in await asks(anna, "capricciosa")] == [False]


@pytest.mark.parametrize("about", ["gluten", "Glutenfritt?", "celiac", "vete"])
async def test_gluten_is_listed_where_it_is_and_the_other_base_is_named(anna: Guest, about: str) -> None:
    (fact,) = await asks(anna, about)
    assert fact["listed_in_items"] == ["margherita", "vesuvio", "capricciosa", "hawaii", "vegetariana"]
    assert fact["bases_without_it"] == ["gluten_free"]
    assert fact["not_listed_in_items"] == ["cola", "pizza_salad", "bearnaise"]


@pytest.mark.parametrize("about", ["laktos", "lactose", "milk", "mjölkprotein"])
async def test_lactose_and_milk_are_the_same_question(anna: Guest, about: str) -> None:
    (fact,) = await asks(anna, about)
    assert fact["listed_in_toppings"] == ["cheese", "gorgonzola"]
    assert "bearnaise" in fact["listed_in_items"]


@pytest.mark.parametrize("about", ["nuts", "nötter", "is there peanut in anything", "gluten", "allergies"])
async def test_nothing_is_ever_said_to_be_free_from_anything(anna: Guest, about: str) -> None:
    told = await anna.uses("look_up", about=about)
    assert "traces cannot be ruled out" in told["next"]
    assert not any(promise in str(told).casefold() for promise in FREE_FROM)


async def test_an_allergen_that_is_listed_nowhere_is_no_promise(anna: Guest) -> None:
    for fact in await asks(anna, "nuts"):
        assert (fact["listed_in_items"], fact["listed_in_toppings"]) == ([], [])
        assert "not_listed_in_items" not in fact


async def test_who_asks_about_nuts_hears_about_peanuts_too(anna: Guest) -> None:
    assert [fact["allergen"] for fact in await asks(anna, "nötter")] == ["nuts", "peanuts"]
    assert [fact["allergen"] for fact in await asks(anna, "peanuts")] == ["peanuts", "nuts"]
    assert [fact["allergen"] for fact in await asks(anna, "skaldjur")] == ["crustaceans", "molluscs"]


async def test_a_topping_that_is_an_allergen_answers_both(room: Room) -> None:
    peanuts = Topping("peanuts", {"sv": "jordnötter", "en": "peanuts"}, {"normal": 1000}, ("peanuts",))
    room.menu = replace(room.menu, toppings=(*room.menu.toppings, peanuts))
    anna = await room.answers()
    topping, allergen, _ = await asks(anna, "jordnötter")
    assert topping["topping"] == "peanuts"
    assert allergen["listed_in_toppings"] == ["peanuts"]


async def test_an_eggplant_is_no_egg(anna: Guest) -> None:
    assert (await anna.uses("look_up", about="äggplanta eggplant"))["known"] is False


async def test_nuts_in_a_dish_answers_both(anna: Guest) -> None:
    facts = await asks(anna, "are there nuts in Hawaii")
    assert [next(iter(fact)) for fact in facts] == ["item", "allergen", "allergen"]


async def test_the_vegan_and_vegetarian_dishes_are_named(anna: Guest) -> None:
    assert (await asks(anna, "something vegan"))[0]["items"] == ["cola", "pizza_salad"]
    told = await asks(anna, "vegetariskt")
    assert told[0]["items"] == ["margherita", "vegetariana", "cola", "pizza_salad", "bearnaise"]


@pytest.mark.parametrize("about", ["opening hours", "när stänger ni", "öppettider", "are you open?"])
async def test_opening_hours_are_told(closed: Guest, about: str) -> None:
    (fact,) = await asks(closed, about)
    assert "11" in fact["opening_hours"]
    assert fact["takes_orders_now"] is False


async def test_a_postal_code_is_answered_with_fee_minimum_and_time(anna: Guest) -> None:
    (fact,) = await asks(anna, "levererar ni till 113 50?")
    assert fact == {
        "postal_codes": ["11350"],
        "delivers_there": True,
        "fee": "69 kr",
        "minimum": "250 kr",
        "minutes": 55,
    }
    (fact,) = await asks(anna, "98140")
    assert (fact["delivers_there"], fact["pickup_minutes"]) == (False, 20)


async def test_delivery_in_general_names_every_zone(anna: Guest) -> None:
    assert [fact["postal_codes"] for fact in await asks(anna, "delivery")] == [["11122"], ["11350"]]


async def test_deals_and_categories_are_told(anna: Guest) -> None:
    (fact,) = await asks(anna, "har ni några erbjudanden")
    assert fact["deals"] == [{"name": "Familjepizza och en flaska läsk", "takes_off": "25 kr"}]
    (fact,) = await asks(anna, "drinks")
    assert fact["items"] == [{"id": "cola", "name": "Coca-Cola"}]


@pytest.mark.parametrize("about", ["the meaning of life", "xyzzy", "", "🍕"])
async def test_what_is_not_known_is_said_to_be_unknown_with_staff_offered(anna: Guest, about: str) -> None:
    told = await anna.uses("look_up", about=about)
    assert (told["known"], told["facts"]) == (False, [])
    assert "connect to staff" in told["next"]


async def test_a_name_that_was_misheard_is_not_answered_for_another(anna: Guest) -> None:
    told = await anna.uses("look_up", about="kapritschosa")
    assert told["known"] is False
    assert told["nearest"][0]["id"] == "capricciosa"
