"""Time that skips: nobody waits, nothing is overtaken, and what is measured is the same each time."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from itertools import count
from typing import TypeVar

from pizzeria.replay.stage.skipping import SkippingLoop

T = TypeVar("T")
HOUR = 3_600.0


def skipping(work: Coroutine[object, object, T]) -> T:
    """Runs this where time skips."""

    async def begun() -> T:
        loop().skip_unless(lambda: False)
        return await work

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(begun())


def loop() -> SkippingLoop:
    running = asyncio.get_running_loop()
    assert isinstance(running, SkippingLoop)
    return running


def test_an_hour_passes_at_once_and_is_an_hour() -> None:
    async def an_hour() -> float:
        began = loop().time()
        await asyncio.sleep(HOUR)
        return loop().time() - began

    began = time.monotonic()
    assert skipping(an_hour()) == HOUR
    assert time.monotonic() - began < 5


def test_work_takes_no_time_however_long_it_takes() -> None:
    async def work() -> float:
        began = loop().time()
        for _ in range(200):
            await asyncio.sleep(0)
        return loop().time() - began

    assert skipping(work()) == 0


def test_timers_ring_in_their_order() -> None:
    async def three() -> list[str]:
        rang: list[str] = []

        async def ring(name: str, after: float) -> None:
            await asyncio.sleep(after)
            rang.append(name)

        await asyncio.gather(ring("late", 900), ring("soon", 1), ring("middle", 30))
        return rang

    assert skipping(three()) == ["soon", "middle", "late"]


def test_what_runs_in_a_thread_is_waited_for_before_any_timer_rings() -> None:
    async def both() -> str:
        may_end = threading.Event()
        job = asyncio.create_task(asyncio.to_thread(may_end.wait))
        timer = asyncio.create_task(asyncio.sleep(1))
        threading.Timer(0.05, may_end.set).start()
        done, _ = await asyncio.wait({job, timer}, return_when=asyncio.FIRST_COMPLETED)
        timer.cancel()
        return "the job" if job in done else "the timer"

    assert skipping(both()) == "the job"


def test_what_is_under_way_outside_is_waited_for_too() -> None:
    async def answered_from_outside() -> float:
        answer = loop().create_future()
        loop().skip_unless(lambda: not answer.done())
        running = loop()
        threading.Timer(0.05, lambda: running.call_soon_threadsafe(answer.set_result, None)).start()
        began = running.time()
        async with asyncio.timeout(1):
            await answer
        return running.time() - began

    assert skipping(answered_from_outside()) == 0


def test_a_word_on_a_socket_arrives_before_the_next_timer() -> None:
    async def talk() -> list[float]:
        heard: list[float] = []

        async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while await reader.readline():
                heard.append(loop().time() - began)
            writer.close()

        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        began = loop().time()
        for _ in range(5):
            writer.write(b"word\n")
            await asyncio.sleep(0.02)
        writer.close()
        await asyncio.sleep(1)
        server.close()
        return [round(at, 3) for at in heard]

    assert skipping(talk()) == [0, 0.02, 0.04, 0.06, 0.08]


def test_time_takes_its_time_until_it_is_told_to_skip_and_after_it_is_told_to_stop() -> None:
    async def both() -> tuple[float, float]:
        began = time.monotonic()
        await asyncio.sleep(0.05)
        before = time.monotonic() - began
        loop().skip_unless(lambda: False)
        await asyncio.sleep(HOUR)
        loop().stop_skipping()
        began = time.monotonic()
        await asyncio.sleep(0.05)
        return before, time.monotonic() - began

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        before, after = runner.run(both())
    assert before >= 0.04
    assert after >= 0.04


def test_the_alarm_rings_by_the_real_clock_even_when_nothing_ever_comes() -> None:
    async def nothing() -> str:
        stopped: asyncio.Future[str] = loop().create_future()
        loop().alarm(0.05, lambda: stopped.set_result("rang"))
        return await stopped

    assert skipping(nothing()) == "rang"


def test_the_alarm_rings_where_timers_never_end() -> None:
    async def for_ever() -> str:
        stopped: asyncio.Future[str] = loop().create_future()
        loop().alarm(0.05, lambda: stopped.set_result("rang"))
        ticking = asyncio.create_task(ticks())
        try:
            return await stopped
        finally:
            ticking.cancel()

    async def ticks() -> None:
        for _ in count():
            await asyncio.sleep(1)

    assert skipping(for_ever()) == "rang"
