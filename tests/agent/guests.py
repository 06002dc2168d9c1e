"""A caller at the desk, and the model that serves them, in a few words."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pizzeria.agent.answers import Then
from pizzeria.agent.desk import Desk, Reception
from pizzeria.agent.repertoire import Repertoire
from pizzeria.menu_files import Files
from pizzeria.ordering.events import CallStarted
from pizzeria.ordering.house import House
from pizzeria.ordering.menu import Menu
from pizzeria.store.store import Store
from tests.ordering.menus import small_house, small_menu

TUESDAY_EVENING = datetime(2026, 10, 6, 16, 0, tzinfo=UTC)
"""six o'clock in Stockholm"""
ANNA = "+46701111111"
BO = "+46702222222"
HIDDEN = ""
HOME = {"street": "Drottninggatan 5", "postal_code": "111 22"}

Told = dict[str, Any]
"""an answer's JSON"""


@dataclass(slots=True)
class Watch:
    """The house's clock, which a test may set."""

    at: datetime = TUESDAY_EVENING

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Guest:
    """One call: tools are used in its name, and `speaks` is the caller answering the agent."""

    desk: Desk
    heard_out: tuple[bool, ...] = (True,)
    then: Then = "go_on"

    async def sends(self, tool: str, arguments: str) -> Told:
        result = await self.desk.run(tool, arguments, self.heard_out)
        told: Told = json.loads(result.answer)
        assert (told["ok"], told.get("code")) == (result.ok, result.code)
        assert result.ok == ("next" in told) != ("say" in told)
        self.then = result.then
        return told

    async def uses(self, tool: str, **arguments: object) -> Told:
        """A tool that works."""
        told = await self.sends(tool, json.dumps(arguments))
        assert told["ok"], told
        return told

    async def is_refused(self, tool: str, **arguments: object) -> Told:
        """A tool that is refused."""
        told = await self.sends(tool, json.dumps(arguments))
        assert not told["ok"], told
        return told

    def speaks(self) -> None:
        self.heard_out += (True,)

    def breaks_in(self) -> None:
        """On what the agent says, and does not hear it out."""
        self.heard_out += (False,)

    async def orders(self, item: str = "capricciosa", **wishes: object) -> Told:
        """One thing with its size, to begin with."""
        return await self.uses("add_item", item=item, **{"size": "normal", **wishes})

    async def confirms_address(self, **address: str) -> Told:
        asked = {**HOME, **address}
        await self.uses("confirm_address", **asked, caller_said_yes=False)
        self.speaks()
        return await self.uses("confirm_address", **asked, caller_said_yes=True)

    async def places(self, name: str = "Anna") -> Told:
        """Reads the order back, hears a yes, places it."""
        revision = (await self.uses("review_order"))["revision"]
        self.speaks()
        return await self.uses("place_order", name=name, revision=revision)


@dataclass(slots=True)
class Room:
    """The house with its store, where guests call."""

    store: Store
    watch: Watch
    menu: Menu = field(default_factory=small_menu)
    house: House = field(default_factory=small_house)
    calls: int = 0

    def files(self) -> Files:
        return Files(menu=self.menu, house=self.house, instructions="")

    async def answers(self, caller: str = ANNA, language: str = "sv") -> Guest:
        """A call that has begun."""
        self.calls += 1
        call_id = f"c{self.calls}"
        await self.store.record(CallStarted(call_id, caller, self.house.phone, self.watch.at))
        return Guest(
            Reception(Repertoire.of(self.files()), self.store, self.watch.now).desk(call_id, caller, language)
        )
