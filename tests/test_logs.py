"""Whatever is logged, nobody can call a customer from it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import pytest
import structlog

from pizzeria import logs
from pizzeria.web.flow import LARGEST
from tests.calls.test_whole_call import a_good_waiter, call
from tests.house import CALLER, open_house

DIGITS = CALLER[3:]
"""as they are in every way to write it"""


@contextmanager
def logged() -> Iterator[StringIO]:
    """What is logged meanwhile."""
    before = list(logging.getLogger().handlers)
    with redirect_stderr(StringIO()) as said:
        logs.configure()
        try:
            yield said
        finally:
            structlog.reset_defaults()
            logging.getLogger().handlers = before


async def test_a_whole_call_and_what_goes_wrong_in_it_leave_no_number_in_the_log(sqlite_url: str) -> None:
    with logged() as stderr:
        async with open_house(sqlite_url, a_good_waiter) as house:
            await asyncio.wait_for(call(house), 30)
            async with house.phone("c2") as phone:
                await phone.send_raw('{"t":"audio","data":"' + "A" * LARGEST + '"}')
                await asyncio.wait_for(phone.ended(), 10)
    said = stderr.getvalue()
    assert "call.ended" in said
    assert "a phone is cut off" in said
    assert DIGITS not in said.replace(" ", "")


@pytest.mark.parametrize(
    "written", [CALLER, CALLER[1:], "0701740605", "070-174 06 05", "0046 70 174 06 05", "+46 (0)70-1740605"]
)
def test_a_number_is_masked_however_it_is_written_and_whoever_logs_it(written: str) -> None:
    with logged() as stderr:
        log = structlog.get_logger()
        log.info("called", number=written, among=[{"from": written}], error=ValueError(written))
        try:
            raise ValueError(f"no row for {written}")
        except ValueError:
            log.exception("broke")
            logging.getLogger("asyncio").exception("Task exception was never retrieved: %s", written)
    said = stderr.getvalue()
    assert said.count("…05") == 6
    assert "1740605" not in said
    assert "174 06" not in said


def test_what_is_no_number_is_left_as_it_is() -> None:
    words = "2026-03-06T17:30:00.123Z 192.168.1.50:8000 0.0.0.0 c0f9a8b7c6d5e4 13412 order 1000042"
    with logged() as stderr:
        structlog.get_logger().info(words, milliseconds=46701740605)
    assert words in stderr.getvalue()
