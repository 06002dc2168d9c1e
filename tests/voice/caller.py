"""A caller with a script, who listens to what is asked; and calls played between them and the waiter.

A dialogue has `says` (volunteered in order, whenever the question is open), `enough` (when there is nothing
left to say), `answers` (by what is asked; a list is used up in order, its last one again and again) and the
`order` that must stand in the database, or `order = "none"` and the `outcome`. The caller goes by the
waiter's words alone, and puts a name right that was read back and sounds like another.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pizzeria.agent.desk import Desk, Reception
from pizzeria.agent.repertoire import Repertoire
from pizzeria.ordering.as_json import order_json
from pizzeria.ordering.events import CallStarted
from pizzeria.ordering.menu import Menu
from pizzeria.store.store import Store
from pizzeria.voice.wits.acts import Call, Say, Turn
from pizzeria.voice.wits.hearing import Hearing
from pizzeria.voice.wits.names import likeness
from pizzeria.voice.wits.waiter import Waiter
from pizzeria.voice.wits.words import plain
from tests.agent.guests import Watch
from tests.voice import naming

MOST_TURNS = 40
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("sure", r"\b(really|are you sure|cancel the whole|start over)\b"),
    ("confirm_address", r"\baddress (is )?(right|correct)|right address\b"),
    ("confirm", (
        r"\bis (that|this|it|everything) (all )?(right|correct)|shall i (place|send)|"
        r"still want it\b"
    )),
    ("is_name", r"\bis the name\b"),
    ("spelling", r"\bspell\b"),
    ("name", r"\bname\b"),
    ("how", r"\bpick\w* (it )?up\b.*\bdeliver|\bdeliver\w*\b.*\bpick|pick it up instead|make it pickup"),
    ("address", r"\bstreet\b.*\bpostal code\b|\bwhat (is|was) the address\b|\bright address\b"),
    ("street", r"\bstreet\b|house number"),
    ("postal_code", r"\bpostal code\b"),
    ("which", r"\bwhich (one|of)\b|\bdo you mean\b|\bwas that\b|\bdid you mean\b|\bwhich one\b"),
    ("size", r"\bsize\b|regular or|\bcan or\b"),
    ("base", r"\bbase\b"),
    ("sure", r"\bconnect you\b"),
    ("open", (
        r"\bwhat would you like( today| instead| to (order|eat|have))?\?|to order|anything "
        r"else|what else|may i add|should i change|help you|can i get|instead\?$"
    )),
    ("offer", r"\bwould you like\b|\bperhaps\b|\bshall i\b"),
)  # fmt: skip
SAME = 100.0
"""how much two names are alike that sound the same"""
_READ_BACK = re.compile(r"\bis the name ([^?]+)\?|, for ([^.]+)\. That comes to", re.IGNORECASE)


@dataclass(slots=True)
class Caller:
    script: dict[str, Any]
    said: int = 0
    used: dict[str, int] = field(default_factory=dict)

    def replies(self, words: str) -> str:
        """To the last question in what the waiter says, or to the end of it."""
        asked = self.asked(words)
        if asked in ("is_name", "spelling", "confirm") and (reply := self._about_the_name(asked, words)):
            return reply
        return self._next() if asked == "open" else self._answer(asked)

    def _about_the_name(self, asked: str, words: str) -> str:
        """Yes to what sounds like their own, and the right one to any other; the letters when asked."""
        wanted = self.script["order"]
        name = "" if wanted == "none" else str(wanted.get("name", ""))
        if asked == "spelling":
            return naming.spelt(name) if name else ""
        read_back = _READ_BACK.search(words)
        if name and read_back and likeness(*map(_letters, (read_back[1] or read_back[2], name))) < SAME:
            return naming.again(name)
        return "Yes." if asked == "is_name" else ""

    def asked(self, words: str) -> str:
        questions = re.findall(r"[^.?!;]*\?", words.lower()) or [words.lower()]
        return next((key for key, pattern in QUESTIONS if re.search(pattern, questions[-1].strip())), "open")

    def _answer(self, key: str) -> str:
        given = self.script["answers"].get(key, "Sorry, what?")
        given = [given] if isinstance(given, str) else given
        at = self.used.get(key, 0)
        self.used[key] = at + 1
        return str(given[min(at, len(given) - 1)])

    def _next(self) -> str:
        says = self.script["says"]
        if self.said < len(says):
            self.said += 1
            return str(says[self.said - 1])
        return str(self.script.get("enough", "No, that's all."))


@dataclass(slots=True)
class Played:
    lines: list[str] = field(default_factory=list)
    """what was said and done, to be read when something is wrong"""
    ended: str = "never"
    order: Any = None


@dataclass(slots=True)
class Conversation:
    """The waiter at a real desk, a turn at a time."""

    waiter: Waiter
    desk: Desk
    played: Played = field(default_factory=Played)
    heard_out: tuple[bool, ...] = (True,)

    async def take(self, turn: Turn) -> str:
        """Plays a turn of the waiter's to its end; what they said."""
        said: list[str] = []
        answer = None
        while True:
            try:
                act = turn.send(answer)
            except StopIteration:
                return " ".join(said)
            answer = None
            match act:
                case Say(text):
                    said.append(text)
                    self.played.lines.append(f"  waiter: {text}")
                case Call(name, arguments):
                    result = await self.desk.run(name, json.dumps(arguments), self.heard_out)
                    self.played.lines.append(
                        f"      {name} {json.dumps(arguments)} -> {'' if result.ok else result.code}"
                    )
                    answer = json.loads(result.answer)
                    if result.ok and name in ("end_call", "transfer_to_staff"):
                        self.played.ended = "transferred" if name == "transfer_to_staff" else "ended"

    async def hears(self, words: str, mumbled: bool = False) -> str:
        self.played.lines.append(f"  caller: {words}")
        self.heard_out += (True,)
        return await self.take(self.waiter.hear(words, mumbled))


