"""The types of the tools' parameters, each with what the model is told about it.

A `menu` mark names the list of the menu that becomes the parameter's enum; see registry.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from pizzeria.agent.arguments import Text
from pizzeria.ordering.cart import Amount, Half


def of_menu(name: str, description: str) -> object:
    """A parameter that must be in a list of the menu: items, toppings, bases, sizes, languages, quantity."""
    return Field(description=description, json_schema_extra={"menu": name})


ItemId = Annotated[str, of_menu("items", "id from the menu")]
SecondHalf = Annotated[
    str, of_menu("items", "only when two pizzas share one: the right half; `item` is the left half")
]
SizeId = Annotated[str, of_menu("sizes", "leave out when the caller named none; never guess")]
BaseId = Annotated[str, of_menu("bases", "only when the caller wants another than the ordinary one")]
ToppingId = Annotated[str, of_menu("toppings", "id from the menu")]
Quantity = Annotated[int, of_menu("quantity", "how many of exactly the same")]
BIGGEST = 2**31 - 1
"""what a database column holds; a number that is misheard may be longer"""
LineId = Annotated[
    int, Field(ge=0, le=BIGGEST, description="`id` of a line in the cart, from an earlier answer")
]
OrderNumber = Annotated[int, Field(ge=0, le=BIGGEST, description="the order's number")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One topping to add, or another amount of one that is on it anyway."""

    topping: ToppingId
    half: Annotated[Half, Field(description="on which half")] = "whole"
    amount: Annotated[Amount, Field(description="how much of it")] = "normal"


Additions = Annotated[list[Wanted], Field(description="toppings to put on, or to have less or more of")]
Removals = Annotated[list[ToppingId], Field(description="toppings to leave out")]

Street = Annotated[Text, Field(max_length=120, description="street and house number")]
PostalCode = Annotated[Text, Field(max_length=16, description="as digits")]
City = Annotated[Text, Field(max_length=60, description="only when the caller named it")]
DoorNote = Annotated[Text, Field(max_length=160, description="door code, floor, name on the door")]
SaidYes = Annotated[
    bool,
    Field(
        description="true only when you read the address back and the caller then said yes",
        json_schema_extra={"asked": True},
    ),
]
CustomerName = Annotated[Text, Field(max_length=60, description="the caller's name, as said in this call")]
Language = Annotated[
    str,
    of_menu("languages", "the language the caller speaks by now; text messages about the order are in it"),
]
Revision = Annotated[int, Field(ge=0, le=BIGGEST, description="`revision` from review_order")]
About = Annotated[Text, Field(max_length=200, description="in a few words, as the caller asked")]
Reason = Annotated[Text, Field(max_length=200, description="why, in a few words")]
