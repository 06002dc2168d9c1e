"""Text messages: POST /sms, what becomes of them, and the reports about it; and those that come in.

Source: https://46elks.com/docs/send-sms, /docs/sms-delivery-reports, /docs/receive-sms.
"""

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from pizzeria.replay.doubles.company.forms import No, check_address, is_number, is_sender_name, read_form
from pizzeria.replay.doubles.company.http import Asked
from pizzeria.replay.doubles.company.lines import Lines, stamp
from pizzeria.replay.doubles.company.world import World

PRICE = 3_500
"""1/10000 of the currency, for each part"""
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
"""take two places"""
_LENGTHS = {True: (160, 153), False: (70, 67)}
"""of one part alone and of one among several, in GSM's letters or not"""


@dataclass(slots=True)
class Text:
    sender: str
    to_number: str
    message: str
    direction: Literal["outgoing", "incoming"] = "outgoing"
    whendelivered: str = ""
    status: str = "created"
    id: str = field(default_factory=lambda: f"s{uuid4().hex}")
    created: str = field(default_factory=stamp)

    def document(self) -> dict[str, Any]:
        parts = part_count(self.message)
        return {
            "id": self.id,
            "status": self.status,
            "direction": self.direction,
            "from": self.sender,
            "to": self.to_number,
            "message": self.message,
            "created": self.created,
            "cost": parts * PRICE,
            "parts": parts,
        }


@dataclass(slots=True)
class Texts:
    lines: Lines
    world: World
    undelivered: set[str] = field(default_factory=set)
    """numbers that no message reaches"""
    all: list[Text] = field(default_factory=list)
    """newest last; rehearsals are not among them"""

    def read(self, asked: Asked, faults: list[str]) -> tuple[Text, bool]:
        """The message, not yet sent, and whether it is a rehearsal."""
        form = read_form(asked, ["from", "to", "message"], ["whendelivered", "dryrun", "flashsms", "dontlog"])
        faults += form.faults
        fields = form.fields
        if not (self.lines.find(fields["from"]) or is_sender_name(fields["from"])):
            raise No(403, "Invalid from number")
        if not is_number(fields["to"]):
            raise No(403, "Invalid to number")
        if "whendelivered" in fields:
            check_address("whendelivered", fields["whendelivered"])
        text = Text(
            fields["from"], fields["to"], fields["message"], "outgoing", fields.get("whendelivered", "")
        )
        return text, fields.get("dryrun") == "yes"

    async def deliver(self, text: Text) -> None:
        """Reports `sent`, then what became of it; each until it is taken."""
        reached = text.to_number not in self.undelivered and _has_screen(text.to_number)
        for status in ("sent", "delivered" if reached else "failed"):
            text.status = status
            report = {"id": text.id, "status": status}
            if status == "delivered":
                report["delivered"] = stamp()
            if text.whendelivered:
                await self.world.insist(text.whendelivered, report)

    async def come_in(self, sender: str, to_number: str, message: str) -> Text:
        """Somebody writes to a number of the account; a body in the answer goes back to them."""
        text = Text(sender, to_number, message, "incoming", status="received")
        self.all.append(text)
        line = self.lines.find(to_number)
        if line and line.sms_url:
            keys = ("id", "direction", "from", "to", "message", "created")
            form = {key: text.document()[key] for key in keys}
            told = await self.world.insist(line.sms_url, form)
            if told.body and line.sms_replies != "no":
                self.all.append(Text(to_number, sender, told.body, status="sent"))
        return text


def part_count(message: str) -> int:
    gsm = all(letter in _GSM or letter in _GSM_TWICE for letter in message)
    length = sum(2 if gsm and letter in _GSM_TWICE else 1 for letter in message)
    alone, among = _LENGTHS[gsm]
    return 1 if length <= alone else -(-length // among)


def _has_screen(number: str) -> bool:
    """In Sweden only numbers that begin with 7 take messages."""
    return not number.startswith("+46") or number.startswith("+467")
