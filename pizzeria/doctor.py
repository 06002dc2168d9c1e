"""`pizzeria doctor`: looks at everything the house needs, and says of each what is wrong and what to do."""

from dataclasses import dataclass
from typing import get_args

from pizzeria.connecting.findings import findings
from pizzeria.connecting.standing import read_standing
from pizzeria.errors import PizzeriaError, SetupError
from pizzeria.going_live import Evidence, evidence, steps
from pizzeria.kept import kept
from pizzeria.menu_files import read_menu_files
from pizzeria.ordering.messages import MessageKind
from pizzeria.post.webhooks import hooks_of
from pizzeria.settings import Settings, read_settings
from pizzeria.standby import why_none
from pizzeria.wiring import open_store


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    well: bool
    said: str


async def examine() -> list[Finding]:
    """Every finding; one thing being wrong does not hide the next."""
    try:
        settings = read_settings()
    except SetupError as error:
        return [Finding("settings", False, str(error))]
    return [
        Finding("settings", True, "read"),
        _menu(settings),
        *await _of_store(settings),
        *await _of_elks(settings),
        *_post(settings),
        *_stand_in(settings),
        _door(settings),
        *_kept(settings),
    ]


def _menu(settings: Settings) -> Finding:
    try:
        files = read_menu_files(settings.menu_dir)
    except SetupError as error:
        return Finding("menu", False, str(error))
    return Finding("menu", True, f"{len(files.menu.items)} items for {files.house.name}")


def _post(settings: Settings) -> list[Finding]:
    """What goes out: messages to customers, webhooks. The menu's own mistakes are told elsewhere."""
    try:
        rules = read_menu_files(settings.menu_dir).house.messages
        hooks = hooks_of(settings)
    except SetupError as error:
        wrong = str(error).startswith("PIZZERIA_HOOK")
        return [Finding("webhooks", False, str(error))] if wrong else []
    lacks = rules.on and not (settings.elks_api_username and settings.elks_api_password)
    kinds = ", ".join(kind for kind in get_args(MessageKind) if kind in rules.on)
    told = f"{kinds}, from {rules.sender}" if kinds else "off; turn them on in [messages] of house.toml"
    if lacks:
        told = f"{kinds} are turned on, but nothing is sent without ELKS_API_USERNAME and ELKS_API_PASSWORD"
    to = f"{len(hooks.urls)} addresses are told of {len(hooks.events)} events" if hooks else "none"
    return [Finding("messages", not lacks, told), Finding("webhooks", True, to)]


def _kept(settings: Settings) -> list[Finding]:
    """How long what callers said and gave is kept."""
    try:
        rules = read_menu_files(settings.menu_dir).house.retention
    except SetupError:
        return []  # said already, of the menu
    told = (f"{each.what.lower()}: {each.how_long} ({each.setting})" for each in kept(settings, rules))
    return [Finding("kept", True, "; ".join(told))]


async def _of_store(settings: Settings) -> list[Finding]:
    """The database, and what it has seen of the way there."""
    try:
        async with open_store(settings) as store:
            last = await store.journal.last_id()
            seen = await evidence(store)
    except PizzeriaError as error:
        return [Finding("database", False, str(error)), *_way(settings, Evidence())]
    return [Finding("database", True, f"{last} events in its journal"), *_way(settings, seen)]


def _way(settings: Settings, seen: Evidence) -> list[Finding]:
    """As the setup page has it; the account is part of the number here."""
    found = {step.name: step for step in steps(settings, seen, settings.public_url)}
    about = {"model": found["model"], "number": found["socket"], "calls": found["call"]}
    told = [Finding(name, step.state != "wrong", step.because) for name, step in about.items()]
    if settings.public_url and not settings.phone_token:
        told.append(
            Finding("token", True, "PIZZERIA_PHONE_TOKEN would keep strangers from the phone's socket")
        )
    return told


async def _of_elks(settings: Settings) -> list[Finding]:
    """The account and its numbers, as 46elks shows them; the setup page has the same."""
    standing = await read_standing(settings)
    if standing is None:
        said = "not looked at: with ELKS_API_USERNAME and ELKS_API_PASSWORD `pizzeria connect` does the rest"
        return [Finding("46elks account", True, said)]
    try:
        house = read_menu_files(settings.menu_dir).house
    except SetupError:
        return []  # said already, of the menu
    return [
        Finding(found.about, found.state != "wrong", found.because)
        for found in findings(standing, settings, house)
    ]


def _stand_in(settings: Settings) -> list[Finding]:
    """Who goes on when the model cannot be had; without a model there is nothing to stand in for."""
    said = why_none(settings) or "the built-in voice goes on, in English, when the model cannot be had"
    return [Finding("stand-in", True, said)] if settings.has_model else []


def _door(settings: Settings) -> Finding:
    if settings.public_url and not settings.staff_password:
        return Finding(
            "staff pages", False, "PIZZERIA_PUBLIC_URL is set but PIZZERIA_STAFF_PASSWORD is not: set it"
        )
    kept = "behind the staff password" if settings.staff_password else "open, on this machine only"
    return Finding("staff pages", True, kept)
