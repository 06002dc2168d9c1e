"""What 46elks shows of the account, for the setup page: asked at most once in half a minute, however many
look.
"""

import asyncio
from collections.abc import Sequence
from typing import cast

from quart import Quart, current_app

from pizzeria.connecting.findings import Found, findings
from pizzeria.connecting.standing import read_standing
from pizzeria.web.here import Pizzeria

FRESH_SECONDS = 30.0


class Lookout:
    def __init__(self, house: Pizzeria) -> None:
        self._house = house
        self._asking = asyncio.Lock()
        self._asked_at = float("-inf")
        self._shown: Sequence[Found] = ()

    async def shown(self) -> Sequence[Found]:
        """Nothing without credentials. Waits for 46elks for some seconds at the most."""
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if now - self._asked_at > FRESH_SECONDS:
                standing = await read_standing(self._house.settings)
                house = self._house.files.house
                self._shown = findings(standing, self._house.settings, house) if standing else ()
                self._asked_at = now
        return self._shown


def install(app: Quart) -> None:
    app.extensions["lookout"] = Lookout(app.extensions["pizzeria"])


def lookout() -> Lookout:
    return cast(Lookout, current_app.extensions["lookout"])
