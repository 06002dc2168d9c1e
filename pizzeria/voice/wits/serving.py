"""Filling the cart, through the tools: wishes added, topped, and what about them has to be asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pizzeria.ordering.as_json import Json
from pizzeria.ordering.menu import Item
from pizzeria.voice.wits.acts import Answer, Turn
from pizzeria.voice.wits.meanings import Half, Look, Swap, Topped, Wish
from pizzeria.voice.wits.spoken import Speech
from pizzeria.voice.wits.talk import OpenChange, Pending, pieces
from pizzeria.voice.wits.ticket import Line, number, sizes_of
from pizzeria.voice.wits.tools import Tools

SIZE_CODES = ("size_needed", "unknown_size")
UNDER = ("tomato_sauce", "cheese", "mozzarella", "creme_fraiche")
FEWEST, MOST = 1, 2


class Serving:
    def __init__(self, tools: Tools, speech: Speech) -> None:
        self.tools = tools
        self.talk = tools.talk
        self.menu = tools.menu
        self.speech = speech

    # adding

    def wish(self, wish: Wish) -> None:
        """What is wished for is to be added next."""
        wish = self._remembered(wish)
        if not wish.items and not wish.look.changes:
            self._unnamed(wish)
            return
        if not wish.items and not (wish := self._described(wish)).items:
            return
        self.talk.pending = [each for each in self.talk.pending if not _chose_another(wish, each)]
        self.talk.todo[:0] = pieces(wish)

    def add(self, piece: Pending) -> Turn:
        """Into the cart when all about it is clear, else to what has to be asked."""
        if not piece.clear:
            self.talk.pending.append(piece)
            return
        self.talk.adding = piece
        item, other = self._halves(piece)
        size = self.size(piece.size, item, other)
        answer = yield from self.tools.use(
            "add_item",
            item=item.id,
            size=size,
            quantity=piece.quantity,
            base=piece.base if item.customisable else None,
            second_half=other.id if other else None,
        )
        if answer.get("code") in SIZE_CODES:
            if size is not None:
                self.tools.refused(answer)
            self.talk.pending.append(replace(piece, size=None))
        elif not answer.get("ok"):
            self._not_to_be_had(answer)
        else:
            yield from self.added(piece, number(answer.get("line")))
        self.talk.adding = None

    def added(self, piece: Pending, line: int) -> Turn:
        self._touch(line)
        self.talk.about = ()
        if piece.base and not self.menu.item_by_id[piece.items[0]].customisable:
            self.talk.unsaid.append(f"{self.speech.item(piece.items[0])} comes as it is.")
        yield from self.top(line, piece.changes)
        if piece.takes_the_place_of:
            yield from self.tools.use("remove_item", line=piece.takes_the_place_of)

    def _not_to_be_had(self, answer: Answer) -> None:
        self.tools.refused(answer)
        instead = answer.get("instead")
        if isinstance(instead, list) and instead:
            named = [
                self.speech.item(str(other["id"]))
                for other in instead
                if other.get("id") in self.menu.item_by_id
            ]
            self.talk.unsaid.append(f"There is {' or '.join(named[:MOST])}, for instance.")

    # toppings

    def top(self, line_id: int, changes: Iterable[Topped]) -> Turn:
        """Each change on its line; one that may mean several toppings is to be asked about."""
        line = self.talk.ticket.line(line_id)
        if line is None:
            return
        clear: list[Topped] = []
        for change in changes:
            found = self.resolved(change, line)
            if len(found.toppings) == 1:
                clear.append(found)
            else:
                self.talk.open_changes.append(OpenChange(line_id, found))
        clear += [back for change in clear if (back := self._kept_on_the_other(change, line)) is not None]
        if clear:
            yield from self._topped(line_id, clear)

    def _topped(self, line_id: int, changes: Sequence[Topped]) -> Turn:
        self._touch(line_id)
        answer = yield from self.tools.use("choose_toppings", line=line_id, **_arguments(changes))
        if answer.get("ok"):
            return
        if len(changes) == 1:
            if answer.get("code") != "not_on_it" or changes[0].sure:
                self.tools.refused(answer)
            return
        for change in changes:  # one of them is refused: the others are not
            yield from self._topped(line_id, [change])

    def _kept_on_the_other(self, change: Topped, line: Line) -> Topped | None:
        """What is taken off one half only stays on the other, when it is there at all."""
        if not change.remove or change.half == "whole":
            return None
        other = line.item if change.half == "right" else line.second_half or line.item
        there = change.toppings[0] in self.menu.item_by_id[other].toppings
        side: Half = "left" if change.half == "right" else "right"
        return replace(change, remove=False, half=side, amount="normal") if there else None

    def resolved(self, change: Topped, line: Line) -> Topped:
        """Of the toppings that a word may mean, those that make sense on this line."""
        on_it = self._on(line)
        toppings = change.toppings
        if change.remove or change.amount != "normal":
            here = [topping for topping in toppings if topping in on_it]
            kin = [t for t in on_it if len(toppings) == 1 and self._is_kind_of(t, toppings[0])]
            toppings = tuple(here or kin or toppings)
            toppings = toppings[:1] if here else toppings
        amount = change.amount
        if amount == "extra" and not set(toppings) & on_it:
            amount = "normal"  # "with extra bacon" on what has none is bacon
        half = change.half
        if change.side_of and line.second_half:
            half = "left" if change.side_of == line.item else "right"
        return replace(change, toppings=toppings, amount=amount, half=half)

    def _on(self, line: Line) -> set[str]:
        items = [self.menu.item_by_id[id] for id in (line.item, line.second_half) if id]
        added = {change.toppings[0] for change in line.changes if not change.remove}
        return {topping for item in items for topping in item.toppings} | added

    def _is_kind_of(self, topping: str, said: str) -> bool:
        """Red onion is what "no onion" means where there is no other."""
        return self.speech.topping(topping).casefold().endswith(f" {self.speech.topping(said).casefold()}")

    # what was meant

    def size(self, asked: str | None, item: Item, other: Item | None) -> str | None:
        """An id of one of its sizes; "large" is the largest, and "regular" the smallest where none is
        called so.
        """
        sizes = sizes_of(item, other)
        if asked is None or asked in sizes:
            return asked
        if len(sizes) == 1 or asked == "middle":
            return None
        ranks = {"largest": -1, "smallest": 0}
        if asked in ranks:
            return sizes[ranks[asked]]
        first, last = self.menu.items[0].sizes[0].id, self.menu.items[0].sizes[-1].id
        return {first: sizes[0], last: sizes[-1]}.get(asked, asked) if sizes else asked

    def _halves(self, piece: Pending) -> tuple[Item, Item | None]:
        item = self.menu.item_by_id[piece.items[0]]
        other = self.menu.item_by_id[piece.second_half[0]] if piece.second_half else None
        return item, other if other is not item else None

    def _unnamed(self, wish: Wish) -> None:
        """ "Two family pizzas", and which is said next, or has to be asked."""
        self.talk.common = replace(wish.look, changes=())
        if not any(isinstance(meaning, Wish | Swap) for meaning in self.talk.todo) and not self.talk.fresh:
            self.talk.unsaid.append("Gladly.")

    def _remembered(self, wish: Wish) -> Wish:
        """With the changes that were talked of before it was ordered."""
        common = self.talk.common
        if common and wish.items and self.menu.item_by_id[wish.items[0]].customisable:
            look = replace(wish.look, size=wish.look.size or common.size, base=wish.look.base or common.base)
            wish = replace(wish, look=look)
        if self.talk.held and set(wish.items) & set(self.talk.about):
            changes = (*self.talk.held, *wish.look.changes)
            self.talk.held = ()
            return replace(wish, look=replace(wish.look, changes=changes))
        return wish

    def _described(self, wish: Wish) -> Wish:
        """A pizza that was only described: the one with just that on it, or the plainest with that added."""
        wanted = {c.toppings[0] for c in wish.look.changes if not c.remove and len(c.toppings) == 1}
        if not wanted:
            return wish
        fits = [
            i
            for i in self.menu.items
            if i.customisable and set(i.toppings) - set(UNDER) == wanted - set(UNDER)
        ]
        without = {c.toppings[0] for c in wish.look.changes if c.remove and len(c.toppings) == 1}
        both = [i for i in self.menu.items if i.customisable and wanted | without <= set(i.toppings)]
        if not fits and without - set(UNDER) and len(both) == 1:
            fits = both  # "with halloumi, without the aubergine"
        if fits:
            rest = tuple(c for c in wish.look.changes if c.remove)
            return replace(wish, items=(fits[0].id,), sure=False, look=replace(wish.look, changes=rest))
        plainest = min((i for i in self.menu.items if i.customisable), key=lambda item: len(item.toppings))
        return replace(wish, items=(plainest.id,), sure=False)

    def _touch(self, line: int) -> None:
        if not self.talk.fresh:
            self.talk.touched = []
        for lines in (self.talk.fresh, self.talk.touched):
            if line not in lines:
                lines.append(line)

    def touch(self, line: int) -> None:
        self._touch(line)

    def remade(self, line: Line, quantity: int, look: Look) -> Pending:
        """The same once more, made otherwise."""
        second = (line.second_half,) if line.second_half else ()
        again = {change.toppings for change in look.changes}
        changes = (*(c for c in line.changes if c.toppings not in again), *look.changes)
        size, base = look.size or line.size, look.base or line.base or None
        return Pending((line.item,), "", quantity, second, size, base, changes)


def _chose_another(wish: Wish, waiting: Pending) -> bool:
    """Whether this is another of those that were offered: it was not the other."""
    return waiting.items != wish.items and set(wish.items) <= set(waiting.chosen_from)


def _arguments(changes: Sequence[Topped]) -> Json:
    add: list[Json] = [
        {"topping": change.toppings[0], "half": change.half, "amount": change.amount}
        for change in changes
        if not change.remove
    ]
    remove = [change.toppings[0] for change in changes if change.remove]
    return {"add": add or None, "remove": remove or None}
