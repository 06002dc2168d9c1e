"""Numbers and sizes in an order: how many, which dish, some of several, and what a size belongs to."""

from dataclasses import replace

from pizzeria.voice.wits.drafts import Draft
from pizzeria.voice.wits.grammar import HALVES, IT, LOOKS, ON_OR_OFF, THINGS, Reader
from pizzeria.voice.wits.items import named
from pizzeria.voice.wits.marks import Mark


def number(reader: Reader, mark: Mark) -> None:
    looks_follow = reader.next.tag in (*LOOKS, *ON_OR_OFF, "of_them")
    if mark.words == ("one",) and (
        reader.previous.tag in ("nth", "last") or (reader.previous.tag in LOOKS and not looks_follow)
    ):
        return  # "the second one"
    if reader.before.tag == "not" or _is_only_one(reader, mark):
        return  # "two, not one"; "a dip, the garlic one"
    if _is_dish(reader, mark):
        _dish(reader, mark)
    elif _corrects(reader):
        assert reader.draft is not None
        reader.draft.quantity = mark.number
    elif reader.item_follows() or reader.pizza_follows() or reader.next.tag == "dish_number":
        reader.ahead.count = mark.number
    elif (
        reader.before.tag == "on" and reader.draft is not None and reader.draft.changes[reader.draft.fresh :]
    ):
        _on_some(reader, mark)
    elif reader.next.text in ("more", "more of them", "more of those", "more of the same"):
        reader.begin(_altered(reader, more=mark.number))
    elif reader.verb in ("make", "change") and reader.ref is not None and not _looks_follow(reader):
        reader.begin(_altered(reader, quantity=mark.number))
    elif _is_part(reader, mark):
        reader.split(mark.number)
    elif reader.verb == "drop" and reader.next.tag in ("of_them", "on", "it"):
        reader.ahead.count = mark.number
    elif reader.next.tag not in HALVES and reader.after.tag not in HALVES:
        reader.bare(mark.number)
    else:
        reader.ahead.count = mark.number


def _corrects(reader: Reader) -> bool:
    """ "Three Funghi, no, four": the last number holds."""
    draft, follows = reader.draft, reader.item_follows() or reader.pizza_follows()
    counted = draft is not None and draft.is_wish and draft.quantity is not None and not draft.parts
    looked = reader.next.tag in (*LOOKS, "of_them", "with", "without", "extra", "light")
    return counted and reader.previous.tag in ("no", "stop", "meant") and not follows and not looked


def _is_only_one(reader: Reader, mark: Mark) -> bool:
    named = reader.previous.tag in ("topping", "thing", "head", "item")
    return mark.words == ("one",) and named and reader.after.tag in ("stop", "and")


def _looks_follow(reader: Reader) -> bool:
    return reader.after.tag in (*LOOKS, *ON_OR_OFF)


def _altered(reader: Reader, quantity: int | None = None, more: int = 0) -> Draft:
    ref, reader.ref = reader.ref or IT, None
    return Draft(ref=ref, quantity=quantity, more=more)


def _is_dish(reader: Reader, mark: Mark) -> bool:
    """ "number seven", "a seven", "two sevens": the number on the paper menu."""
    if mark.number not in reader.vocabulary.numbers:
        return False
    if reader.previous.tag == "dish_number" or (mark.plural and not reader.item_follows()):
        return True
    with_article = reader.previous.tag in ("a", "the") or (
        reader.previous.tag == "size" and reader.marks[max(0, reader.at - 2)].tag in ("a", "the")
    )
    one = mark.words[0] in ("one", "couple", "pair", "dozen")
    followed = reader.item_follows() or reader.next.tag in ("more", "of_them", *HALVES, "half_and_half")
    return with_article and not one and not followed


def _dish(reader: Reader, mark: Mark) -> None:
    item = reader.vocabulary.numbers[mark.number]
    found = replace(mark.found, items=(item,))
    if reader.after.tag in THINGS and item in reader.after.found.items:
        return  # "number seven, the Funghi": once is enough
    named(reader, Mark("item", ("number", *mark.words), found))


def _is_part(reader: Reader, mark: Mark) -> bool:
    if reader.next.tag == "of_them":
        return True
    many = reader.draft is not None and (reader.draft.quantity or 1) > 1
    parted = reader.draft is not None and bool(reader.draft.parts)
    looks = reader.next.tag in (*LOOKS, *ON_OR_OFF) or reader.after.tag in (*LOOKS, *ON_OR_OFF)
    return looks and (many or parted or reader.draft is None)


def _on_some(reader: Reader, mark: Mark) -> None:
    """ "… with mushrooms on one": only so many have what was said last."""
    draft = reader.draft
    assert draft is not None
    said, draft.changes[draft.fresh :] = draft.changes[draft.fresh :], []
    reader.split(mark.number)
    reader.target.changes.extend(said)


def look(reader: Reader, mark: Mark) -> None:
    size, base = mark.found.size, mark.found.base
    ahead = (reader.item_follows() or reader.pizza_follows()) and not _said_after(reader, mark)
    if ahead:
        reader.ahead.size, reader.ahead.base = size or reader.ahead.size, base or reader.ahead.base
        return
    if reader.before.tag == "not" or (mark.found.size and reader.next.tag == "topping"):
        return  # "regular, not family"; "normal cheese"
    target = reader.target
    if reader.ref is not None and reader.draft is not None and reader.draft.is_wish is False:
        reader.draft.ref, reader.ref = reader.ref, None
    target.size, target.base = size or target.size, base or target.base


def _said_after(reader: Reader, mark: Mark) -> bool:
    """ "vesuvio large hawaii small": this caller says sizes after the dish."""
    first = next((m.tag for m in reader.marks if m.tag in (*THINGS, *LOOKS)), "stop")
    target = reader.part or reader.draft
    free = target is not None and target.is_wish and target.size is None and mark.found.size is not None
    return free and first in THINGS and reader.previous.tag not in ("a", "number", "and")
