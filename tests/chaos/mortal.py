"""A house that is killed: `python -m tests.chaos.mortal DATABASE MODEL WHEN`. It prints its address.

WHEN is "before 7" or "after 7" (the commit at which it dies, the house being open), "before order" or "after
order" (the commit that brings an order), or "never". It dies as a machine does whose plug is pulled.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from pizzeria.settings import Settings
from pizzeria.wiring import open_pizzeria
from tests.house import MENU, served


@dataclass
class Fate:
    side: str
    moment: str
    armed: bool = False
    commits: int = 0
    ordered: bool = False

    def seal(self) -> None:
        """Before there is an engine, for those that are there already listen to nobody new."""
        event.listen(Engine, "before_cursor_execute", self._executes)
        event.listen(Engine, "commit", self._commits)
        event.listen(Session, "after_commit", self._committed)

    def _executes(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.ordered = self.ordered or statement.startswith("INSERT INTO orders ")

    def _commits(self, _: object) -> None:
        """The database has not been told yet."""
        self.commits += self.armed
        self._strike("before")

    def _committed(self, _: object) -> None:
        self._strike("after")

    def _strike(self, side: str) -> None:
        here = self.ordered if self.moment == "order" else str(self.commits) == self.moment
        if self.armed and here and side == self.side:
            os.kill(os.getpid(), signal.SIGKILL)


async def live(database_url: str, model_url: str, when: str) -> None:
    settings = Settings.model_construct(
        database_url=database_url, menu_dir=MENU, openai_base_url=model_url, greeting_delay_ms=0
    )
    side, _, moment = when.partition(" ")
    fate = Fate(side, moment)
    fate.seal()
    async with open_pizzeria(settings) as house, served(house, None) as address:
        fate.armed = True
        print(address, flush=True)  # noqa: T201 - whoever started us reads it
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(live(*sys.argv[1:]))
