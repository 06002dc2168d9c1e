"""What a cook must know when an order stands in for another: what is gone, what is new, what is different.

To change a placed order a caller cancels it and orders again, so the lines have other ids: they are matched
by what is made. Where several could match, those that differ least belong together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from pizzeria.ordering.order import Bill, Order, PricedLine

SHORTLY = timedelta(minutes=15)
"""so long after a cancellation, an order of the same number in another call stands in for it"""


@dataclass(frozen=True, slots=True)
class Changed:
    """The same dish, made otherwise. Each `was_` is None unless that is different now."""

    before: PricedLine
    after: PricedLine

    @property
    def was_quantity(self) -> int | None:
        return self.before.quantity if self.before.quantity != self.after.quantity else None

    @property
    def was_size(self) -> str | None:
        """The size's name."""
        return self.before.size_name if self.before.size != self.after.size else None

    @property
    def was_base(self) -> str | None:
        """The base's name; "" for the ordinary one."""
        return self.before.base_name if self.before.base != self.after.base else None

    @property
    def added(self) -> tuple[str, ...]:
        """In a cook's shorthand, what holds now and did not: "+ lök"."""
        return _without(self.after.changes, self.before.changes)

    @property
    def dropped(self) -> tuple[str, ...]:
        """What held and does no longer: to be struck through."""
        return _without(self.before.changes, self.after.changes)


@dataclass(frozen=True, slots=True)
class Differences:
    """Every line of either bill is in here once: `after`'s in its order, and `gone` in that of `before`."""

    gone: tuple[PricedLine, ...]
    new: tuple[PricedLine, ...]
    changed: tuple[Changed, ...]
    same: tuple[PricedLine, ...]
    """as they are on the later bill"""

    @property
    def nothing(self) -> bool:
        return not (self.gone or self.new or self.changed)

    def is_new(self, line: int) -> bool:
        """Whether this line of the later bill is new."""
        return any(each.id == line for each in self.new)

    def change_of(self, line: int) -> Changed | None:
        """What is different about this line of the later bill."""
        return next((each for each in self.changed if each.after.id == line), None)


def differences(before: Bill, after: Bill) -> Differences:
    pairs = dict(_pairs(before.lines, after.lines))
    matched = {old.id for old in pairs.values()}
    known = [(pairs[line.id], line) for line in after.lines if line.id in pairs]
    return Differences(
        gone=tuple(line for line in before.lines if line.id not in matched),
        new=tuple(line for line in after.lines if line.id not in pairs),
        changed=tuple(Changed(old, line) for old, line in known if _distance(old, line)),
        same=tuple(line for old, line in known if not _distance(old, line)),
    )


def replaces(order: Order, others: Iterable[Order]) -> Order | None:
    """The cancelled order among `others` that this one stands in for; None when it is an order of its own.

    It was cancelled before this one was placed, in whose call it was placed itself or not long before by
    the same number; and no other order has stood in for it already.
    """
    known = sorted({each.number: each for each in (*others, order)}.values(), key=lambda each: each.number)
    stand_ins = dict[int, Order]()
    for each in known:
        taken = {old.number for old in stand_ins.values()}
        free = [old for old in known if old.number not in taken and _may_replace(each, old)]
        if free:
            stand_ins[each.number] = free[-1]
    return stand_ins.get(order.number)


def _may_replace(order: Order, old: Order) -> bool:
    if old.status != "cancelled" or old.number >= order.number or old.moved_at > order.placed_at:
        return False
    if order.call_id == old.call_id:
        return True
    same_caller = bool(order.customer_phone) and order.customer_phone == old.customer_phone
    return same_caller and order.placed_at - old.moved_at <= SHORTLY


def _pairs(before: Iterable[PricedLine], after: Iterable[PricedLine]) -> Iterator[tuple[int, PricedLine]]:
    """The id of a later line and the earlier one it was; the most alike first, then as they stand."""
    alike = [(_distance(old, new), at, old, new) for at, old, new in _same_dishes(before, after)]
    found, taken = set[int](), set[int]()
    for _, _, old, new in sorted(alike, key=lambda pair: pair[:2]):
        if new.id not in found and old.id not in taken:
            found.add(new.id)
            taken.add(old.id)
            yield new.id, old


def _same_dishes(
    before: Iterable[PricedLine], after: Iterable[PricedLine]
) -> Iterator[tuple[int, PricedLine, PricedLine]]:
    later = list(after)
    pairs = [(old, new) for old in before for new in later if _dish(old) == _dish(new)]
    return ((at, old, new) for at, (old, new) in enumerate(pairs))


def _dish(line: PricedLine) -> tuple[str, str | None]:
    return line.item, line.second_half


def _distance(old: PricedLine, new: PricedLine) -> int:
    """In how many things they differ; 0 when a cook makes the same."""
    plainly = (old.quantity != new.quantity, old.size != new.size, old.base != new.base)
    return sum(plainly) + len(set(old.changes) ^ set(new.changes))


def _without(changes: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(change for change in changes if change not in known)
