"""Dishes and toppings in an order: something new, something there already, a half, what goes on it."""

from dataclasses import replace
from itertools import takewhile

from pizzeria.voice.wits.drafts import Draft
from pizzeria.voice.wits.grammar import FILLERS, HALVES, LOOKS, ON_OR_OFF, THINGS, Ahead, Reader
from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Ref

BECOMES = ("be", "become", "should be", "to be", "can be", "must be", "will be", "into")


def thing(reader: Reader, mark: Mark) -> None:
    """A word that is a dish and a topping: chips beside the pizza, or on it."""
    beside = not reader.vocabulary.menu.item_by_id[mark.found.items[0]].customisable
    listed = reader.previous.tag in ("and", "a", "number", "noun") and reader.before.tag not in ON_OR_OFF
    described = reader.draft is not None and reader.draft.is_wish and not reader.draft.items
    if reader.adding is None or (beside and listed and not described):
        named(reader, replace(mark, tag="item"))
    else:
        reader.top(mark.found.toppings, mark)


def named(reader: Reader, mark: Mark) -> None:
    items = mark.found.items
    if _is_side(reader, mark) or _is_second_half(reader, mark) or _is_misheard_topping(reader, mark):
        return
    if reader.before.tag in ("instead_of", "not") and _takes_the_place_of(reader, Ref("item", items)):
        return
    if _becomes(reader, mark):
        return
    if _is_some_of(reader, mark):
        count, reader.ahead = reader.ahead.count, Ahead()
        reader.begin(Draft(ref=Ref("item", items)))
        reader.split(count)
        return
    if _is_known(reader, mark):
        reader.refer(Ref("item", items))
        return
    draft = reader.wish(mark, items)
    if draft.second_half:
        return
    draft.half_open = reader.halving or reader.before.tag in HALVES or reader.next.tag == "one_half"
    reader.halving = False


def _is_side(reader: Reader, mark: Mark) -> bool:
    """ "… on the hawaii half": which half the toppings go on."""
    side = reader.next.tag == "half" and reader.after.tag not in THINGS and reader.before.tag == "on"
    if not side or reader.draft is None or not reader.draft.onto_half(side_of=mark.found.items[0]):
        return False
    reader.amount = "normal"
    return True


def _is_second_half(reader: Reader, mark: Mark) -> bool:
    draft = reader.draft
    if draft is None or not draft.half_open or reader.ahead.count is not None:
        return False
    draft.second_half, draft.half_open = mark.found.items, False
    draft.sure = draft.sure and mark.found.sure
    if draft.changes:  # each half with its own: "half Capricciosa without mushrooms and half Hawaii with …"
        draft.fresh = 0
        draft.onto_half(half="left")
        draft.side = "right"
    draft.size, reader.ahead = draft.size or reader.ahead.size, Ahead()
    reader.rest_toppings()
    return True


def _is_misheard_topping(reader: Reader, mark: Mark) -> bool:
    """A nickname of a dish where a topping must come: "with pepperoni"."""
    if reader.adding is None or reader.previous.tag not in (*ON_OR_OFF, "and", "add") or mark.found.sure:
        return False
    toppings = reader.vocabulary.toppings(mark.words)
    if toppings:
        reader.top(toppings, mark)
    return bool(toppings)


def _takes_the_place_of(reader: Reader, ref: Ref) -> bool:
    if reader.draft is not None and reader.draft.is_wish:
        reader.draft.swaps = ref
        return True
    reader.verb, reader.ref = "change", ref
    return True


def _becomes(reader: Reader, mark: Mark) -> bool:
    """ "Could the Opera be a Diavola", "one of the Vesuvios should be a Hawaii": another in its place."""
    between = list(takewhile(lambda m: m.tag not in THINGS, reader.marks[reader.at + 1 :]))
    made = any(m.tag in ("make", "meant") or m.text in BECOMES for m in between) or (
        reader.next.tag == "a" and any(m.tag == "make" or m.text == "turn" for m in reader.marks[: reader.at])
    )
    plain = all(m.tag in (*FILLERS, *LOOKS, "make", "of_them", "meant") for m in between)
    another = reader.marks[reader.at + 1 + len(between) :][:1]
    here = not reader.known.isdisjoint(mark.found.items)
    if not (here and made and plain and another) or another[0].found.items == mark.found.items:
        return False
    some = (reader.ahead.count or 0) if _is_one_of_the(reader) else 0
    reader.finish()
    reader.ahead, reader.verb, reader.ref = Ahead(), "change", Ref("item", mark.found.items, some=some)
    return True


