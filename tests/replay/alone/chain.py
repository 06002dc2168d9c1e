"""A running house between a phone and a model that know nothing of each other, on a loop whose time skips."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from pizzeria.ordering.order import Order
from pizzeria.replay.alone.rang import Rang
from pizzeria.replay.alone.ringing import ring
from pizzeria.replay.doubles.listener import address, bound
from pizzeria.replay.doubles.model_line import ModelLine
from pizzeria.replay.stage.skipping import SkippingLoop
from pizzeria.replay.written.scenario import Scenario, read_scenario
from tests.house import open_house

T = TypeVar("T")
SCENARIOS = Path(__file__).parents[3] / "scenarios"


def scenario(name: str) -> Scenario:
    return read_scenario(SCENARIOS / name / "scenario.toml")


def chain(
    folder: Path, rings: Scenario, answers: Callable[..., Awaitable[T]], what: object
) -> tuple[list[Rang], T, list[Order]]:
    """What the phone of `rings` and `answers(what, listener)` say afterwards, and the order rows."""

    async def play() -> tuple[list[Rang], T, list[Order]]:
        with bound() as listener:
            url = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
            wanted = {"openai_base_url": f"http://{address(listener)}/v1", "greeting_delay_ms": 500}
            async with open_house(url, _nobody, **wanted) as house:
                loop = asyncio.get_running_loop()
                assert isinstance(loop, SkippingLoop)
                loop.skip_unless(lambda: house.store.busy)
                model = asyncio.ensure_future(answers(what, listener))
                rang = await ring(rings, house.line, None)
                told = await model
                await house.hung_up()
                loop.stop_skipping()
                return rang, told, await house.store.orders(limit=10)

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(play())


async def _nobody(line: ModelLine) -> None:
    raise AssertionError("the house dialled another model")
