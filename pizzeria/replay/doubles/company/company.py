"""46elks on loopback: answers its HTTP API, rings our numbers, tells us what became of things.

async with Company() as company:
    line = company.rent("+46766861234")
    ...                             # the app, with ELKS_BASE_URL and the credentials of company.settings
    call = company.ring("+46701234567", line.number)
    phone = await call.phone()      # our socket was dialled
    await company.settled()         # everything that had to be told was told
    assert company.faults == []
"""

import asyncio
from base64 import b64encode
from collections.abc import Coroutine
from dataclasses import KW_ONLY, dataclass, field
from types import TracebackType
from typing import Any, Self

from pizzeria.replay.doubles.company.forms import No, check_address, check_start, is_number, read_form
from pizzeria.replay.doubles.company.http import Answer, Asked, HttpServer, document, plain
from pizzeria.replay.doubles.company.lines import RENT, Line, Lines, page
from pizzeria.replay.doubles.company.live import LiveCall, Manners, talk
from pizzeria.replay.doubles.company.texts import Text, Texts
from pizzeria.replay.doubles.company.troubles import ANSWERS, Trouble
from pizzeria.replay.doubles.company.world import World

BASE = "/a1"


@dataclass(eq=False)
class Company:
    username: str = "u0123456789abcdef0123456789abcdef"
    password: str = "the-password-of-the-api"
    _: KW_ONLY
    balance: int = 1_000_000
    """1/10000 of the currency"""
    currency: str = "SEK"
    speed: float = 1.0
    """so many times faster than life: phones, and the waits between tries"""
    manners: Manners = field(default_factory=Manners)
    port: int = 0
    lines: Lines = field(default_factory=Lines)
    requests: list[Asked] = field(default_factory=list, init=False)
    """everything asked of the API, also what was refused"""
    faults: list[str] = field(default_factory=list, init=False)
    """what was not as 46elks' pages say, in words"""
    troubles: list[Trouble] = field(default_factory=list, init=False)
    calls: list[LiveCall] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.world = World(self.speed)
        self.texts = Texts(self.lines, self.world)
        self._work: set[asyncio.Task[None]] = set()
        self._failures: list[BaseException] = []

    async def __aenter__(self) -> Self:
        self.door = HttpServer(self._serve, self.port)
        """may be shut and opened again: nobody is reached meanwhile"""
        await self.door.__aenter__()
        self.port = self.door.port
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raises what went wrong in the company's own work, if nothing else did."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await self.door.__aexit__(kind, error, trace)
        if self._failures and error is None:
            raise self._failures[0]

    @property
    def base_url(self) -> str:
        """For ELKS_BASE_URL."""
        return f"http://127.0.0.1:{self.port}{BASE}"

    # what happens in the world

    def rent(self, number: str, category: str = "mobile", **settings: str) -> Line:
        """A number taken in the dashboard."""
        capabilities = {"websocket": ("websocket",), "mobile": ("sms", "mms", "voice")}.get(
            category, ("voice",)
        )
        line = Line(number, category, capabilities, **settings)  # type: ignore[arg-type]
        self.lines.all.append(line)
        return line

    def ring(self, caller: str, number: str) -> LiveCall:
        """Somebody dials a number of the account. An account in the red lets it ring in vain, and tells
        nobody.
        """
        call = self._call("incoming", caller, number)
        line = self.lines.find(number)
        answered = line is not None and self.balance > 0
        self._do(call.follow(line.voice_start) if line and answered else call.end("failed"))
        return call

    async def write(self, sender: str, number: str, message: str) -> Text:
        """Somebody sends a message to a number of the account."""
        return await self.texts.come_in(sender, number, message)

    def trouble(self, *troubles: Trouble) -> None:
        self.troubles += troubles

    async def settled(self) -> None:
        """Returns when no call is on and nothing is left to be told."""
        while self._work:
            await asyncio.wait(self._work)
        if self._failures:
            raise self._failures.pop(0)

    def asked(self, method: str, path: str = "/") -> list[Asked]:
        """Requests of this kind whose path, below the API's address, begins so."""
        return [a for a in self.requests if a.method == method and a.path.startswith(BASE + path)]

    # the door

    async def _serve(self, asked: Asked) -> Answer | None:
        self.requests.append(asked)
        path = asked.path.removeprefix(BASE)
        trouble = next((each for each in self.troubles if each.strikes(asked, path)), None)
        if trouble is None:
            return self._let_in(asked, path)
        if trouble.done:
            self._let_in(asked, path)
        if trouble.kind == "silence":
            await asyncio.Event().wait()
        return ANSWERS.get(trouble.kind)

    def _let_in(self, asked: Asked, path: str) -> Answer:
        pair = b64encode(f"{self.username}:{self.password}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return ANSWERS["locked out"]
        try:
            return document(self._answer(asked, path))
        except No as no:
            return plain(no.status, no.sentence)

    def _answer(self, asked: Asked, path: str) -> dict[str, Any]:
        match asked.method, path.strip("/").split("/"):
            case "GET", ["me"]:
                return self._me()
            case "GET", ["numbers"]:
                return page((line.document() for line in self.lines.all), "allocated", asked.query)
            case "GET", ["numbers", line_id]:
                return self.lines.show(line_id).document()
            case "POST", ["numbers"]:
                return self._allocate(asked)
            case "POST", ["numbers", line_id]:
                return self.lines.configure(line_id, asked, self.faults).document()
            case "GET", ["calls"]:
                return page((call.document() for call in self.calls), "created", asked.query)
            case "POST", ["calls"]:
                return self._dial(asked)
            case "GET", ["sms"]:
                return page((text.document() for text in self.texts.all), "created", asked.query)
            case "POST", ["sms"]:
                return self._send(asked)
        raise No(404, "Not Found")

    # what can be asked

    def _me(self) -> dict[str, Any]:
        who = {"id": self.username, "displayname": "Lilla Lyktan", "email": "lyktan@example.com"}
        return {**who, "currency": self.currency, "balance": self.balance}

    def _allocate(self, asked: Asked) -> dict[str, Any]:
        line = self.lines.allocate(asked, self.faults)
        if not line.is_websocket:
            self._pay(RENT)
        return line.document()

    def _send(self, asked: Asked) -> dict[str, Any]:
        text, rehearsal = self.texts.read(asked, self.faults)
        sent = text.document()
        if rehearsal:
            sent["estimated_cost"] = sent.pop("cost")
            del sent["id"]
            return sent
        self._pay(sent["cost"])
        self.texts.all.append(text)
        self._do(self.texts.deliver(text))
        return sent

    def _dial(self, asked: Asked) -> dict[str, Any]:
        form = read_form(asked, ["from", "to", "voice_start"], ["timeout", "whenhangup"])
        self.faults += form.faults
        fields = form.fields
        line = self.lines.find(fields["from"])
        if line is None or "voice" not in line.capabilities:
            raise No(403, "Invalid from number")
        if not is_number(fields["to"]):
            raise No(403, "Invalid to number")
        check_start("voice_start", fields["voice_start"])
        if not fields.get("timeout", "60").isdigit():
            raise No(403, "Invalid timeout")
        if "whenhangup" in fields:
            check_address("whenhangup", fields["whenhangup"])
        self._pay(0)
        call = self._call("outgoing", fields["from"], fields["to"])
        call.whenhangup = fields.get("whenhangup", "")
        self._do(self._call_out(call, fields["voice_start"]))
        return call.document()

    async def _call_out(self, call: LiveCall, start: str) -> None:
        """`voice_start` is looked at when somebody answers, not before."""
        result = await talk(self.world.people.get(call.to_number), asyncio.Event())
        await (call.follow(start) if result == "success" else call.end(result))

    def _pay(self, cost: int) -> None:
        if self.balance < max(cost, 1):
            raise No(403, "Not enough credits")
        self.balance -= cost

    def _call(self, direction: Any, caller: str, number: str) -> LiveCall:
        call = LiveCall(self.lines, self.world, self.manners, self.faults, direction, caller, number)
        self.calls.append(call)
        return call

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            self._failures.append(failure)
