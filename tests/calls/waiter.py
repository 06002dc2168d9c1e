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

    async def answers_with(self, text: str, milliseconds: int = 1200) -> None:
        """In the response that is open, and ends it."""
        await self.line.say(text, milliseconds, faster=inf)
        await self.line.done()
