"""What a caller may mean. An utterance is a list of these, in the order they were said."""

from dataclasses import dataclass
from typing import Literal

Half = Literal["whole", "left", "right"]
Amount = Literal["normal", "light", "extra"]
How = Literal["pickup", "delivery"]


@dataclass(frozen=True, slots=True)
class Topped:
    """One topping more, less or not at all."""

    toppings: tuple[str, ...]
    """ids; several when the word may mean any of them"""
    heard: str
    remove: bool = False
    half: Half = "whole"
    amount: Amount = "normal"
    side_of: str = ""
    """on the half that is this item"""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """How something is to be."""

    size: str | None = None
    base: str | None = None
    changes: tuple[Topped, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.size or self.base or self.changes)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of several: "one of them family size"."""

    quantity: int | None
    """None: all that is left"""
    look: Look


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be added."""

    items: tuple[str, ...]
    """ids; several when the words may mean any of them, none for a pizza that only its toppings describe"""
    heard: str
    quantity: int = 1
    second_half: tuple[str, ...] = ()
    look: Look = Look()
    parts: tuple[Part, ...] = ()
    sure: bool = True
    counted: bool = False
    """a number was said"""


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that is in the order already."""

    kind: Literal["it", "item", "nth", "last", "all", "size", "rest"] = "it"
    items: tuple[str, ...] = ()
    nth: int = 0
    size: str = ""
    some: int = 0
    """only so many of them; 0: all"""


@dataclass(frozen=True, slots=True)
class Alter:
    ref: Ref
    look: Look = Look()
    quantity: int | None = None
    """how many there are to be"""
    more: int = 0
    """how many to add to those there are"""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    ref: Ref
    wish: Wish


@dataclass(frozen=True, slots=True)
class Drop:
    ref: Ref
    quantity: int | None = None
    """only so many of them"""


@dataclass(frozen=True, slots=True)
class Same:
    """ "The same for the Hawaii": what was last wished of another."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Not:
    """ "Not the second one": what was done last was not meant for it."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Bare:
    """A number, and nothing that says of what."""

    number: int


@dataclass(frozen=True, slots=True)
class StartOver:
    pass


Topic = Literal[
    "price", "on_it", "allergen", "diet", "hours", "waiting", "delivery", "deals", "recommend",
    "menu", "available", "total", "order", "who", "sizes", "payment", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    topic: Topic
    heard: str
    items: tuple[str, ...] = ()
    toppings: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fulfil:
    how: How


@dataclass(frozen=True, slots=True)
class Place:
    """Parts of an address, as far as they were said."""

    street: str = ""
    postal_code: str = ""
    note: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something said in few words that everybody understands."""

    what: Literal[
        "yes", "no", "done", "human", "bye", "usual", "where_is_it", "cancel", "foreign", "haggle",
        "repeat", "wait", "thanks", "hello", "rude", "cancel_placed", "hurry", "unsure", "ran_out",
    ]  # fmt: skip
    number: int | None = None
    """of an order"""


@dataclass(frozen=True, slots=True)
class Unclear:
    heard: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something asked for that is not on the menu."""

    heard: str


Meaning = (
    Wish
    | Alter
    | Swap
    | Drop
    | Same
    | Not
    | Bare
    | StartOver
    | Ask
    | Fulfil
    | Place
    | Named
    | Said
    | Unclear
    | Unknown
)
