"""What 46elks says no to, and what to do about it. Pure.

Source: a refusal is a status of 400 or more and a sentence in plain text (46elks' own Swagger file of 2018;
code in use that reads these bodies). One compiled guide shows JSON instead; nobody who saw a live answer
does. The kind is taken from the sentence, then from the status, for sources disagree on the status (no credit
is 402 or 403).
"""

import re
from typing import Literal

from pizzeria.errors import PizzeriaError, Unreachable

Kind = Literal["credentials", "credit", "missing", "sender", "receiver", "address", "unknown"]

CREDENTIALS = "check ELKS_API_USERNAME (u…) and ELKS_API_PASSWORD: they are the API's, not those of the login"

_SENTENCES: tuple[tuple[str, Kind], ...] = (
    (r"basic http auth", "credentials"),
    (r"not enough credit|creditslow", "credit"),
    (r"missing key|key \S+ missing", "missing"),
    (r"invalid from", "sender"),
    (r"invalid to", "receiver"),
    (r"not a valid url", "address"),
)
_STATUSES: dict[int, Kind] = {401: "credentials", 402: "credit"}
_TO_DO: dict[Kind, str] = {
    "credentials": CREDENTIALS,
    "credit": "fill up the account at https://46elks.com/account; an empty one answers no calls either",
    "missing": "this program left something out: please report it",
    "sender": "send from a number of this account, or a name of 3 to 11 letters and digits",
    "receiver": "write the number as +46…",
    "address": "set PIZZERIA_PUBLIC_URL to an address that 46elks can reach",
    "unknown": "look into the account at https://46elks.com/account",
}
_LONGEST = 300
"""characters of an answer that are repeated"""


class Declined(PizzeriaError):
    """46elks said no, and did nothing. `kind` is stable, `said` is its own sentence, `to_do` ours."""

    def __init__(self, status: int, body: str) -> None:
        self.status = status
        self.said = " ".join(body.split())[:_LONGEST]
        self.kind = _kind(status, self.said)
        self.to_do = _TO_DO[self.kind]
        super().__init__(f'46elks said "{self.said}" ({status}): {self.to_do}')


class Unanswered(Unreachable):
    """It was asked, and no answer came that can be read: whether it was done is not known.

    What must not be done twice must not be asked twice after this.
    """


def _kind(status: int, said: str) -> Kind:
    found = (kind for sentence, kind in _SENTENCES if re.search(sentence, said, re.IGNORECASE))
    return next(found, _STATUSES.get(status, "unknown"))
