"""Databases without a single table, for what is about making them."""

from collections.abc import Iterator

import pytest

from tests.postgres import Postgres


@pytest.fixture
def bare_postgres_url(postgres_server: Postgres) -> Iterator[str]:
    yield postgres_server.create("bare")
    postgres_server.drop("bare")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest) -> str:
    """Runs the test twice, once on each kind of database."""
    url: str = request.getfixturevalue(
        {"sqlite": "sqlite_url", "postgresql": "bare_postgres_url"}[request.param]
    )
    return url
