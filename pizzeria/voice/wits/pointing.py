"""Verbs, and the words that point at what is ordered: make it, change the first one, both, instead."""

from dataclasses import replace

from pizzeria.voice.wits.grammar import IT, LOOKS, ON_OR_OFF, THINGS, Reader
from pizzeria.voice.wits.marks import Mark
from pizzeria.voice.wits.meanings import Drop, Not, Ref, Wish
from pizzeria.voice.wits.words import HOMOPHONES


def it(reader: Reader, mark: Mark) -> None:
    count = reader.next.tag == "number" and reader.verb != "make"
    if (reader.next.tag in (*THINGS, "topping", *LOOKS) or count) and mark.words[0] != "it":
        return
    if reader.verb in ("make", "change", "drop") and reader.ref is None:
        if reader.verb == "drop" and reader.after.tag in ("topping", "thing"):
            return
        reader.refer(IT)


def nth(reader: Reader, mark: Mark) -> None:
    if reader.previous.tag in ("the", "on", "it", "to", "not") or reader.next.tag == "noun":
        _refer_or_swap(reader, Ref("nth", nth=mark.number))


def same(reader: Reader, _: Mark) -> None:
    """ "… and the same for the Hawaii"; "same size" is another matter."""
    if reader.next.tag in ("on", "to"):
        reader.finish()
        reader.verb, reader.ref = "same", None


def last(reader: Reader, _: Mark) -> None:
    _refer_or_swap(reader, Ref("last"))


def _refer_or_swap(reader: Reader, ref: Ref) -> None:
    if reader.before.tag == "not":
        reader.finish()
        reader.meanings.append(Not(ref))
    else:
        reader.refer(ref)


def all_of_them(reader: Reader, _: Mark) -> None:
    if reader.draft is not None and (reader.draft.quantity or 1) > 1 and reader.before.tag != "drop":
        reader.part = None
        if len([m for m in reader.meanings if isinstance(m, Wish)]) == 0:
            return
    reader.refer(Ref("all"))


def rest(reader: Reader, _: Mark) -> None:
    if reader.draft is not None and reader.draft.parts:
        reader.split(None)
    elif reader.after.tag in (*LOOKS, *ON_OR_OFF, "of_them"):
        reader.refer(Ref("rest"))


def get(reader: Reader, mark: Mark) -> None:
    if mark.text == "take" and any(m.words[0] in ("off", "out", "away") for m in reader.marks[reader.at :]):
        verb(reader, replace(mark, tag="drop"))
    elif reader.verb != "change":
        reader.finish()
        reader.verb, reader.getting = None, True


def verb(reader: Reader, mark: Mark) -> None:
    if (
        mark.tag == "drop"
        and reader.draft is not None
        and not reader.draft.is_wish
        and reader.previous.tag == "it"
    ):
        return
    reader.finish()
    reader.verb, reader.ref = mark.tag, None
    reader.adding = {"drop": False, "add": True}.get(mark.tag)


def make(reader: Reader, _: Mark) -> None:
    if reader.next.tag in ("it", "the", "all", "nth", "last", "item"):
        reader.finish()
        reader.verb, reader.ref = "make", None


def to(reader: Reader, mark: Mark) -> None:
    if reader.verb == "change":
        reader.adding = True if reader.draft is not None and reader.draft.changes else None
    elif reader.verb is None and reader.next.tag in THINGS and reader.previous.tag in ("get", "stop", "and"):
        reader.ahead.count = HOMOPHONES.get(mark.text)


def instead(reader: Reader, _: Mark) -> None:
    added = reader.verb == "add" or any(isinstance(meaning, Drop) for meaning in reader.meanings)
    if reader.draft is not None and reader.draft.is_wish and reader.draft.swaps is None and not added:
        reader.draft.swaps = reader.ref or IT


def meant(reader: Reader, _: Mark) -> None:
    if reader.verb == "change" and reader.ref is not None:
        return  # "the Vesuvio should be a Hawaii"
    pointed = reader.draft.ref if reader.draft is not None and not reader.draft.look else None
    reader.finish()
    reader.verb, reader.ref = "make", pointed or IT


def and_(reader: Reader, _: Mark) -> None:
    if reader.after.tag not in ("topping", "thing"):
        reader.half = "whole"
    if reader.next.tag == "and":
        return


def stop(reader: Reader, _: Mark) -> None:
    reader.verb, reader.ref, reader.adding = None, None, None
