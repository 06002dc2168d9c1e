"""`pizzeria doctor`: looks at everything the house needs, and says of each what is wrong and what to do."""

from dataclasses import dataclass

from pizzeria.errors import PizzeriaError, SetupError
from pizzeria.menu_files import read_menu_files
from pizzeria.settings import Settings, read_settings
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
        await _database(settings),
        _model(settings),
        _door(settings),
        _number(settings),
    ]


def _menu(settings: Settings) -> Finding:
    try:
        files = read_menu_files(settings.menu_dir)
    except SetupError as error:
        return Finding("menu", False, str(error))
    return Finding("menu", True, f"{len(files.menu.items)} items for {files.house.name}")


async def _database(settings: Settings) -> Finding:
    try:
        async with open_store(settings) as store:
            last = await store.journal.last_id()
    except PizzeriaError as error:
        return Finding("database", False, str(error))
    return Finding("database", True, f"{last} events in its journal")


def _model(settings: Settings) -> Finding:
    if settings.openai_api_key:
        return Finding("model", True, f"a key is set; calls go to {settings.model}")
    if settings.openai_base_url:
        return Finding("model", True, f"calls go to {settings.openai_base_url}, without a key")
    return Finding(
        "model", False, "no OPENAI_API_KEY: only the demonstration call plays. Set it, or OPENAI_BASE_URL"
    )


def _door(settings: Settings) -> Finding:
    if settings.public_url and not settings.staff_password:
        return Finding(
            "staff pages", False, "PIZZERIA_PUBLIC_URL is set but PIZZERIA_STAFF_PASSWORD is not: set it"
        )
    kept = "behind the staff password" if settings.staff_password else "open, on this machine only"
    return Finding("staff pages", True, kept)


def _number(settings: Settings) -> Finding:
    if not settings.public_url:
        return Finding(
            "number",
            False,
            "46elks cannot reach this machine: run `ngrok http 8000`, set PIZZERIA_PUBLIC_URL to the address "
            "it prints, and follow /setup",
        )
    if not settings.phone_token:
        return Finding(
            "number", True, f"{settings.public_url} is set; PIZZERIA_PHONE_TOKEN would keep strangers out"
        )
    return Finding("number", True, f"{settings.public_url}, behind the phone token")
