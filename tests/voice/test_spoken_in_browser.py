"""The whole of it: a microphone, a browser, the house and its built-in voice; and a spoken order."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from pizzeria.ordering.cart import Choice, Delivery
from pizzeria.realtime.connection import Realtime
from pizzeria.settings import Settings
from pizzeria.sound import PCM
from pizzeria.spoken_for import SpokenFor
from pizzeria.voice.extra import CALLER
from pizzeria.voice_process import voice_process
from tests.browser.telephone import Telephone, screens_with_microphone
from tests.house import MENU, nobody, open_house
from tests.voice.conftest import MODELS

ORDER = (
    "A regular Capricciosa without mushrooms, and a family Vesuvio with extra ham, please. "
    "Delivery to Vasagatan 12, 1 1 1, 2 2, for Kim. That is all."
)
YES, NO = "Yes, that is right.", "No, thank you. Goodbye."
SAYS = ((10.0, ORDER), (21.0, YES), (24.0, YES), (17.0, NO), (20.0, ""))
"""seconds of silence, for what the house says meanwhile, and then the caller's words"""


@pytest.mark.xdist_group("spoken")
async def test_two_pizzas_with_changes_are_ordered_aloud_and_delivered(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_MODELS_DIR", str(MODELS))
    url = f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db"
    async with voice_process() as voice:
        model = Settings.model_construct(openai_base_url=voice.address, model="built-in")
        words = await spoken(SpokenFor(Realtime.from_settings(model), CALLER, "any"))
        async with (
            open_house(url, nobody, openai_base_url=voice.address, model="built-in", language="en") as house,
            screens_with_microphone(chromium, tmp_path, words=words) as screens,
        ):
            phone = await Telephone.at(screens, house.address)
            await phone.call()
            await phone.mute(False)
            async with asyncio.timeout(150):
                await phone.page.wait_for_selector(".landed", timeout=150_000)
                await house.hung_up()
            (order,) = await house.store.orders()
    capricciosa, vesuvio = order.bill.lines
    assert (capricciosa.item, capricciosa.removed) == ("capricciosa", ("mushrooms",))
    assert (vesuvio.item, vesuvio.size) == ("vesuvio", "family")
    assert vesuvio.choices == (Choice("ham", "whole", "extra"),)
    assert isinstance(order.fulfilment, Delivery)
    assert (order.fulfilment.address.street, order.customer_name) == ("Vasagatan 12", "Kim")


async def spoken(speak: Callable[[str], Awaitable[bytes]]) -> bytes:
    """The microphone's sound from the call's first moment on."""
    pieces = []
    for silence, words in SAYS:
        pieces += [bytes(int(silence * 1_000) * PCM.bytes_per_ms), await speak(words) if words else b""]
    return b"".join(pieces)
