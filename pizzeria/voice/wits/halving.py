"""Halves: two dishes on one pizza, and toppings on one side of it."""

from pizzeria.voice.wits.grammar import THINGS, Reader
from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Half, Wish


def half_and_half(reader: Reader, _: Mark) -> None:
    draft = reader.draft
    if draft is not None and draft.is_wish and draft.half_open:
        return
    if draft is not None and draft.is_wish and len(draft.items) and not reader.item_follows():
        _pair_up(reader)  # "hawaii and vesuvio half and half"
        return
    reader.halving = True


def _pair_up(reader: Reader) -> None:
    """The last two wishes are the halves of one."""
    if reader.meanings and isinstance(one := reader.meanings[-1], Wish) and reader.draft is not None:
        reader.meanings.pop()
        reader.draft.second_half, reader.draft.items = reader.draft.items, one.items
        reader.draft.size = reader.draft.size or one.look.size
        reader.draft.quantity = None


def half(reader: Reader, mark: Mark) -> None:
    sides: dict[str, Half] = {"left": "left", "right": "right", "other_half": "right"}
    side = sides.get(mark.tag, "left")
    if reader.after.tag == "item" or (reader.after.tag == "thing" and reader.adding is None):
        if reader.draft is None or not reader.draft.half_open:
            reader.halving = reader.halving or mark.tag != "other_half"
        return
    draft = reader.part or reader.draft
    if reader.next.tag in ("with", "without", "extra") and mark.tag != "half" and reader.before.tag != "on":
        reader.half = side
        return
    if reader.before.tag in ("topping", "thing", "on") and draft is not None and draft.onto_half(half=side):
        reader.amount = "normal"
        return
    if reader.before.tag in THINGS or reader.before.tag == "on":
        if draft is not None and draft.is_wish and mark.tag != "other_half" and not draft.changes:
            draft.half_open = not draft.second_half and reader.after.tag not in ("topping", "with")
        elif draft is None and mark.tag != "half":
            reader.half = side
        return
    reader.half = side
