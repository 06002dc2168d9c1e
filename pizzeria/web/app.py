"""The web application: every page, the API and the event stream of one house."""

import gc
import sys

from quart import Quart
from quart.json.provider import DefaultJSONProvider

from pizzeria.web import (
    all_day,
    api,
    auth,
    board,
    call_files,
    call_page,
    calling_back,
    calls,
    doorbell,
    errors,
    fonts,
    headers,
    health,
    hooks,
    kitchen,
    login,
    lookout,
    moments,
    on_the_line,
    openapi,
    order_panel,
    passes,
    phone,
    printed,
    proxies,
    recordings,
    sessions,
    setup,
    sse,
    stock,
    telephone,
    texts,
    track,
    turned_away,
    words,
)
from pizzeria.web.here import Pizzeria
from pizzeria.web.statics import add_statics
from pizzeria.web.waiting_room import Bounded

SWITCH_SECONDS = 0.0001
"""that a thread keeps the interpreter when another wants it"""

MAX_BODY = 64 * 1024
"""bytes of a request; the largest honest one is a status"""
_FIRST = (errors, headers, sessions, auth, health, sse)
ROOMS = (*_FIRST, board, recordings, doorbell, lookout, passes, phone, turned_away, track, openapi)
"""those that keep something, or look at every request"""
PAGES = (board, all_day, stock, moments, order_panel, printed, setup, telephone, login)
LOG = (calls, call_page, call_files)
_PROGRAMS = (api, openapi, calling_back, on_the_line, kitchen, sse)
OTHERS = (*_PROGRAMS, health, phone, hooks, texts, track, fonts)


def create_app(
    pizzeria: Pizzeria,
    scenario_of: call_files.ScenarioOf | None = None,
    speak: telephone.Speak | None = None,
) -> Quart:
    """An app that serves this house. Nothing is started before the server says so.

    `scenario_of` makes scenarios of calls, `speak` says what is typed at /phone: those are rooms above this
    one.
    """
    app = Quart(__name__, static_folder=None)
    proxies.install(app, pizzeria.settings.proxies)
    app.asgi_websocket_class = Bounded
    app.url_map.merge_slashes = False  # it leads a program that writes two of them to a page
    add_statics(app)
    app.extensions["pizzeria"] = pizzeria
    app.extensions["scenario_of"] = scenario_of
    app.extensions["speak"] = speak
    app.secret_key = sessions.session_key(pizzeria.settings.staff_password)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 0  # ask each time; the answer is mostly 304
    app.json = _json(app)
    words.teach(app.jinja_env, pizzeria)
    for room in ROOMS:
        room.install(app)
    for pages in (*PAGES, *LOG, *OTHERS):
        app.register_blueprint(pages.blueprint)
    return app


def make_ready(app: Quart) -> None:
    """What would hold up callers' sound is done before the door opens. Blocks: a second."""
    read_pages(app)
    # What the house is made of stays: no need to look through it for rubbish while somebody talks.
    gc.collect()
    gc.freeze()
    # Whoever reads or writes in a thread lets the loop on sooner than Python would have it, which is in 5 ms.
    sys.setswitchinterval(SWITCH_SECONDS)


def read_pages(app: Quart) -> None:
    """Compiles every page, so that none is while somebody talks. Blocks: half a second."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _json(app: Quart) -> DefaultJSONProvider:
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = False
    provider.sort_keys = False
    return provider
