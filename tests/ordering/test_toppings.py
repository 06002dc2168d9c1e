"""What may be put on a pizza, taken off it, and put back."""

from hypothesis import given, settings

from pizzeria.ordering.cart import Choice
from pizzeria.ordering.edits import change_line, choose_toppings
from pizzeria.ordering.menu import Rules
from pizzeria.ordering.toppings import SIDES
from tests.ordering.by_chance import Edit, after, cart_of, pizza, refused, runs, wish
from tests.ordering.menus import small_menu

MENU = small_menu()
TIGHT = Rules(max_added=3)
TIGHT_MENU = small_menu(TIGHT).sold_out(["hawaii"], ["olives"])


def test_a_topping_that_we_do_not_have_is_refused() -> None:
    assert refused(lambda: pizza(MENU, wish(), Choice("truffle"))).code == "unknown_topping"
    assert refused(lambda: pizza(MENU, wish(), remove=["truffle"])).code == "unknown_topping"


def test_a_pizza_has_room_for_so_many_toppings() -> None:
    four = [Choice(t) for t in ("onion", "pineapple", "garlic", "mushrooms")]
    assert len(pizza(TIGHT_MENU, wish(), *four[:3]).choices) == TIGHT.max_added
    assert refused(lambda: pizza(TIGHT_MENU, wish(), *four)).code == "too_many_toppings"


def test_a_removed_topping_comes_back_when_it_is_asked_for_again() -> None:
    cart = choose_toppings(cart_of(MENU, wish()), MENU, 1, [], ["ham"])
    assert cart.lines[0].removed == ("ham",)
    line = choose_toppings(cart, MENU, 1, [Choice("ham")], []).lines[0]
    assert (line.removed, line.choices) == ((), ())


def test_what_is_on_the_pizza_anyway_is_not_written_down_again() -> None:
    assert pizza(MENU, wish("vesuvio"), Choice("ham")).choices == ()


def test_ham_on_the_left_only_stays_off_the_right() -> None:
    line = pizza(MENU, wish("vesuvio"), Choice("ham", "left"), remove=["ham"])
    assert (line.removed, line.choices) == (("ham",), (Choice("ham", "left"),))


def test_belonging_is_judged_half_by_half() -> None:
    shared = wish("vesuvio", second_half="margherita")
    assert pizza(MENU, shared, Choice("ham", "left")).choices == ()
    assert pizza(MENU, shared, Choice("ham", "right")).choices == (Choice("ham", "right"),)


def test_the_newest_word_about_a_half_wins() -> None:
    line = pizza(MENU, wish(), Choice("onion"), Choice("onion", "left", "extra"), Choice("onion", "left"))
    assert line.choices == (Choice("onion", "left"),)
    both = pizza(MENU, wish(), Choice("onion", "left"), Choice("onion", "right", "extra"))
    assert both.choices == (Choice("onion", "left"), Choice("onion", "right", "extra"))


def test_extra_of_what_belongs_goes_back_to_normal() -> None:
    assert pizza(MENU, wish(), Choice("ham", amount="extra"), Choice("ham")).choices == ()


def test_an_added_topping_is_taken_off_again() -> None:
    cart = choose_toppings(cart_of(MENU, wish()), MENU, 1, [Choice("onion")], [])
    line = choose_toppings(cart, MENU, 1, [], ["onion"]).lines[0]
    assert (line.choices, line.removed) == ((), ())


def test_a_topping_of_the_right_half_may_be_taken_off() -> None:
    assert pizza(MENU, wish("margherita", second_half="hawaii"), remove=["ham"]).removed == ("ham",)


def test_what_is_not_on_it_cannot_be_taken_off() -> None:
    no = refused(lambda: pizza(MENU, wish("vesuvio"), remove=["onion"]))
    assert (no.code, no.say) == ("not_on_it", "There is no onion on it.")
    assert refused(lambda: pizza(MENU, wish("vesuvio"), remove=["ham", "ham"])).code == "not_on_it"


def test_a_sold_out_topping_cannot_be_added() -> None:
    assert refused(lambda: pizza(TIGHT_MENU, wish(), Choice("olives"))).code == "sold_out"


def test_a_topping_without_a_price_for_the_size_is_not_sold_in_it() -> None:
    no = refused(lambda: pizza(MENU, wish(size="family"), Choice("gorgonzola")))
    assert (no.code, no.details["sizes"]) == ("not_in_size", ["normal"])
    cart = choose_toppings(cart_of(MENU, wish()), MENU, 1, [Choice("gorgonzola")], [])
    assert refused(lambda: change_line(cart, MENU, 1, size="family")).code == "not_in_size"


@settings(max_examples=100, deadline=None)
@given(runs)
def test_no_half_has_the_same_topping_chosen_twice(run: list[Edit]) -> None:
    for line in after(TIGHT_MENU, run).lines:
        chosen = [(c.topping, side) for c in line.choices for side in SIDES[c.half]]
        assert len(chosen) == len(set(chosen))
