"""One of several that were offered: which the caller has chosen, by its name or what tells it apart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pizzeria.ordering.menu import Names
from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.changing import Changing
from pizzeria.voice.wits.meanings import Alter, Fulfil, Meaning, Place, Said, Swap, Topped, Wish
from pizzeria.voice.wits.sounds import likeness
from pizzeria.voice.wits.talk import Pending, Question
from pizzeria.voice.wits.vocabulary import APART, SURE
from pizzeria.voice.wits.words import plain, singular_words, tokens

SMALL = frozenset({"the", "a", "an", "with", "and", "one", "please"})
"""words that tell nothing from anything"""
ANSWERS = ("yes", "no", "done")


class Choosing:
    def __init__(self, changing: Changing) -> None:
        self.changing = changing
        self.serving = changing.serving
        self.talk = changing.talk
        self.menu = changing.menu

    def take(self, question: Question) -> Turn:
        chosen = self._chosen(question)
        if chosen is None:
            return
        self.talk.todo[:] = [m for m in self.talk.todo if not isinstance(m, Said) or m.what not in ANSWERS]
        if question.kind == "topping":
            change = self.talk.open_changes.pop(0)
            yield from self.serving.top(change.line, [_one(change.topped, chosen)])
            return
        wish = next(w for w in self.talk.pending if len(w.items) > 1 or len(w.second_half) > 1)
        if len(wish.items) > 1:
            wish.items, wish.chosen_from = (chosen,), wish.items
        else:
            wish.second_half = (chosen,)
        wish.sure = True
        yield from self.changing.waiting.again()

    def _chosen(self, question: Question) -> str | None:
        """What the caller named of what was offered, and out of the turn it goes."""
        for meaning in self.talk.todo:
            if set(named := _named(meaning)) & set(question.options):
                self.talk.todo.remove(meaning)
                return next(id for id in named if id in question.options)
        if self._says("no") and len(question.options) == 1:
            return None
        if self._says("yes") and len(question.options) == 1:
            return question.options[0]
        said = [word for word in tokens(self.talk.words) if word not in SMALL]
        words = set(singular_words(said))
        if words & {"first", "former"}:
            return question.options[0]
        if words & {"second", "latter", "last"}:
            return question.options[-1]
        scores = {id: len(words & self._words_of(id, question)) for id in question.options}
        likely = {id: self._likeness(id, " ".join(said)) for id in question.options}
        found = _best(scores, 1, 0) or _best(likely, SURE, APART)
        if found is not None:
            self.talk.todo[:] = [m for m in self.talk.todo if isinstance(m, Said | Fulfil | Place)]
        return found

    def _likeness(self, id: str, said: str) -> float:
        """Of a name that was misheard: "kebab place"."""
        thing = self.menu.item_by_id.get(id) or self.menu.topping_by_id[id]
        return max(likeness(plain(name), said) for name in (*thing.names.values(), *thing.said))

    def _words_of(self, id: str, question: Question) -> set[str]:
        """Words that tell one option from the others: of its names, and of what is on it."""
        mine = self._said_of(id)
        others = [self._said_of(other) for other in question.options if other != id]
        shared = set.intersection(mine, *others) if others else set()
        return mine - shared

    def _said_of(self, id: str) -> set[str]:
        item = self.menu.item_by_id.get(id)
        thing = item or self.menu.topping_by_id[id]
        names: list[str] = [*thing.names.values(), *thing.said, id.replace("_", " ")]
        names += [
            name
            for t in (item.toppings if item else ())
            for name in _english(self.menu.topping_by_id[t].names)
        ]
        if item is not None and item.customisable:
            names.append("pizza ordinary normal regular" if len(names[0].split()) == 1 else "pizza")
        return set(singular_words([word for name in names for word in tokens(name)]))

    def _says(self, what: str) -> bool:
        return any(isinstance(m, Said) and m.what == what for m in self.talk.todo)


def _best(scores: Mapping[str, float], least: float, apart: float) -> str | None:
    """Which of them has so much at least, and more than any other by more than so much."""
    (first, best), *others = sorted(scores.items(), key=lambda each: -each[1])
    return first if best >= least and all(best - score > apart for _, score in others) else None


def _english(names: Names) -> Sequence[str]:
    return [names["en"]] if "en" in names else list(names.values())


def _named(meaning: Meaning | Pending) -> tuple[str, ...]:
    match meaning:
        case Wish(items=items) if len(items) == 1:
            return items
        case Alter(ref=ref, look=look):
            return (*ref.items, *(t for change in look.changes if not change.remove for t in change.toppings))
        case Swap(wish=wish):
            return wish.items
        case _:
            return ()


def _one(change: Topped, chosen: str) -> Topped:
    return replace(change, toppings=(chosen,), sure=True)
