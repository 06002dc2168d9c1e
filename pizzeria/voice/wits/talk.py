"""What the waiter remembers of a call: the order as it is known, what is still wanted, the open question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pizzeria.voice.wits.acts import Call, Expects
from pizzeria.voice.wits.meanings import How, Look, Meaning, Place, Topped, Wish
from pizzeria.voice.wits.ticket import Ticket

Kind = Literal[
    "what", "else", "offer", "drink", "size", "which", "was_it", "dish", "topping", "how", "street",
    "house", "postal_code", "address", "pickup_instead", "name", "is_name", "spelling", "review", "cancel",
    "drop_all", "usual", "staff", "after", "more_needed", "begin",
]  # fmt: skip
"""of a question: "else" whether there is anything else; "after" the same once the order is placed;
"begin" what a call begins with that goes on, or that the house makes"""
EXPECTS: Mapping[Kind, Expects] = {
    "offer": "yes_no", "was_it": "yes_no", "address": "yes_no", "review": "yes_no", "cancel": "yes_no",
    "drop_all": "yes_no", "usual": "yes_no", "staff": "yes_no", "pickup_instead": "yes_no",
    "size": "size", "which": "choice", "topping": "choice", "dish": "choice", "how": "how",
    "street": "street", "house": "number", "postal_code": "postal_code", "name": "name",
    "is_name": "is_name", "spelling": "spelling",
}  # fmt: skip
"""what is left out may be answered with anything"""


@dataclass(frozen=True, slots=True)
class Question:
    kind: Kind
    text: str
    options: tuple[str, ...] = ()
    """ids that it offers"""
    line: int = 0
    """that it is about"""
    number: int = 0
    """an order's, or a dish's"""


AGAIN: Mapping[Kind, str] = {
    "how": "Will you pick it up, or have it delivered?",
    "street": "Which street and house number, please?",
    "house": "Which house number, please?",
    "postal_code": "Which postal code, please?",
    "name": "What name, please?",
    "spelling": "Letter by letter, please: how do you spell it?",
}


def briefly(question: Question) -> str:
    """The same question once more, in fewer words: nobody says a whole read-back twice."""
    if question.kind in ("address", "review"):
        return question.text.rpartition(". ")[2]
    return AGAIN.get(question.kind, question.text)


@dataclass(slots=True)
class Pending:
    """A wish that is not in the cart yet, because something about it is not known."""

    items: tuple[str, ...]
    heard: str
    quantity: int
    second_half: tuple[str, ...] = ()
    size: str | None = None
    base: str | None = None
    changes: tuple[Topped, ...] = ()
    sure: bool = True
    chosen_from: tuple[str, ...] = ()
    """ids of what the caller was offered, where they had to say which"""
    takes_the_place_of: int = 0
    """a line that goes when this one comes"""

    @property
    def clear(self) -> bool:
        return self.sure and len(self.items) == 1 and len(self.second_half) <= 1


@dataclass(slots=True)
class OpenChange:
    """A topping that may be several: "pepperoni"."""

    line: int
    topped: Topped


@dataclass(slots=True)
class Talk:
    ticket: Ticket = field(default_factory=Ticket)
    stale: bool = False
    """a tool was called and its answer was lost: look again"""
    question: Question | None = None
    pending: list[Pending] = field(default_factory=list)
    open_changes: list[OpenChange] = field(default_factory=list)
    todo: list[Meaning | Pending] = field(default_factory=list)
    """understood and not yet done"""
    unsaid: list[str] = field(default_factory=list)
    """to be said before the next question"""
    how: How | None = None
    place: Place = field(default_factory=Place)
    name: str = ""
    name_in_doubt: bool = False
    """it may have been another of that sound: the caller is asked"""
    denied: tuple[str, ...] = ()
    """names that it was not"""
    spellings: int = 0
    """times that it was asked for letter by letter"""
    mumbled: bool = False
    """a name in the caller's words may be another"""
    done: bool = False
    """the caller wants nothing more"""
    offered: bool = False
    agreed: bool = False
    """the address was read back and the caller said yes"""
    revision: int | None = None
    """that was reviewed, and is as it was read back"""
    placed: Mapping[str, object] | None = None
    """the order, once it is in the kitchen"""
    common: Look = field(default_factory=Look)
    """of "two family pizzas", for each that is named in this turn"""
    about: tuple[str, ...] = ()
    """items that were talked of last, without being ordered"""
    held: tuple[Topped, ...] = ()
    """changes to what is not ordered yet"""
    touched: list[int] = field(default_factory=list)
    """lines that were added or changed last"""
    fresh: list[int] = field(default_factory=list)
    """lines touched in this turn"""
    undo: tuple[int, Look] | None = None
    """the last change, and on which line"""
    closed: bool = False
    vain: int = 0
    """turns in a row in which nothing was learnt, and nothing said that had not been said"""
    short: int = 0
    """how often more was asked for, to deliver at all"""
    warned: bool = False
    foreign: bool = False
    unheard: bool = False
    """the caller broke in before the end of our last words"""
    unasked: bool = False
    """and before the question that they ended with"""
    said: str = ""
    """our last words"""
    telling: tuple[str, ...] = ()
    """the sentences that they began with"""
    putting_down: tuple[int, ...] = ()
    """the lines that they said back then"""
    asking: str = ""
    """the question that they ended with"""
    words: str = ""
    """the caller's"""
    turns: int = 0
    keep_question: bool = False
    """the open question was asked in this turn, out of turn"""
    underway: Call | None = None
    """a call whose answer has not come"""
    adding: Pending | None = None
    """what is being put into the cart"""
    finished: bool = False

    @property
    def standing(self) -> str:
        """All that is known of the order: while it stays the same, the caller gets nowhere."""
        wishes, placing = (self.ticket, self.pending, self.open_changes), (self.how, self.place, self.name)
        return repr((wishes, placing, self.denied, self.agreed, self.placed, self.closed, self.foreign))

    @property
    def known(self) -> frozenset[str]:
        """Ids of the items that "the …" may refer to."""
        lines = {id for line in self.ticket.lines for id in (line.item, line.second_half) if id}
        return frozenset(lines | {id for wish in self.pending if wish.sure for id in wish.items})


def pieces(wish: Wish) -> list[Pending]:
    """A wish as so many things of one kind each: "two, one of them family size" is one and one."""
    base = Look(wish.look.size, wish.look.base, wish.look.changes)
    counted = sum(part.quantity or 0 for part in wish.parts)
    total = max(wish.quantity, counted) if wish.counted or wish.quantity > 1 else max(1, counted)
    left = total - counted
    found = []
    for part in wish.parts:
        quantity = part.quantity if part.quantity is not None else left
        if part.quantity is None:
            left = 0
        if quantity > 0:
            found.append((quantity, merged(base, part.look)))
    if left > 0:
        found.insert(0, (left, base))
    return [
        Pending(wish.items, wish.heard, n, wish.second_half, look.size, look.base, look.changes, wish.sure)
        for n, look in found
    ]


def merged(one: Look, other: Look) -> Look:
    """The second on top of the first."""
    return Look(other.size or one.size, other.base or one.base, (*one.changes, *other.changes))
