"""The house in numbers, for Prometheus: counted from the journal when asked, nothing listens in between."""

import asyncio

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from pizzeria.store.journal import Journal
from pizzeria.store.tail import Entry
from pizzeria.web.here import Switchboard

VOICE_BUCKETS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)


class Meter:
    """One registry an app: two houses in one process do not add up."""

    def __init__(self, switchboard: Switchboard, journal: Journal) -> None:
        self._journal = journal
        self._counted = 0
        self._one_reader = asyncio.Lock()
        self._registry = CollectorRegistry()
        active = self._gauge("pizzeria_calls_active", "calls on the line now")
        active.set_function(lambda: switchboard.active)
        self._calls = self._counter("pizzeria_calls", "calls that ended", "end_reason")
        self._lost = self._counter("pizzeria_models_lost", "calls that lost their model in the middle")
        self._back = self._histogram("pizzeria_model_back_seconds", "until a model spoke in it again")
        self._orders = self._counter("pizzeria_orders_placed", "orders placed")
        self._answer = self._histogram("pizzeria_answer_seconds", "from the call's start to the first sound")
        self._turn = self._histogram("pizzeria_turn_seconds", "voice to voice, each turn")
        lag = self._gauge("pizzeria_event_loop_lag_seconds", "the worst since the last reading")
        lag.set_function(switchboard.worst_lag)
        tasks = self._gauge("pizzeria_asyncio_tasks", "tasks of the event loop now")
        tasks.set_function(lambda: len(asyncio.all_tasks()))
        self._refused = self._counter("pizzeria_calls_refused", "callers who could not be taken", "reason")

    async def start(self) -> None:
        """What happens from now on is counted."""
        self._counted = await self._journal.last_id()

    async def read(self) -> bytes:
        """The exposition text."""
        async with self._one_reader:
            await self._catch_up()
        return generate_latest(self._registry)

    async def _catch_up(self) -> None:
        while entries := await self._journal.after(self._counted):
            for entry in entries:
                self._count(entry)
                self._counted = entry.id

    def _count(self, entry: Entry) -> None:
        match entry.name, entry.data:
            case "order.placed", _:
                self._orders.inc()
            case "calls.refused", {"why": str(reason), "count": int(count)}:
                self._refused.labels(reason).inc(count)
            case "call.model_lost", _:
                self._lost.inc()
            case "call.model_back", {"after_ms": int(milliseconds)}:
                self._back.observe(milliseconds / 1000)
            case "call.ended", {"end_reason": str(reason), "turns_ms": list(turns), **more}:
                self._calls.labels(reason).inc()
                for milliseconds in turns:
                    self._turn.observe(milliseconds / 1000)
                if isinstance(answer := more.get("answer_ms"), int):
                    self._answer.observe(answer / 1000)

    def _gauge(self, name: str, what: str) -> Gauge:
        return Gauge(name, what, registry=self._registry)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str) -> Histogram:
        return Histogram(name, what, registry=self._registry, buckets=VOICE_BUCKETS)