def _is_one_of_the(reader: Reader) -> bool:
    return reader.at > 1 and reader.marks[reader.at - 2].text == "of" and reader.previous.tag == "the"


def _is_some_of(reader: Reader, mark: Mark) -> bool:
    """ "One of the Hawaiis without ham", where there are some."""
    here = not reader.known.isdisjoint(mark.found.items)
    return _is_one_of_the(reader) and here and reader.ahead.count is not None and reader.verb != "drop"


def _is_known(reader: Reader, mark: Mark) -> bool:
    """Whether this names what is in the order, not something new."""
    if reader.verb in ("change", "same") and reader.ref is None:
        return True
    here = not reader.known.isdisjoint(mark.found.items)
    how = reader.next.tag in (*LOOKS, *ON_OR_OFF) or (
        reader.next.tag == "on" and any(m.tag in LOOKS for m in reader.marks[reader.at + 2 : reader.at + 4])
    )
    definite = reader.previous.tag == "the" and how
    new = reader.previous.tag in ("a", "number") or (reader.getting and not definite)
    if reader.verb == "drop":
        return here or reader.adding is not True
    on_it = reader.before.tag == "on" or (reader.before.tag == "to" and reader.verb == "add")
    if on_it and reader.draft is not None and reader.draft.changes:
        return True
    if reader.verb == "make" and reader.ref is None and reader.previous.tag in ("the", "make"):
        return True
    pointed = reader.previous.tag in ("the", "on") or (reader.previous.tag == "it" and reader.at > 0)
    looks_follow = how or reader.next.tag in ("make", "of_them")
    return here and not new and (pointed or looks_follow) and reader.ahead.count is None


def _is_ordered(reader: Reader, mark: Mark) -> bool:
    """ "A kebab", "two salads": named by a word that several things share."""
    counted = reader.ahead.count is not None or _opened(reader) in ("a", *LOOKS)
    items = reader.named_by(mark)
    if not items or not counted or reader.previous.tag in ON_OR_OFF or reader.before.tag in ON_OR_OFF:
        return False
    named(reader, Mark("item", mark.words, replace(mark.found, items=items, toppings=())))
    return True


def _opened(reader: Reader) -> str:
    """What the words before this one began with: "a glass of water" with its article."""
    back = reader.marks[: reader.at][-4:]
    return next((mark.tag for mark in reversed(back) if mark.tag not in ("noun", "word")), "stop")


def head(reader: Reader, mark: Mark) -> None:
    """Part of a name: of a topping where one must come, else of what is ordered."""
    if reader.previous.tag in (*ON_OR_OFF, "the") and reader.adding is not None and mark.found.toppings:
        reader.top(mark.found.toppings, mark)
    else:
        _is_ordered(reader, mark)


def topping(reader: Reader, mark: Mark) -> None:
    if reader.adding is not True and reader.previous.tag != "instead_of" and _is_ordered(reader, mark):
        return
    if reader.before.tag == "instead_of" or _is_normal_instead(reader):
        reader.adding = False  # "salami instead of the ham"
    elif reader.verb == "change" and reader.adding is None:
        reader.adding = False  # "swap the ham for mushrooms": off now, on after the "for"
    if reader.adding is None:
        reader.adding = True
    reader.top(mark.found.toppings, mark)


def _is_normal_instead(reader: Reader) -> bool:
    """ "… instead of the normal cheese"."""
    earlier = [m for m in reader.marks[: reader.at] if m.tag not in (*FILLERS, "size")]
    return reader.previous.tag == "size" and bool(earlier) and earlier[-1].tag == "instead_of"


def pizza(reader: Reader, _: Mark) -> None:
    """A pizza that is not named, or not yet: "three family pizzas: …", "a pizza with ham and pineapple"."""
    if reader.previous.tag in (*THINGS, "it", "the", "stop") or reader.item_follows():
        return
    if any(m.tag == "item" and m.found.sure for m in reader.marks[reader.at + 1 :]):
        reader.common, reader.ahead = reader.ahead, Ahead()
        reader.common.count = None
    elif reader.previous.tag in ("a", "number", *LOOKS) or (
        reader.previous.tag == "get" and reader.next.tag in ON_OR_OFF
    ):
        reader.wish(Mark("item", ("pizza",)), ())
