"""What somebody looks for in the call log: the words of the request, and the search they mean."""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from urllib.parse import urlencode

from quart import request

from pizzeria.store.records import CallRow, CallSearch
from pizzeria.web import asked
from pizzeria.web.day import bounds

FEWEST = 3
"""digits that a number is looked for by"""
LONGEST = 100
OPEN_AT_ONCE = 10

_NUMBER = re.compile(r"[\d\s+().-]+")


@dataclass(frozen=True, slots=True)
class LogQuery:
    text: str
    """a number or part of one, or a name"""
    day: date | None
    before: datetime | None
    beside: str
    opened: tuple[str, ...]
    """ids of calls whose rows are open"""

    @property
    def is_number(self) -> bool:
        return bool(_NUMBER.fullmatch(self.text))

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.text) if self.is_number else ""

    @property
    def too_short(self) -> bool:
        return self.is_number and len(self.digits) < FEWEST

    def search(self, zone: tzinfo) -> CallSearch:
        since, until = bounds(self.day, zone) if self.day else (None, None)
        return CallSearch(
            digits=_runs(self.digits),
            names=() if self.is_number or not self.text else _spellings(self.text),
            since=since,
            until=until,
            before=self.before,
            beside=self.beside,
        )

    def older(self, last: CallRow) -> str:
        """Where the page after the one that ends with this call is."""
        return self.address({"before": _place(last.started_at, last.call_id)})

    def of_day(self, day: date) -> str:
        return f"/calls?{urlencode({'day': day.isoformat()})}"

    def newest(self) -> str:
        return self.address({})

    def address(self, more: dict[str, str]) -> str:
        asks = {"q": self.text, "day": self.day.isoformat() if self.day else "", **more}
        query = urlencode({key: value for key, value in asks.items() if value})
        return f"/calls?{query}" if query else "/calls"

    def fragment(self) -> str:
        """Where the moving part of this very page is, with the rows that are open."""
        where = {"before": _place(self.before, self.beside)} if self.before else {}
        page = self.address(where)
        opened = urlencode([("open", id_) for id_ in self.opened])
        joined = f"{page}{'&' if '?' in page else '?'}{opened}" if opened else page
        return f"/fragments{joined}"


def log_query() -> LogQuery:
    """Of this request. 400 for a day or a time that is none."""
    before, beside = asked.before()
    return LogQuery(
        text=request.args.get("q", "").strip()[:LONGEST],
        day=asked.day(),
        before=before,
        beside=beside,
        opened=tuple(request.args.getlist("open")[-OPEN_AT_ONCE:]),
    )


def _place(at: datetime, call_id: str) -> str:
    """As ?before= has it."""
    return f"{at.isoformat()},{call_id}" if call_id else at.isoformat()


def _runs(digits: str) -> tuple[str, ...]:
    """As E.164 may have them: 070-123 is also the run 70123, 0046 70 also 4670."""
    plain = digits.lstrip("0")
    return tuple({digits: None, plain: None} if len(plain) >= FEWEST else {digits: None}) if digits else ()


def _spellings(name: str) -> tuple[str, ...]:
    """SQLite knows small and capital letters only of a to z: "åsa" must be looked for as "Åsa" too."""
    return tuple(dict.fromkeys((name, name.lower(), name.title(), name.upper())))
