"""Wishes that wait for an answer: what fills them in, and trying them again."""

from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.meanings import Alter, Look, Wish
from pizzeria.voice.wits.serving import Serving
from pizzeria.voice.wits.spoken import name
from pizzeria.voice.wits.talk import Pending, pieces
from pizzeria.voice.wits.words import plain


class Waiting:
    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.talk = serving.talk
        self.menu = serving.menu

    def fills(self, alter: Alter) -> bool:
        """Whether this says what was missing about something that is not in the cart yet."""
        waiting = [wish for wish in self.talk.pending if wish.clear]
        if not waiting or not (alter.look or alter.parts or alter.quantity):
            return False
        if alter.ref.kind == "item":
            waiting = [wish for wish in waiting if set(wish.items + wish.second_half) & set(alter.ref.items)]
        elif alter.ref.kind == "nth":
            waiting = waiting[alter.ref.nth - 1 : alter.ref.nth]
        elif alter.ref.kind == "it" and (alter.look.changes or alter.look.base or alter.quantity):
            waiting = waiting[-1:]
        if alter.ref.kind in ("it", "rest") and alter.look.size:
            waiting = self._asked_about(waiting)
        if alter.look.size and alter.ref.kind in ("it", "all", "rest"):
            waiting = [wish for wish in waiting if wish.size is None and self._sells(wish, alter.look.size)]
        for wish in waiting:
            self._fill(wish, alter)
        return bool(waiting)

    def chooses(self, alter: Alter) -> bool:
        """ "A dip, the garlic one": which of several was meant, said a little later."""
        wish = next((wish for wish in self.talk.pending if len(wish.items) > 1), None)
        if wish is None or not alter.look.changes:
            return False
        said = {word for change in alter.look.changes for word in change.heard.split()}
        fits = [id for id in wish.items if said & set(plain(name(self.menu.item_by_id[id].names)).split())]
        wish.items = tuple(fits) or wish.items
        return True

    def _asked_about(self, waiting: list[Pending]) -> list[Pending]:
        """Of a size alone, only what the question was about: the pizzas are regular, not the drinks."""
        question = self.talk.question
        asked = question.options if question is not None and question.kind == "size" else ()
        return [wish for wish in waiting if set(wish.items) & set(asked)] or waiting

    def _sells(self, wish: Pending, size: str) -> bool:
        return (
            size in ("largest", "smallest", "normal")
            or self.menu.item_by_id[wish.items[0]].size(size) is not None
        )

    def _fill(self, wish: Pending, alter: Alter) -> None:
        parted = [part for part in alter.parts if part.look]
        if parted:
            self.talk.pending.remove(wish)
            whole = Wish(
                wish.items,
                wish.heard,
                wish.quantity,
                wish.second_half,
                Look(wish.size, wish.base, wish.changes),
                alter.parts,
                counted=True,
            )
            self.talk.pending.extend(pieces(whole))
            return
        wish.size = alter.look.size or wish.size
        wish.base = alter.look.base or wish.base
        more = [change for change in alter.look.changes if change not in wish.changes]
        wish.changes = (*wish.changes, *more)
        wish.quantity = alter.quantity or wish.quantity

    def again(self) -> Turn:
        """What was waiting is tried again, now that more is known of it."""
        for wish in list(self.talk.pending):
            if wish.clear:
                self.talk.pending.remove(wish)
                yield from self.serving.add(wish)
