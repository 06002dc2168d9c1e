"""Puts the house together: who knows whom is written here, and decided nowhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import phonenumbers

from pizzeria.agent.desk import Desk, Reception
from pizzeria.agent.instructions import brief
from pizzeria.agent.repertoire import Repertoire
from pizzeria.call.arrivals import Announce, Dial, Terms
from pizzeria.clips import Clip
from pizzeria.clock import Clock
from pizzeria.exchange import Exchange, Standby
from pizzeria.menu_files import Files, read_menu_files
from pizzeria.nightly import forgetting
from pizzeria.ordering.announcements import announced
from pizzeria.ordering.call_backs import CallBack
from pizzeria.ordering.kitchen import Kitchen
from pizzeria.ordering.order import OPEN, Order
from pizzeria.outbox.letters import Plan
from pizzeria.phrases import phrases
from pizzeria.post.office import open_office, plan_of
from pizzeria.realtime.connection import Realtime
from pizzeria.realtime.events import Configure
from pizzeria.settings import Settings
from pizzeria.sound import FORMATS
from pizzeria.store.store import Store
from pizzeria.switchboard import Switchboard
from pizzeria.tape.private import Privacy
from pizzeria.tape.tapes import open_tapes

_FORGOTTEN = timedelta(hours=6)
"""after the promised time nobody waits any more"""


@dataclass(frozen=True, slots=True)
class Pizzeria:
    """The running house, as its pages and commands know it."""

    settings: Settings
    files: Files
    store: Store
    clock: Clock
    switchboard: Switchboard

    def now(self) -> datetime:
        return self.clock.utc()


@asynccontextmanager
async def open_store(
    settings: Settings, clock: Clock | None = None, plan: Plan | None = None
) -> AsyncIterator[Store]:
    """`plan`: what each event puts into the outbox."""
    store = await Store.open(settings.database_url, (clock or Clock()).utc, plan)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def open_pizzeria(
    settings: Settings,
    clock: Clock | None = None,
    repertoire: Repertoire | None = None,
    standby: Standby | None = None,
) -> AsyncIterator[Pizzeria]:
    """The whole house but its front door. Raises SetupError when menu, settings or database are not right.

    `repertoire` is that of `settings.menu_dir`, for who has it already; `standby` another model, for when the
    settings' cannot be had.
    """
    clock = clock or Clock()
    repertoire = repertoire or Repertoire.of(read_menu_files(settings.menu_dir))
    files = repertoire.files
    async with (
        open_store(settings, clock, plan_of(settings, files.house)) as store,
        open_tapes(settings, privacy(settings, files)) as tapes,
    ):
        await store.load_menu(files.menu)
        await store.end_lost_calls(timedelta(minutes=2 * files.house.call.max_minutes))
        exchange = Exchange(
            realtime=Realtime.from_settings(settings),
            records=store,
            reception=FrontDesk(settings, repertoire, store, clock).receive,
            terms=replace(call_terms(settings, files), standby=standby is not None),
            clock=clock,
            tapes=tapes,
            flags=files.house.flags,
            standby=standby,
        )
        switchboard = Switchboard(exchange, settings.max_calls)
        async with (
            switchboard.open(),
            open_office(settings, files.house, store, clock.utc),
            forgetting(store, files.house, clock.utc),
        ):
            yield Pizzeria(settings, files, store, clock, switchboard)


class FrontDesk:
    """Prepares for each caller what the model is told, and the desk its tools run at."""

    def __init__(self, settings: Settings, repertoire: Repertoire, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._files = files = repertoire.files
        self._store = store
        self._clock = clock
        self._language = settings.language or files.house.languages[0]
        self._reception = Reception(repertoire, store, clock.utc)
        brief(
            files, language=self._language, now=clock.utc(), caller_orders=()
        )  # so no caller waits for babel

    async def receive(self, wanted: Dial) -> tuple[Desk, Configure] | Announce:
        back = await self._store.call_backs.of_call(wanted.call_id)
        customer = back.to_number if back else wanted.from_number
        desk = self._reception.desk(wanted.call_id, customer, self._language)
        orders = await self._store.orders_of(customer)
        sold_out = await self._store.sold_out()
        kitchen = await self._store.kitchen()
        desk.visit.obey(sold_out, kitchen)
        going_on = await self._going_on(desk, back)
        clip = self._clip(kitchen)
        if clip and not going_on and not any(self._waits(order) for order in orders):
            return Announce(clip)
        menu = self._files.menu.sold_out(sold_out.items, sold_out.toppings)
        instructions = brief(
            replace(self._files, menu=menu),
            language=self._language,
            now=self._clock.utc(),
            caller_orders=orders,
            kitchen=kitchen,
        )
        configure = Configure(
            instructions=instructions + going_on,
            tools=self._reception.schemas(),
            voice=self._settings.voice or self._files.house.voice,
            language=self._language,
            transcription_model=self._settings.transcription_model,
            sound=FORMATS[self._settings.sound],
        )
        return desk, configure

    def _clip(self, kitchen: Kitchen) -> Clip | None:
        """What there is to hear instead of the agent: not for who goes on, or has an order under way."""
        why = announced(self._files.house.hours, kitchen, self._clock.utc())
        return self._files.clips.get(why) if why else None

    def _waits(self, order: Order) -> bool:
        """For what was ordered; where nobody looks at the board, orders stay open for ever."""
        return order.status in OPEN and self._clock.utc() < order.ready_at + _FORGOTTEN

    async def _going_on(self, desk: Desk, back: CallBack | None) -> str:
        """For a caller who is back, or whom the house calls; nothing for any other."""
        about = back.about_call if back and back.purpose == "draft_rescued" else ""
        caller = "" if back else desk.visit.caller
        kept = await self._store.drafts.take_up(desk.call_id, caller, about)
        if back and (kept is None or kept.call_id != desk.call_id):
            return f"\n\n{desk.call_out(back, kept)}\n"
        if kept is None:
            return ""
        placed = await self._store.orders_in(desk.call_id)
        return f"\n\n{desk.go_on_from(kept, [order.number for order in placed])}\n"


def privacy(settings: Settings, files: Files) -> Privacy:
    """What must never stand on a tape, and what may: the house's own numbers, street and menu."""
    house, menu = files.house, files.menu
    own = [house.name, house.phone, house.staff_number, house.street]
    named = [name for item in menu.items for name in item.names.values()]
    named += [name for topping in menu.toppings for name in topping.names.values()]
    country = str(phonenumbers.parse(house.phone).country_code)
    return Privacy(settings.secrets, [phrase for phrase in (*own, *named) if phrase], country)


def call_terms(settings: Settings, files: Files) -> Terms:
    rules, sound = files.house.call, FORMATS[settings.sound]
    return Terms(
        model=settings.model,
        sound=sound,
        phrases=phrases(settings.language or files.house.languages[0], sound),
        greeting_delay=settings.greeting_delay_ms / 1000,
        silence=rules.silence_seconds,
        nudges=rules.nudges,
        longest=rules.max_minutes * 60,
    )
