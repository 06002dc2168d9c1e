"""Orders as people say them: marks, left to right, to wishes and changes.

One pass with a little memory: what is being read (a draft), what was said ahead of the thing it belongs to (a
number, a size), the verb in force, and whether toppings are coming on or off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pizzeria.voice.wits.drafts import Draft
from pizzeria.voice.wits.lexicon import Tag
from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Amount, Bare, Drop, Half, Meaning, Ref, Same, Topped
from pizzeria.voice.wits.vocabulary import Vocabulary

THINGS: tuple[Tag, ...] = ("item", "thing")
LOOKS: tuple[Tag, ...] = ("size", "base")
HALVES: tuple[Tag, ...] = ("half", "one_half", "other_half", "left", "right")
ON_OR_OFF: tuple[Tag, ...] = ("with", "without", "extra", "light", "no", "plain")
FILLERS: tuple[Tag, ...] = ("noun", "pizza", "the", "a", "word", "it")
CHANGES: tuple[Tag, ...] = ("change", "make")
IT = Ref("it")
END = Mark("stop", ())


@dataclass(slots=True)
class Ahead:
    """Said before what it belongs to."""

    count: int | None = None
    size: str | None = None
    base: str | None = None


class Reader:
    """Reads one clause. `known`: ids of the items in the order, which "the" may refer to."""

    def __init__(self, marks: Sequence[Mark], vocabulary: Vocabulary, known: frozenset[str]) -> None:
        self.marks = marks
        self.vocabulary = vocabulary
        self.known = known
        self.meanings: list[Meaning] = []
        self.drafts: list[Draft] = []
        self.part: Draft | None = None
        self.ahead = Ahead()
        self.common = Ahead()
        """of "three family pizzas: …", for each that is named then"""
        self.verb: Tag | None = None
        self.ref: Ref | None = None
        """what the verb is about"""
        self.adding: bool | None = None
        self.amount: Amount = "normal"
        self.half: Half = "whole"
        self.halving = False
        self.getting = False
        self.definite = False
        self.at = 0

    # where we are

    @property
    def before(self) -> Mark:
        """The mark before this one that is no filler."""
        found = (m for m in reversed(self.marks[: self.at]) if m.tag not in FILLERS)
        return next(found, END)

    @property
    def after(self) -> Mark:
        return next((m for m in self.marks[self.at + 1 :] if m.tag not in FILLERS), END)

    @property
    def next(self) -> Mark:
        return self.marks[self.at + 1] if self.at + 1 < len(self.marks) else END

    @property
    def previous(self) -> Mark:
        return self.marks[self.at - 1] if self.at else END

    def named_by(self, mark: Mark) -> tuple[str, ...]:
        """The items that a topping's word, or a part of a name, may stand for: "a kebab", "a salad"."""
        return mark.found.items or self.vocabulary.with_word((mark.found.meant or mark.text).split()[-1])[0]

    def pizza_follows(self) -> bool:
        """Whether "pizza" comes next, with nothing but its looks before it."""
        for mark in self.marks[self.at + 1 :]:
            if mark.tag not in (*LOOKS, "noun", "a"):
                return mark.tag == "pizza"
        return False

    def item_follows(self) -> bool:
        """Whether a dish comes next, with nothing but its looks before it."""
        for mark in self.marks[self.at + 1 :]:
            if mark.tag in THINGS or (mark.tag in ("topping", "head") and self.named_by(mark)):
                return True
            if mark.tag == "number":
                return mark.plural
            if (
                mark.text == "more"
                or mark.tag == "of_them"
                or (mark.tag in ("the", "it") and self.next.text in ("of", "time", "times"))
            ):
                continue
            if mark.tag not in (*LOOKS, "noun", "pizza", "half_and_half", "dish_number"):
                return False
        return False

    # what is being read

    @property
    def draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    @property
    def target(self) -> Draft:
        """What sizes and toppings go to: a part, the draft, or, when there is none, what was talked of."""
        if self.part is not None:
            return self.part
        if self.draft is None:
            self.begin(Draft(ref=self.ref or IT))
        assert self.draft is not None
        return self.draft

    def begin(self, draft: Draft) -> Draft:
        self.finish()
        self.drafts.append(draft)
        return draft

    def finish(self) -> None:
        """The thing being read is whole."""
        for draft in self.drafts:
            self.meanings.extend(draft.meanings())
        self.drafts.clear()
        self.part = None
        self.rest_toppings()

    def rest_toppings(self) -> None:
        self.adding, self.amount, self.half = None, "normal", "whole"

    def wish(self, mark: Mark, items: tuple[str, ...]) -> Draft:
        ahead, self.ahead = self.ahead, Ahead()
        described = self._described(items)
        if self._said_again(items):
            self.drafts.pop()
        size, base = ahead.size or self.common.size, ahead.base or self.common.base
        draft = self.begin(Draft(items=items, heard=mark.text, quantity=ahead.count, size=size, base=base))
        draft.sure = mark.found.sure
        if described is not None:
            draft.size, draft.base = draft.size or described.size, draft.base or described.base
            draft.changes = [c for c in described.changes if not self._comes_with(items, c)]
        if self.verb in CHANGES and self.ref is not None:
            draft.swaps, self.ref, self.verb = self.ref, None, None
            if self.halving:  # "make it half and half with a Tonno"
                draft.items, draft.second_half, self.halving = (), items, False
        return draft

    def _described(self, items: tuple[str, ...]) -> Draft | None:
        """What was said of a dish before its name: "family size, a Vesuvio", "the one with banana, the
        Africana".
        """
        implicit = (
            self.draft is not None and self.draft.ref == IT and not self.draft.parts and self.verb is None
        )
        if not implicit or self.before.tag in ("and", "get") or self.draft is None or self.draft.quantity:
            return None
        return self.drafts.pop()

    def _said_again(self, items: tuple[str, ...]) -> bool:
        """ "She only eats Margherita, so one Margherita": one wish, not two."""
        draft = self.draft
        if draft is None or not draft.is_wish or draft.items != items or draft.second_half:
            return False
        return not draft.changes and draft.quantity is None and self.before.tag != "and"

    def _comes_with(self, items: tuple[str, ...], change: Topped) -> bool:
        on_it = (self.vocabulary.menu.item_by_id[item].toppings for item in items)
        return not change.remove and any(
            topping in toppings for toppings in on_it for topping in change.toppings
        )

    def refer(self, ref: Ref) -> None:
        """Something in the order was named: as what a verb is about, or where toppings go."""
        ahead, self.ahead = self.ahead, Ahead()
        if ahead.size and ref.kind == "item":
            ref = Ref("item", ref.items, size=ahead.size)
        if self.verb == "drop" and not (self.draft and self.draft.changes):
            self.finish()
            self.meanings.append(Drop(ref, ahead.count))
        elif self.verb == "same":
            self.meanings.append(Same(ref))
        elif self.draft and not self.draft.is_wish and self.draft.ref == IT and self._looks_for(ref):
            self.draft.ref = ref
            self.draft.fresh = len(self.draft.changes)
        elif self._more_for(ref):
            pass
        elif self.verb in CHANGES:
            self.finish()
            self.ref = ref
        else:
            self.begin(Draft(ref=ref))

    def _more_for(self, ref: Ref) -> bool:
        """ "Olives to the first and onions to the second": what was said last is for another one."""
        draft = self.draft
        if draft is None or draft.is_wish or self.before.tag not in ("to", "on") or draft.ref == ref:
            return False
        said, draft.changes[draft.fresh :] = draft.changes[draft.fresh :], []
        if said:
            self.begin(Draft(ref=ref)).changes.extend(said)
        return bool(said)

    def _looks_for(self, ref: Ref) -> bool:
        """ "No onions on the first", "regular for the Opera": how it is to be was said before what it is."""
        assert self.draft is not None
        return bool(self.draft.changes) or (bool(self.draft.look) and self.before.tag in ("to", "on"))

    def split(self, count: int | None) -> None:
        """From here on only so many of what is being read."""
        whole = self.draft or self.begin(Draft(ref=self.ref or IT))
        self.part = Draft(ref=IT, quantity=count)
        whole.parts.append(self.part)
        self.rest_toppings()

    def top(self, toppings: tuple[str, ...], mark: Mark) -> None:
        remove, amount, half = self.adding is False, self.amount, self.half
        target = self.target
        self.adding, self.amount, self.half = not remove, amount, half
        if self.before.tag != "and" and self.before.tag not in ("topping", "thing"):
            target.fresh = len(target.changes)
        amount = amount if not remove else "normal"
        target.changes.append(Topped(toppings, mark.text, remove, half, amount, sure=mark.found.sure))

    def bare(self, number: int) -> None:
        """A number alone: how many of what was named just before it, when that was not said yet. Behind a
        strange word it is that word's: "a Norrsken to Lumpmacher got in 46".
        """
        draft = self.draft
        since = takewhile(lambda mark: mark.tag not in THINGS, reversed(self.marks[: self.at]))
        if any(mark.is_strange for mark in since):
            return
        if draft is not None and draft.is_wish and draft.items and draft.quantity is None:
            draft.quantity = number
            return
        self.meanings.append(Bare(number))
