"""The stage: the very same house that `serve` opens, on loopback, with clock and kitchen as a scenario has
them.

async with Stage(scenario) as stage:
    ...                         # a model is served on stage.model_socket
    ...                         # a phone dials stage.line
    await stage.house_is_quiet()

On a SkippingLoop time skips from the moment the stage is set until it is left; on any other loop it runs as
it is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from pizzeria.clock import Clock
from pizzeria.replay.doubles.listener import address, bound
from pizzeria.replay.stage.larder import Larder
from pizzeria.replay.stage.prepared import menu_folder, prepare
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.written.scenario import Scenario
from pizzeria.settings import Settings
from pizzeria.web.app import create_app
from pizzeria.web.server import serve_app
from pizzeria.wiring import Pizzeria, open_pizzeria

Detour = Callable[[str], AbstractAsyncContextManager[str]]
"""takes the address of one end and gives another, which leads there: what crosses can be watched or bent"""


@asynccontextmanager
async def straight(address: str) -> AsyncIterator[str]:
    """No detour."""
    yield address


@dataclass
class Stage:
    scenario: Scenario
    menu_dir: Path = Path("menu")
    _: KW_ONLY
    larder: Larder = field(default_factory=Larder)
    """what was read of menu folders before"""
    phone_detour: Detour = straight
    """between the phones and the house"""
    model_detour: Detour = straight
    """between the house and the model"""

    line: str = ""
    """where phones dial: ws://…/voice-stream"""
    model_url: str = ""
    """what the house has for OPENAI_BASE_URL"""

    def __post_init__(self) -> None:
        self._stack = AsyncExitStack()
        self.pizzeria: Pizzeria
        self.began_after = 0
        """the journal's last id when the phone rings"""

    async def __aenter__(self) -> Self:
        """Sets the stage. Raises TapeError or SetupError when the house cannot be as the scenario has it."""
        try:
            await self._set()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def house_is_quiet(self) -> None:
        """Returns when every call is over and written down."""
        await self.pizzeria.switchboard.quiet()

    async def _set(self) -> None:
        enter = self._stack.enter_async_context
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="pizzeria-stage-")))
        self.model_socket = self._stack.enter_context(bound())
        """bound, and the house's calls come in on it"""
        self.model_url = await enter(self.model_detour(f"http://{address(self.model_socket)}/v1"))
        settings = self._settings(folder, await self.larder.database(folder / "pizzeria.db"))
        repertoire = self.larder.repertoire(settings.menu_dir)
        self.pizzeria = await enter(open_pizzeria(settings, Clock(self.scenario.clock), repertoire))
        door = await enter(_served(self.pizzeria))
        self.line = await enter(self.phone_detour(f"ws://{door}/voice-stream"))
        await prepare(self.pizzeria, self.scenario)
        self.began_after = await self.pizzeria.store.journal.last_id()
        self._skip()

    def _settings(self, folder: Path, database_url: str) -> Settings:
        """Constructed, not read: what the environment holds stays outside the stage."""
        if self.scenario.model.absent:
            self.model_socket.close()
        return Settings.model_construct(
            database_url=database_url,
            menu_dir=menu_folder(self.scenario, self.menu_dir, folder),
            openai_base_url=self.model_url,
            dialect=self.scenario.model.dialect,
            sound=self.scenario.model.sound,
        )

    def _skip(self) -> None:
        loop = asyncio.get_running_loop()
        if isinstance(loop, SkippingLoop):
            loop.skip_unless(lambda: self.pizzeria.store.busy)
            self._stack.callback(loop.stop_skipping)


@asynccontextmanager
async def _served(pizzeria: Pizzeria) -> AsyncIterator[str]:
    """The house's front door, as host:port."""
    stop = asyncio.Event()

    async def stopped() -> None:
        await stop.wait()

    with bound() as listener:
        door = asyncio.create_task(serve_app(create_app(pizzeria), listener, stopped))
        try:
            yield address(listener)
        finally:
            stop.set()
            await door
