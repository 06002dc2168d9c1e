"""Random words that the house makes for itself: the same in every process and after every restart.

They lie in the database and not in a setting, so that nobody has to invent one. They are never logged.
"""

from secrets import token_urlsafe

from sqlmodel.ext.asyncio.session import AsyncSession

from pizzeria.store.engine import Database
from pizzeria.store.outbox_tables import Secrets

_BYTES = 24


class HouseSecrets:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, str] = {}

    async def word(self, name: str) -> str:
        """Made when it is first asked for; letters, digits, - and _."""
        if name not in self._known:
            self._known[name] = await self._find(name)
        return self._known[name]

    async def _find(self, name: str) -> str:
        async def work(session: AsyncSession) -> str:
            row = await session.get(Secrets, name)
            if row is None:
                session.add(row := Secrets(name=name, value=token_urlsafe(_BYTES)))
            return row.value

        return await self._database.write(work)
