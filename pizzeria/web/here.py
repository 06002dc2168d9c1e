"""The house that the present request is for, and what the pages may ask of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, cast

from quart import current_app

from pizzeria.menu_files import Files
from pizzeria.ordering.door_events import WhyRefused
from pizzeria.settings import Settings
from pizzeria.store.store import Store


class LiveCall(Protocol):
    """What staff may do to a call that is on."""

    def hand_over(self) -> None: ...

    def cut_off(self) -> None: ...


class Switchboard(Protocol):
    """What the pages need to know of the live calls."""

    @property
    def active(self) -> int: ...

    @property
    def draining(self) -> bool: ...

    def refuses(self) -> WhyRefused | None: ...

    def worst_lag(self) -> float: ...

    def live(self, call_id: str) -> LiveCall | None: ...

    def hands_over(self, call_id: str) -> bool: ...


class Pizzeria(Protocol):
    """What the pages are served from."""

    @property
    def settings(self) -> Settings: ...

    @property
    def files(self) -> Files: ...

    @property
    def store(self) -> Store: ...

    @property
    def now(self) -> Callable[[], datetime]: ...

    @property
    def switchboard(self) -> Switchboard: ...


def here() -> Pizzeria:
    """The house of the app that answers this request."""
    return cast(Pizzeria, current_app.extensions["pizzeria"])