@dataclass(slots=True)
class Line:
    """A house that answers any number of calls, with one database for all of them."""

    repertoire: Repertoire
    store: Store
    watch: Watch = field(default_factory=Watch)
    calls: int = 0
    hearing: Hearing = field(init=False)
    reception: Reception = field(init=False)

    def __post_init__(self) -> None:
        files = self.repertoire.files
        self.hearing = Hearing(files.menu, files.house)
        self.reception = Reception(self.repertoire, self.store, self.watch.now)

    async def rings(self, number: str = "", instructions: str = "") -> Conversation:
        """A call that has begun."""
        self.calls += 1
        call_id, files = f"call-{self.calls}", self.repertoire.files
        number = number or f"+4670{self.calls:07d}"
        await self.store.record(CallStarted(call_id, number, files.house.phone, self.watch.now()))
        desk = self.reception.desk(call_id, number, files.house.languages[0])
        return Conversation(Waiter(files.menu, files.house, instructions, self.hearing), desk)


async def play(script: dict[str, Any], line: Line) -> Played:
    """From the greeting to the goodbye, or to the point where both go round in circles."""
    caller, talk = Caller(script), await line.rings()
    words = await talk.take(talk.waiter.greet())
    for _ in range(MOST_TURNS):
        words = await talk.hears(caller.replies(words))
        if talk.waiter.finished:
            break
    orders = await line.store.orders_in(talk.desk.call_id)
    talk.played.order = order_json(orders[-1]) if orders else None
    return talk.played


def written(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["dialogue"]
    return found


def dialogues(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.toml")):
        yield from written(path)


def wrong(script: dict[str, Any], played: Played, menu: Menu) -> str:
    """What is not as it must be, "" when all is."""
    wanted, found = script["order"], played.order
    live = found if found and found["status"] != "cancelled" else None
    if wanted == "none":
        outcome = script.get("outcome", played.ended)
        if live is not None:
            return "an order was placed"
        return "" if outcome in ("cancelled", played.ended) else f"{played.ended}, not {outcome}"
    if live is None:
        return f"no order; {played.ended}"
    return _differences(wanted, live, menu)


def _differences(wanted: dict[str, Any], found: dict[str, Any], menu: Menu) -> str:
    address = found["fulfilment"]["address"] or {}
    pairs = [
        ("name", _untitled(wanted.get("name", "")), _untitled(found["customer"]["name"])),
        ("how", wanted.get("how", "pickup"), found["fulfilment"]["kind"]),
        ("street", wanted.get("street", ""), address.get("street", "")),
        ("postal code", wanted.get("postal_code", ""), address.get("postal_code", "")),
    ]
    wrong = [f"{what}: {is_!r}, not {ought!r}" for what, ought, is_ in pairs if _bare(ought) != _bare(is_)]
    ought, is_ = _counted(wanted["lines"], menu), _counted(found["lines"], menu)
    return "; ".join(wrong + ([] if ought == is_ else [f"lines: {dict(is_)}, not {dict(ought)}"]))


def _counted(lines: list[dict[str, Any]], menu: Menu) -> Counter[tuple[Any, ...]]:
    """Equal dishes together, whether they stand on one line or on two."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for line in lines:
        counted[_line(line, menu)] += line.get("quantity", 1)
    return counted


def _untitled(name: str) -> str:
    return re.sub(r"^(mr|mrs|ms|miss|dr|advokat|herr|fru)\b\.?\s*", "", name, flags=re.IGNORECASE)


def _letters(name: str) -> str:
    return plain(_untitled(name)).replace(" ", "")


def _bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text.casefold())


def _line(line: dict[str, Any], menu: Menu) -> tuple[Any, ...]:
    """What is not said of a line is ordinary: first size, ordinary base. Halves may stand either way."""
    item, base = menu.item_by_id[line["item"]], line.get("base") or menu.bases[0].id
    halves = (line["item"], line.get("second_half") or "")
    toppings = [
        (t["topping"], t.get("half", "whole"), t.get("amount", "normal")) for t in line.get("toppings", [])
    ]
    if halves[1] and halves[1] < halves[0]:
        halves, turned = halves[::-1], {"left": "right", "right": "left", "whole": "whole"}
        toppings = [(topping, turned[half], amount) for topping, half, amount in toppings]
    size = line.get("size") or item.sizes[0].id
    return (*halves, size, base, tuple(sorted(toppings)), tuple(sorted(line.get("removed", []))))
