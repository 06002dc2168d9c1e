"""A customer of 46elks: its settings, and an ear for what 46elks tells it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.http import Answer, Asked, HttpServer, document, plain
from pizzeria.settings import Settings

PUBLIC = "https://pizza.example.com"


def credentials(company: Company, **wanted: Any) -> Settings:
    """Constructed, not read: what the developer's environment holds stays out of the tests."""
    keys = {
        "elks_api_username": SecretStr(company.username),
        "elks_api_password": SecretStr(company.password),
        "elks_base_url": company.base_url,
    }
    return Settings.model_construct(**{**keys, **wanted})


class Ear:
    """Answers each request with the next answer, and with the last one for ever after."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.heard: list[Asked] = []
        self._answers = list(answers)

    async def answer(self, asked: Asked) -> Answer:
        self.heard.append(asked)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


@asynccontextmanager
async def listening(company: Company, *answers: Answer) -> AsyncIterator[Ear]:
    """At PUBLIC, as far as 46elks is concerned."""
    ear = Ear(answers or [plain(204, "")])
    async with HttpServer(ear.answer) as server:
        company.world.lead(PUBLIC, f"http://127.0.0.1:{server.port}")
        yield ear


def answers(*actions: object) -> list[Answer]:
    return [document(action) for action in actions]
