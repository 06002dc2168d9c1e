"""The numbers of an account and their settings: GET and POST /numbers, /numbers/{id}.

Source: https://46elks.com/docs/allocate-number, /docs/configure-number, /docs/list-numbers,
/docs/realtime-voice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from pizzeria.replay.doubles.company.forms import No, check_address, check_socket, check_start, read_form
from pizzeria.replay.doubles.company.http import Asked

RENT = 300_000
"""1/10000 of the currency, for a month of a number that can be dialled"""
MOST = 100
"""rows of a page"""
_URLS = ("voice_start", "sms_url", "mms_url", "websocket_url")
_CLEARS = ("none", " ")


def stamp() -> str:
    """Now, as 46elks writes it: UTC without saying so."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


@dataclass(slots=True)
class Line:
    number: str
    category: str = "mobile"
    capabilities: tuple[str, ...] = ("sms", "mms", "voice")
    id: str = field(default_factory=lambda: f"n{uuid4().hex}")
    active: bool = True
    name: str = ""
    voice_start: str = ""
    websocket_url: str = ""
    sms_url: str = ""
    mms_url: str = ""
    sms_replies: str = "yes"
    allocated: str = field(default_factory=stamp)

    @property
    def is_websocket(self) -> bool:
        return self.category == "websocket"

    def document(self) -> dict[str, Any]:
        """As the API shows it: a setting that is not set is left out, and so is one that others have."""
        settings = {key: getattr(self, key) for key in _URLS if getattr(self, key)}
        return {
            "id": self.id,
            "active": "yes" if self.active else "no",
            "country": "se",
            "number": self.number,
            "category": self.category,
            "capabilities": list(self.capabilities),
            "allocated": self.allocated,
            "cost": 0 if self.is_websocket else RENT,
            "name": self.name,
            **settings,
        }


@dataclass(slots=True)
class Lines:
    socket_field: Literal["websocket_url", "voice_start", "none"] = "websocket_url"
    """where a websocket number keeps its address: sources disagree; the other field is passed over. `none`:
    it is set by hand only
    """
    allocates_sockets: bool = True
    """whether a websocket number can be had over the API: sources disagree"""
    all: list[Line] = field(default_factory=list)
    _given: int = 0

    def find(self, number: str) -> Line | None:
        return next((line for line in self.all if line.number == number and line.active), None)

    def show(self, line_id: str) -> Line:
        found = next((line for line in self.all if line.id == line_id), None)
        if found is None:
            raise No(404, "Invalid number id")
        return found

    def socket_of(self, line: Line) -> str:
        return line.voice_start if self.socket_field == "voice_start" else line.websocket_url

    def allocate(self, asked: Asked, faults: list[str]) -> Line:
        """A new number, with whatever settings came along."""
        form = read_form(asked, ["country", "capabilities"], ["category", "name", "sms_replies", *_URLS])
        faults += form.faults
        fields = dict(form.fields)
        wanted = tuple(fields.pop("capabilities").split(","))
        category = fields.pop("category", "mobile")
        if fields.pop("country") != "se":
            raise No(403, "Invalid country")
        if ("websocket" in wanted) != (category == "websocket"):
            raise No(403, "Invalid capabilities")
        if category == "websocket" and not self.allocates_sockets:
            raise No(403, "Invalid category")
        self._given += 1
        prefix = "+4600700" if category == "websocket" else "+4676686"
        line = Line(f"{prefix}{self._given:04}", category, wanted)
        self._set(line, fields)
        self.all.append(line)
        return line

    def configure(self, line_id: str, asked: Asked, faults: list[str]) -> Line:
        line = self.show(line_id)
        form = read_form(asked, [], ["name", "sms_replies", "active", *_URLS])
        faults += form.faults
        self._set(line, form.fields)
        return line

    def _set(self, line: Line, fields: dict[str, str]) -> None:
        """Everything is checked before anything is changed."""
        kept = {
            key: "" if value in _CLEARS else value for key, value in fields.items() if self._keeps(line, key)
        }
        for key, value in kept.items():
            self._check(line, key, value)
        for key, value in kept.items():
            setattr(line, key, value == "yes" if key == "active" else value)

    def _keeps(self, line: Line, key: str) -> bool:
        if line.is_websocket:
            return key not in _URLS or key == self.socket_field
        return key != "websocket_url"

    def _check(self, line: Line, key: str, value: str) -> None:
        match key:
            case "websocket_url" | "voice_start" if value and line.is_websocket:
                check_socket(value)
            case "voice_start" if value:
                check_start(key, value)
            case "sms_url" | "mms_url" if value:
                check_address(key, value)
            case "name" if len(value) > 50:  # noqa: PLR2004 - the page's own figure
                raise No(403, "Too long name")


def page(rows: Iterable[dict[str, Any]], when: str, query: Mapping[str, str]) -> dict[str, Any]:
    """One page of a list, newest first: `limit` rows, those before `start`; `next` starts the page after.

    `when`: the key of the time they are sorted by.
    """
    start = query.get("start", "~")
    found = sorted((row for row in rows if row[when] < start), key=lambda row: str(row[when]), reverse=True)
    limit = min(int(query.get("limit", MOST)), MOST)
    more = {"next": found[limit - 1][when]} if len(found) > limit else {}
    return {"data": found[:limit], **more}
