"""How long the house keeps what callers said and gave, and what says so: for setup page and doctor."""

from dataclasses import dataclass

from pizzeria.ordering.house import Retention
from pizzeria.settings import Settings


@dataclass(frozen=True, slots=True)
class Kept:
    what: str
    how_long: str
    setting: str
    where: str


def kept(settings: Settings, rules: Retention) -> tuple[Kept, ...]:
    taped = "" if settings.tapes != "off" else ", but none are recorded now"
    house = "in [retention] of house.toml"
    return (
        Kept("What callers said", _days(rules.transcripts_days), "transcripts_days", house),
        Kept("Names, numbers and addresses", _days(rules.numbers_days), "numbers_days", house),
        Kept("Tapes", _days(settings.tapes_days) + taped, "PIZZERIA_TAPES_DAYS", "in .env"),
    )


def _days(days: int) -> str:
    return f"{days} days" if days else "for ever"
