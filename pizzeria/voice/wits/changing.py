"""Changing what is ordered: which line is meant, and what becomes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pizzeria.voice.wits.acts import Turn
from pizzeria.voice.wits.meanings import Alter, Drop, Look, Not, Ref, Topped, Wish
from pizzeria.voice.wits.serving import Serving
from pizzeria.voice.wits.ticket import Line, Ticket
from pizzeria.voice.wits.waiting import Waiting

Unit = tuple[Line, int]
"""a line, and how many of it are meant"""


class Changing:
    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.waiting = Waiting(serving)
        self.tools = serving.tools
        self.talk = serving.talk
        self.menu = serving.menu

    # which one

    def lines(self, ref: Ref) -> list[Line]:
        """The whole lines that are meant."""
        lines = list(self.talk.ticket.lines)
        touched = [line for line in lines if line.id in self.talk.touched]
        match ref.kind:
            case "it":
                return touched[-1:] or lines[-1:]
            case "last":
                return lines[-1:]
            case "all":
                fresh = [line for line in lines if line.id in self.talk.fresh]
                return fresh if len(fresh) > 1 else lines
            case "rest":
                return [line for line in lines if line.id not in self.talk.touched[-1:]]
            case "nth":
                return lines[ref.nth - 1 : ref.nth]
            case _:
                return self._named(ref, lines)

    def _named(self, ref: Ref, lines: Sequence[Line]) -> list[Line]:
        found = [line for line in lines if {line.item, line.second_half} & set(ref.items)]
        sized = [line for line in found if ref.size and self._has_size(line, ref.size)]
        found = sized or found
        return [line for line in found if line.id in self.talk.touched][-1:] or found[-1:]

    def _has_size(self, line: Line, size: str) -> bool:
        sizes = [s.id for s in self.menu.item_by_id[line.item].sizes]
        return line.size == {"largest": sizes[-1], "smallest": sizes[0]}.get(size, size)

    def units(self, ref: Ref) -> list[Unit]:
        """Where "the second one" is the second piece of one line, only that piece."""
        lines = list(self.talk.ticket.lines)
        pizzas = [line for line in lines if self.menu.item_by_id[line.item].customisable]
        counted = [line for line in pizzas or lines for _ in range(line.quantity)]
        if ref.kind == "nth" and any(line.quantity > 1 for line in pizzas) and ref.nth <= len(counted):
            return [(counted[ref.nth - 1], 1)]
        return [(line, line.quantity) for line in self.lines(ref)]

    # alter

    def alter(self, alter: Alter) -> Turn:
        if self.waiting.fills(alter):
            yield from self.waiting.again()
            return
        if alter.ref.kind == "it" and self.waiting.chooses(alter):
            yield from self.waiting.again()
            return
        talked_of = alter.ref.kind == "it" and bool(alter.parts) and bool(self.talk.about)
        units = [] if talked_of else self.units(alter.ref)
        if alter.ref.kind == "all" and alter.look.size:
            units = [(line, n) for line, n in units if self._can_be(line, alter.look.size)]
        if not units:
            self._nothing_to_alter(alter)
            return
        for line, n in units:
            yield from self._alter_line(line, n, alter)

    def _alter_line(self, line: Line, n: int, alter: Alter) -> Turn:
        if alter.parts:
            yield from self._part(line, alter)
            return
        if alter.quantity is not None or alter.more:
            wanted = alter.quantity if alter.quantity is not None else line.quantity + alter.more
            yield from self.change(line, quantity=wanted)
        if alter.look and n < line.quantity:
            yield from self.split(line, n, alter.look)
        elif alter.look:
            yield from self.look(line, alter.look)

    def look(self, line: Line, look: Look) -> Turn:
        """All of a line is to be like this."""
        self.talk.undo = (line.id, look)
        if look.size or look.base:
            item = self.menu.item_by_id[line.item]
            other = self.menu.item_by_id[line.second_half] if line.second_half else None
            yield from self.change(line, size=self.serving.size(look.size, item, other), base=look.base)
        yield from self.serving.top(line.id, look.changes)

    def split(self, line: Line, n: int, look: Look) -> Turn:
        """Only so many of a line are to be like this: they become a line of their own."""
        self.talk.todo.insert(0, self.serving.remade(line, n, look))
        yield from self.change(line, quantity=line.quantity - n)

    def _part(self, line: Line, alter: Alter) -> Turn:
        parts = [part for part in alter.parts if part.look]
        if not parts:
            first = alter.parts[0]
            yield from self.change(line, quantity=first.quantity)
            return
        left = line.quantity
        for part in parts:
            n = min(part.quantity or left, left)
            now = self.talk.ticket.line(line.id)
            if now is None or n <= 0:
                return
            if n == left:
                yield from self.look(now, part.look)
            else:
                yield from self.split(now, n, part.look)
            left -= n

    def change(self, line: Line, **change: object) -> Turn:
        if all(value is None for value in change.values()):
            return
        self.serving.touch(line.id)
        answer = yield from self.tools.use("change_item", line=line.id, **change)
        self.tools.refused(answer)

    def _can_be(self, line: Line, size: str) -> bool:
        return size in ("largest", "smallest") or self.menu.item_by_id[line.item].size(size) is not None

    def _nothing_to_alter(self, alter: Alter) -> None:
        if alter.look.changes and self.talk.about:
            self.talk.held = (*self.talk.held, *alter.look.changes)
        elif alter.parts and self.talk.about and not alter.look:
            if any(isinstance(m, Wish) and set(m.items) & set(self.talk.about) for m in self.talk.todo):
                return  # "one of those. One family Margherita": it is said in full
            first = alter.parts[0]
            wish = Wish(self.talk.about[:1], "", first.quantity or 1, look=first.look, counted=True)
            self.talk.todo.insert(0, wish)
        elif alter.ref.kind == "item":
            self.talk.unsaid.append(
                f"I do not have a {self.serving.speech.item(alter.ref.items[0])} in the order."
            )

    # take off, take the place of

    def drop(self, drop: Drop) -> Turn:
        waiting = [w for w in self.talk.pending if set(w.items) & set(drop.ref.items)]
        if drop.ref.kind == "it" and self.talk.pending:
            waiting = self.talk.pending[-1:]
        if waiting:
            self.talk.pending = [w for w in self.talk.pending if w not in waiting]
            return
        lines = self.lines(drop.ref)
        if not lines and drop.ref.kind == "item":
            self.talk.unsaid.append(
                f"There is no {self.serving.speech.item(drop.ref.items[0])} in the order."
            )
        for line in lines:
            if drop.quantity and drop.quantity < line.quantity:
                yield from self.change(line, quantity=line.quantity - drop.quantity)
            else:
                yield from self._remove(line)

    def _remove(self, line: Line) -> Turn:
        answer = yield from self.tools.use("remove_item", line=line.id)
        self.tools.refused(answer)
        if answer.get("ok"):
            self.talk.unsaid.append(
                f"I have taken the {self.serving.speech.item(line.item, line.second_half)} off."
            )

    def drop_all(self) -> Turn:
        self.talk.pending.clear()
        for line in self.talk.ticket.lines:
            yield from self.tools.use("remove_item", line=line.id)
        if not self.talk.ticket.lines:
            self.talk.ticket = Ticket()

    def not_meant(self, meant: Not) -> Turn:
        """The last change was not for this one; or, when there was none, it is not wanted at all."""
        units = self.units(meant.ref)
        if not units:
            return
        line, n = units[0]
        if self.talk.undo is not None and self.talk.undo[0] == line.id:
            look = Look(changes=tuple(_undone(self.talk.undo[1].changes)))
        else:
            look = Look(changes=tuple(_undone(line.changes)))
        if not look:
            yield from self._remove(line)
        elif n < line.quantity:
            self.talk.undo = None
            yield from self.split(line, n, look)
        else:
            self.talk.undo = None
            yield from self.serving.top(line.id, look.changes)


def _undone(changes: Iterable[Topped]) -> Iterable[Topped]:
    for change in changes:
        if change.remove or change.amount == "normal":
            yield replace(change, remove=not change.remove)
        else:
            yield replace(change, amount="normal")
