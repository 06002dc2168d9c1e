"""Text messages that 46elks has taken: how one finds out whether a message was sent whose answer was lost.

Source: https://46elks.com/docs/sms-history: GET /sms, newest first, at most 100 a page, the next page by
`start=<next>`.
"""

from dataclasses import dataclass
from datetime import datetime

from pizzeria.elks.fields import moment, rows, text, whole
from pizzeria.elks.rest import Rest
from pizzeria.errors import ProtocolError

_PAGE = "100"
_PAGES = 20
"""more than an evening's messages"""


@dataclass(frozen=True, slots=True)
class Listed:
    id: str
    to_number: str
    words: str
    parts: int | None
    cost: int | None
    """1/10000 of the account's currency"""


async def sent_since(rest: Rest, since: datetime) -> list[Listed]:
    """Every outgoing message that 46elks took since then, and perhaps some before. Raises ProtocolError when
    there are too many to be sure, and as `Rest`.
    """
    found: list[Listed] = []
    query = {"limit": _PAGE}
    for _ in range(_PAGES):
        document = await rest.get("/sms", **query)
        page = rows(document)
        found += [_listed(row) for row in page if text(row, "direction") == "outgoing"]
        oldest = moment(page[-1], "created") if page else None
        more = text(document, "next")
        if not page or not more or (oldest is not None and oldest < since):
            return found
        query = {"limit": _PAGE, "start": more}
    raise ProtocolError("46elks lists more messages than can be looked through")


def _listed(row: dict[str, object]) -> Listed:
    return Listed(
        id=text(row, "id"),
        to_number=text(row, "to"),
        words=text(row, "message"),
        parts=whole(row, "parts"),
        cost=whole(row, "cost"),
    )
