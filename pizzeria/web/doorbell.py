"""Who rings from outside: what the setup guide must know, and nobody else."""

from datetime import datetime
from typing import cast

from quart import Quart, current_app, websocket

from pizzeria.elks.frames import Hello
from pizzeria.going_live import is_fiction
from pizzeria.web.here import Pizzeria, here
from pizzeria.web.outside import is_from_outside


class Doorbell:
    def __init__(self, house: Pizzeria) -> None:
        self._house = house
        self.refused_at: datetime | None = None
        """when somebody from outside last came without the right token, since the house opened"""

    def refused(self) -> None:
        """For the present socket, which brought no token, or a wrong one."""
        if is_from_outside(websocket):
            self.refused_at = self._house.now()

    def rang(self, hello: Hello) -> None:
        """For the present socket; written down beside the call, which must not wait for it."""
        if is_from_outside(websocket) and not is_fiction(hello.from_number):
            current_app.add_background_task(here().store.door.connected, hello.call_id)


def install(app: Quart) -> None:
    app.extensions["doorbell"] = Doorbell(app.extensions["pizzeria"])


def doorbell() -> Doorbell:
    return cast(Doorbell, current_app.extensions["doorbell"])
