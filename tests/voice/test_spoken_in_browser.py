"""The whole of it: a microphone, a browser, the house and its built-in voice; and a spoken order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from tests.voice.caller import Caller
from tests.voice.conftest import MODELS

ORDER = (
    "A regular Capricciosa without mushrooms, and a family Vesuvio with extra ham, please. "
    "Delivery to Vasagatan 12, 1 1 1, 2 2, for Kim. That is all."
)
YES, ENOUGH = "Yes, that is right.", "No, thank you. That is all."
KIM: dict[str, Any] = {
    "says": [ORDER],
    "enough": ENOUGH,
    "order": {"name": "Kim"},
    "answers": {
        "how": "Delivery, please.",
        "address": "Vasagatan 12, 1 1 1, 2 2.",
        "street": "Vasagatan 12.",
        "postal_code": "1 1 1, 2 2.",
        "name": "My name is Kim.",
        "confirm_address": YES,
        "confirm": YES,
    },
}
STILL = 60
"""seconds in which nothing at all happens in the house: it hangs. The whole call takes about 100 on a quiet
machine and longer on a busy one, but nothing in it takes so long
"""
TURNS = 20
"""the caller's, of whom as a rule eight are enough"""
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


@dataclass
class Kim:
    """Answers what the house asks, when it has asked it."""

    house: House
    phone: Telephone
    folder: Path
    speak: Callable[[str], Awaitable[bytes]]
    sounds: dict[str, bytes]
    """of what they will say; other words are made when they are needed"""
    script: Caller = field(default_factory=lambda: Caller(KIM))
    heard: int = 0
    """of what the house has said, in messages of the call log"""
    spoken: float = 0.0
    """when their last words will have been said"""

    async def talk(self) -> None:
        """Until the call is over, and this is cancelled."""
        for _ in range(TURNS):
            await self._answered()
            words = [words for who, words in await self.log() if who == "assistant"]
            reply = self.script.replies(" ".join(words[self.heard :]))
            self.heard = len(words)
            sound = BREATH + (self.sounds.get(reply) or await self.speak(reply))
            recorded(self.folder, sound)
            await self.phone.page.evaluate("window.speak()")
            self.spoken = asyncio.get_running_loop().time() + len(sound) / PCM.bytes_per_ms / 1000
        raise AssertionError(f"it goes round in circles: {await self.log()}")

    async def log(self) -> list[tuple[str, str]]:
        """Who has said what."""
        call = await self.house.store.call(self.phone.sent[0][1]["callid"])
        assert call is not None
        return [(each.role, each.content) for each in call.messages]

    async def _answered(self) -> None:
        """By the agent: a recording that asks for patience is no answer."""
        await self.phone.answered(self.spoken, PAUSE)
        while (await self.log())[-1][1].startswith("(recording"):
            self.spoken = asyncio.get_running_loop().time()
            await self.phone.answered(self.spoken, PAUSE)


async def test_two_pizzas_with_changes_are_ordered_aloud_and_delivered(
    chromium: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIZZERIA_MENU_DIR", str(MENU))
    monkeypatch.setenv("PIZZERIA_MODELS_DIR", str(MODELS))
    url = f"sqlite+aiosqlite:///{tmp_path}/pizzeria.db"
    async with voice_process() as voice:
        model = Settings.model_construct(openai_base_url=voice.address, model="built-in")
        speak = SpokenFor(Realtime.from_settings(model), CALLER, "any")
        sounds = {words: await speak(words) for words in (ORDER, YES, ENOUGH)}
        microphone = fed_from(recorded(tmp_path, BREATH), once=True)
        async with (
            open_house(url, nobody, openai_base_url=voice.address, model="built-in", language="en") as house,
            screens_with_microphone(chromium, tmp_path, *microphone) as screens,
        ):
            phone = await Telephone.at(screens, house.address, OPENED_ANEW)
            await phone.call()
            kim = Kim(house, phone, tmp_path, speak, sounds)
            try:
                async with asyncio.timeout(STILL) as patience, asyncio.TaskGroup() as both:
                    talking = both.create_task(kim.talk())
                    async for entry in house.store.journal.listen(0):
                        patience.reschedule(asyncio.get_running_loop().time() + STILL)
                        if entry.name == "call.ended":
                            break
                    talking.cancel()
            except TimeoutError:
                pytest.fail(f"nothing has happened for {STILL} s: {await kim.log()}")
            await house.hung_up()
            orders = await house.store.orders()
            assert len(orders) == 1, await kim.log()
            await phone.page.wait_for_selector(".landed")
    (order,) = orders
    capricciosa, vesuvio = order.bill.lines
    assert (capricciosa.item, capricciosa.removed) == ("capricciosa", ("mushrooms",))
    assert (vesuvio.item, vesuvio.size) == ("vesuvio", "family")
    assert vesuvio.choices == (Choice("ham", "whole", "extra"),)
    assert isinstance(order.fulfilment, Delivery)
    assert (order.fulfilment.address.street, order.customer_name) == ("Vasagatan 12", "Kim")
