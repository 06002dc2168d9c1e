"""The whole of it: a microphone, a browser, the house and its built-in voice; and a spoken order."""

import asyncio
from pathlib import Path

import pytest

from pizzeria.ordering.cart import Choice, Delivery
from pizzeria.realtime.connection import Realtime
from pizzeria.settings import Settings
from pizzeria.sound import PCM
from pizzeria.spoken_for import SpokenFor
from pizzeria.voice.extra import CALLER
from pizzeria.voice_process import voice_process
from tests.browser.telephone import Telephone, fed_from, recorded, screens_with_microphone
from tests.house import MENU, House, nobody, open_house
from tests.voice.conftest import MODELS

ORDER = (
    "A regular Capricciosa without mushrooms, and a family Vesuvio with extra ham, please. "
    "Delivery to Vasagatan 12, 1 1 1, 2 2, for Kim. That is all."
)
YES, NO = "Yes, that is right.", "No, thank you. Goodbye."
PAUSE = 1.5
"""seconds in which the caller listens for more before they speak"""
BREATH = bytes(300 * PCM.bytes_per_ms)
"""before words, for the browser hushes what it hears first"""
OPENED_ANEW = """() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let line, wishes, microphone;
    navigator.mediaDevices.getUserMedia = async wanted => {
        wishes = wanted;
        line = new AudioContext().createMediaStreamDestination();
        return line.stream;
    };
    window.speak = async () => {
        microphone?.getTracks().forEach(track => track.stop());
        microphone = await ask(wishes);
        line.context.createMediaStreamSource(microphone).connect(line);
    };
}"""
"""The browser reads the microphone's file when it opens the microphone: so it is opened for each sentence."""


async def test_two_pizzas_with_changes_are_ordered_aloud_and_delivered(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_MODELS_DIR", str(MODELS))
    url = f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db"
    async with voice_process() as voice:
        model = Settings.model_construct(openai_base_url=voice.address, model="built-in")
        speak = SpokenFor(Realtime.from_settings(model), CALLER, "any")
        sounds = {words: BREATH + await speak(words) for words in (ORDER, YES, NO)}
        microphone = fed_from(recorded(tmp_path, BREATH), once=True)
        async with (
            open_house(url, nobody, openai_base_url=voice.address, model="built-in", language="en") as house,
            screens_with_microphone(chromium, tmp_path, *microphone) as screens,
        ):
            phone = await Telephone.at(screens, house.address, OPENED_ANEW)
            await phone.call()
            async with asyncio.timeout(150):
                await answered(house, phone, 0.0)
                spoken = await says(phone, tmp_path, sounds[ORDER])
                await answered(house, phone, spoken)
                while not await house.store.orders():
                    spoken = await says(phone, tmp_path, sounds[YES])
                    await answered(house, phone, spoken)
                await phone.page.wait_for_selector(".landed")
                await says(phone, tmp_path, sounds[NO])
                await house.hung_up()
            (order,) = await house.store.orders()
    capricciosa, vesuvio = order.bill.lines
    assert (capricciosa.item, capricciosa.removed) == ("capricciosa", ("mushrooms",))
    assert (vesuvio.item, vesuvio.size) == ("vesuvio", "family")
    assert vesuvio.choices == (Choice("ham", "whole", "extra"),)
    assert isinstance(order.fulfilment, Delivery)
    assert (order.fulfilment.address.street, order.customer_name) == ("Vasagatan 12", "Kim")


async def answered(house: House, phone: Telephone, since: float) -> None:
    """By the agent: a recording that asks for patience is no answer."""
    while True:
        await phone.answered(since, PAUSE)
        call = await house.store.call(phone.sent[0][1]["callid"])
        assert call is not None
        if not call.messages[-1].content.startswith("(recording"):
            return
        since = asyncio.get_running_loop().time()


async def says(phone: Telephone, folder: Path, sound: bytes) -> float:
    """When it will have been said."""
    recorded(folder, sound)
    await phone.page.evaluate("window.speak()")
    return asyncio.get_running_loop().time() + len(sound) / PCM.bytes_per_ms / 1000
