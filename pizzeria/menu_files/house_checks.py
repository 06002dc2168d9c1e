"""What a schema cannot see in house.toml: languages, time zones, telephone numbers, hours, zones."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from pizzeria.menu_files.from_tables import span
from pizzeria.menu_files.message_checks import message_mistakes
from pizzeria.menu_files.schema import shown
from pizzeria.menu_files.tables import WEEK, HouseFile


def house_mistakes(house: HouseFile) -> Iterator[str]:
    """One sentence a mistake, beginning with the key."""
    yield from _greeting(house)
    yield from _timezone(house)
    yield from _phone("phone", house["phone"])
    yield from _phone("staff_number", house["staff_number"])
    yield from _hours(house)
    yield from _zones(house)
    yield from message_mistakes(house)


def _greeting(house: HouseFile) -> Iterator[str]:
    for language in house["languages"]:
        if language not in house["greeting"]:
            yield f"greeting.{language}: expected a greeting in this language too, but it is missing"


def _timezone(house: HouseFile) -> Iterator[str]:
    try:
        ZoneInfo(house["timezone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"timezone: expected a time zone such as 'Europe/Stockholm', got {shown(house['timezone'])}"


def _phone(key: str, number: str) -> Iterator[str]:
    try:
        valid = phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        valid = False
    if not valid:
        yield f"{key}: expected a telephone number that exists, written +46…, got {shown(number)}"


def _hours(house: HouseFile) -> Iterator[str]:
    for day in WEEK:
        yield from _day(f"hours.{day}", house["hours"][day])
    dates = dict[str, int]()
    for place, exception in enumerate(house["hours"].get("exceptions", ())):
        first = dates.setdefault(exception["date"], place)
        if first != place:
            yield (
                f"hours.exceptions[{place}].date: expected each date once, "
                f"got {exception['date']}, which hours.exceptions[{first}] has"
            )
        yield from _day(f"hours.exceptions[{place}].open", exception["open"])


def _day(key: str, spans: Sequence[str]) -> Iterator[str]:
    """Hours after another must come later; what goes on after midnight or all day can only be the last."""
    for earlier, later in pairwise(spans):
        opens, closes = span(earlier)
        if closes <= opens or closes > span(later)[0]:
            yield f"{key}: expected hours in order that do not overlap, got {earlier} before {later}"


def _zones(house: HouseFile) -> Iterator[str]:
    zones = dict[str, int]()
    for place, zone in enumerate(house["delivery"]):
        for code in zone["postal_codes"]:
            first = zones.setdefault(code, place)
            if first != place:
                yield (
                    f"delivery[{place}].postal_codes: expected each postal code in one zone, "
                    f"got {code}, which delivery[{first}] has"
                )
