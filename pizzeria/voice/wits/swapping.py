"""One thing in the place of another, and one like another: "a Hawaii instead", "the same for the Opera"."""

from dataclasses import replace

from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.changing import Changing
from pizzeria.voice.wits.meanings import Alter, Look, Ref, Same, Swap, Wish
from pizzeria.voice.wits.talk import pieces
from pizzeria.voice.wits.ticket import Line


class Swapping:
    def __init__(self, changing: Changing) -> None:
        self.changing = changing
        self.serving = changing.serving
        self.talk = changing.talk
        self.menu = changing.menu

    def swap(self, swap: Swap) -> Turn:
        wish = swap.wish
        waiting = [w for w in self.talk.pending if set(w.items) & set(swap.ref.items)]
        waiting = waiting or (self.talk.pending[-1:] if swap.ref.kind == "it" else [])
        if waiting:
            self.talk.pending = [w for w in self.talk.pending if w is not waiting[-1]]
            self.serving.wish(_like(wish, waiting[-1].quantity, waiting[-1].size))
            return
        target = next(iter(self.changing.lines(swap.ref)), None)
        if target is not None and wish.second_half and not wish.items:
            wish = replace(wish, items=(target.item,))
        if target is None or not wish.items:
            self.serving.wish(wish)
        elif target.item in wish.items and not wish.second_half:
            yield from self.changing.alter(
                Alter(Ref("item", wish.items), wish.look, wish.quantity if wish.counted else None)
            )
        else:
            yield from self._exchange(target, wish, swap.ref.some or target.quantity)

    def _exchange(self, target: Line, wish: Wish, some: int) -> Turn:
        sells = self.menu.item_by_id[wish.items[0]].size(target.size) is not None
        made = pieces(_like(wish, min(some, target.quantity), target.size if sells else None))
        if some < target.quantity:
            self.talk.todo[:0] = made
            yield from self.changing.change(target, quantity=target.quantity - some)
        else:
            self.talk.todo[:0] = [*made[:-1], replace(made[-1], takes_the_place_of=target.id)]

    def same(self, same: Same) -> Turn:
        """As the last change; or, where nothing was changed, with what is on the last thing ordered."""
        waiting, last = self.talk.pending[-1:], self.changing.lines(Ref("it"))
        if self.talk.undo is not None and not waiting:
            look = self.talk.undo[1]
        else:
            look = Look(changes=waiting[0].changes if waiting else last[0].changes if last else ())
        if self.changing.lines(same.ref):
            yield from self.changing.alter(Alter(same.ref, look))
        elif same.ref.items:
            self.serving.wish(Wish(same.ref.items, "", look=look))


def _like(wish: Wish, quantity: int, size: str | None) -> Wish:
    """As many and as large as what it takes the place of, unless something else was said."""
    look = wish.look if wish.look.size else replace(wish.look, size=size)
    return replace(wish, look=look, quantity=wish.quantity if wish.counted else quantity)
