"""`pizzeria serve`: the front door, opened and closed in good order."""

import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlencode

from pizzeria import memory
from pizzeria.answering import Who, answering
from pizzeria.closing import Signals, close
from pizzeria.errors import SetupError, Unreachable
from pizzeria.replay.doubles.exchange import Reason
from pizzeria.replay.taped.zipped import zipper
from pizzeria.settings import Settings
from pizzeria.tape.tapes import shelf_of
from pizzeria.web.app import create_app, make_ready
from pizzeria.web.server import serve_app
from pizzeria.wiring import open_pizzeria

Say = Callable[[str], None]


async def serve(settings: Settings, host: str, port: int, say: Say, by: Who | None = None) -> None:
    """Serve until SIGINT or SIGTERM, and then until the last call is over; `say` tells people where. `by`:
    who answers, whatever is set. Raises SetupError when it must not, or cannot.
    """
    _refuse_the_world(settings, host)
    memory.shared_by_threads()
    with _listen(host, port) as listener:
        port = listener.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        async with AsyncExitStack() as stack:
            who = await stack.enter_async_context(answering(settings, by))
            pizzeria = await stack.enter_async_context(
                open_pizzeria(who.settings, standby=who.stand_in.standby if who.stand_in else None)
            )
            signals = Signals()
            signals.catch()
            shown = replace(pizzeria, settings=settings)  # the pages say what is set, and no more
            app = create_app(shown, zipper(pizzeria.store, shelf_of(settings)), who.speak)
            make_ready(app)
            if who.demonstrate and not await pizzeria.store.orders():
                app.add_background_task(_demonstrate, who.demonstrate, _line(address, settings), say)
            _say_where(say, address, settings)
            if who.told:
                say(who.told)
            if who.stand_in:
                await stack.enter_async_context(who.stand_in.running())

            async def close_the_door() -> None:
                await signals.first.wait()
                await close(pizzeria, signals.again, say)

            await serve_app(app, listener, close_the_door)


async def _demonstrate(call: Callable[[str], Awaitable[Reason]], line: str, say: Say) -> None:
    try:
        await call(line)
    except Unreachable as error:
        say(f"The demonstration call did not get through: {error}")


def _say_where(say: Say, address: str, settings: Settings) -> None:
    say(f"The order board   {address}/")
    say(f"The call log      {address}/calls")
    say(f"A telephone       {address}/phone")
    say(f"Setup guide       {address}/setup")
    shown = "?token=…" if settings.phone_token else ""
    say(f"46elks connects   {_line(address, None)}{shown}")


def _line(address: str, settings: Settings | None) -> str:
    """The phone's socket, with its token when `settings` has one."""
    token = settings.phone_token if settings else None
    query = f"?{urlencode({'token': token.get_secret_value()})}" if token else ""
    return f"{address.replace('http', 'ws', 1)}/voice-stream{query}"


def _refuse_the_world(settings: Settings, host: str) -> None:
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            return
    if host != "localhost" and settings.staff_password is None:
        raise SetupError(
            f"--host {host} lets others in: set PIZZERIA_STAFF_PASSWORD first, or serve on 127.0.0.1"
        )


def _listen(host: str, port: int) -> socket.socket:
    """Bound before anything is said, so that the address said is the one that answers."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
        )
    except OSError as error:
        raise SetupError(
            f"port {port} on {host} cannot be opened ({error.strerror}): is another pizzeria running? "
            "Choose another with --port"
        ) from None
