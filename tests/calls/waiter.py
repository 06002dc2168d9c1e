"""What the scripted model says and does in these calls: a waiter who follows the house's own `next`."""

from math import inf
from typing import Any

from pizzeria.replay.doubles.model_line import ModelLine

Told = dict[str, Any]
"""a tool's answer"""


class Waiter:
    """Short words for a script: everything is said at once, as a fast model does."""

    def __init__(self, line: ModelLine) -> None:
        self.line = line
        self.answers: list[tuple[str, Told]] = []

    async def greets(self) -> None:
        await self.line.configured()
        await self.says("Pizzeria Lilla Lyktan, what would you like?")

    async def says(self, text: str, milliseconds: int = 1200) -> None:
        """In a response of its own."""
        await self.line.reply(text, milliseconds, faster=inf)

    async def hears(self, text: str, *, late: bool = False) -> None:
        """The caller's turn ends; a response to it is open afterwards."""
        await self.line.caller_turn(text, late=late)
        await self.line.response()

    async def uses(self, tool: str, **arguments: object) -> Told:
        told: Told = await self.line.call_tool(tool, dict(arguments))
        self.answers.append((tool, told))
        return told

    async def takes_a_vesuvio(self, wish: str = "A Vesuvio, I pick it up, Astrid") -> None:
        """Greets, and takes down what is wished for."""
        await self.greets()
        await self.hears(wish)
        await self.uses("add_item", item="vesuvio", size="normal")
        await self.uses("choose_pickup")

    async def places_it(self) -> None:
        """Reads it back, hears a yes, and places it for Astrid."""
        review = await self.uses("review_order")
        await self.answers_with("One Vesuvio, right?")
        await self.hears("Yes")
        await self.uses("place_order", name="Astrid", revision=review["revision"])
        await self.answers_with("Thank you!")

    async def says_goodbye(self) -> None:
        await self.hears("Bye")
        await self.uses("end_call")
        await self.answers_with("Goodbye!")

    async def answers_with(self, text: str, milliseconds: int = 1200) -> None:
        """In the response that is open, and ends it."""
        await self.line.say(text, milliseconds, faster=inf)
        await self.line.done()
