"""How often one number calls: at once, and within an hour; who calls more often is not answered. Pure.

Callers who hide their number are not counted, for all of them would be one: they share the house's lines with
everybody. Nor are the house's own calls, and those of its staff. A call that is not answered does not count.
"""

from collections import Counter, OrderedDict, deque
from datetime import datetime, timedelta

from pizzeria.ordering.house import CallRules

HOUR = timedelta(hours=1)
MOST = 2_000
"""numbers that are remembered; beyond, who has not called for longest is forgotten"""


class Callers:
    def __init__(self, rules: CallRules) -> None:
        self._rules = rules
        self._now: Counter[str] = Counter()
        self._lately: OrderedDict[str, deque[datetime]] = OrderedDict()

    def begin(self, number: str, at: datetime) -> str:
        """Why a call of this number is not answered; "" when it is, and then `end` must follow."""
        lately = self._lately.get(number, deque())
        while lately and lately[0] <= at - HOUR:
            lately.popleft()
        if 0 < self._rules.most_at_once <= self._now[number]:
            return f"{self._rules.most_at_once} calls at once"
        if 0 < self._rules.most_an_hour <= len(lately):
            return f"{self._rules.most_an_hour} calls within an hour"
        self._remember(number, at)
        return ""

    def end(self, number: str) -> None:
        self._now -= Counter((number,))

    def _remember(self, number: str, at: datetime) -> None:
        self._now[number] += 1
        self._lately.setdefault(number, deque()).append(at)
        self._lately.move_to_end(number)
        if len(self._lately) > MOST:
            self._lately.popitem(last=False)
