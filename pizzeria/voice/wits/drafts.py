"""What is being read of an order, until the next thing begins: a wish, a change to one, or a part of one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pizzeria.voice.wits.meanings import Alter, Drop, Half, Look, Meaning, Part, Ref, Swap, Topped, Wish


@dataclass(slots=True)
class Draft:
    """A wish when it has no `ref`; a change to what `ref` names when it has one."""

    ref: Ref | None = None
    items: tuple[str, ...] = ()
    second_half: tuple[str, ...] = ()
    heard: str = ""
    quantity: int | None = None
    more: int = 0
    size: str | None = None
    base: str | None = None
    changes: list[Topped] = field(default_factory=list)
    parts: list["Draft"] = field(default_factory=list)
    sure: bool = True
    half_open: bool = False
    """its second half is still to come"""
    side: Half = "whole"
    """where toppings go that are said from here on"""
    swaps: Ref | None = None
    """what it takes the place of"""
    fresh: int = 0
    """the changes from here on were said in one go"""

    @property
    def is_wish(self) -> bool:
        return self.ref is None

    @property
    def look(self) -> Look:
        return Look(self.size, self.base, tuple(self.changes))

    def onto_half(self, **where: str) -> bool:
        """The changes said last go on one half; false when there are none."""
        said = self.changes[self.fresh :]
        self.changes[self.fresh :] = [replace(change, **where) for change in said]  # type: ignore[arg-type]
        self.fresh = len(self.changes)
        return bool(said)

    def meanings(self) -> Iterator[Meaning]:
        parts = tuple(Part(part.quantity, part.look) for part in self.parts)
        if self.ref is None:
            wish = Wish(
                self.items,
                self.heard,
                self.quantity or 1,
                self.second_half,
                self.look,
                parts,
                self.sure,
                self.quantity is not None,
            )
            yield Swap(self.swaps, wish) if self.swaps else wish
        elif self.look or parts or self.quantity is not None or self.more:
            yield Alter(self.ref, self.look, self.quantity, self.more, parts)


def dropped(ref: Ref, quantity: int | None) -> Drop:
    return Drop(ref, quantity)
