"""The account: whose it is and what it still has.

Source: https://46elks.com/docs/get-account (GET /me). Whether a call is answered hangs on it: an account in
the red stops answering inbound calls without a word (seen in production by others).
"""

from dataclasses import dataclass

from pizzeria.elks.fields import UNITS, text, whole
from pizzeria.elks.rest import Rest

LOW = {"SEK": 50, "EUR": 5}
"""whole units of the currency: about a month's number and a busy evening's calls"""
_LOW_ELSEWHERE = 5


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    name: str
    currency: str
    """"" when 46elks does not say"""
    balance: int | None
    """1/10000 of the currency; None when 46elks does not say (an account that pays by invoice)"""

    @property
    def is_low(self) -> bool:
        low = LOW.get(self.currency, _LOW_ELSEWHERE) * UNITS
        return self.balance is not None and self.balance < low

    @property
    def is_empty(self) -> bool:
        return self.balance is not None and self.balance <= 0

    @property
    def left(self) -> str:
        """The balance for people: "123.45 SEK"."""
        if self.balance is None:
            return "no balance shown"
        return f"{self.balance / UNITS:.2f} {self.currency}".rstrip()


async def read_account(rest: Rest) -> Account:
    document = await rest.get("/me")
    return Account(
        id=text(document, "id"),
        name=text(document, "displayname"),
        currency=text(document, "currency"),
        balance=whole(document, "balance"),
    )
