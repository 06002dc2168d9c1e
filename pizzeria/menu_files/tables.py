"""The tables of menu.toml and house.toml as types, for files that their schemas have approved of.

The keys are those of menu.schema.json and house.schema.json, where each is described.
"""

from typing import Literal, NotRequired, TypedDict

from pizzeria.ordering.menu import Diet
from pizzeria.ordering.messages import Wording

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEK: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Named(TypedDict):
    id: str
    names: dict[str, str]


class BaseTable(Named):
    price: int
    lacks: NotRequired[list[str]]


class ToppingTable(Named):
    prices: dict[str, int]
    allergens: list[str]
    diet: Diet
    said: NotRequired[list[str]]


class CategoryTable(Named):
    customisable: NotRequired[bool]
    allergens: NotRequired[list[str]]
    diet: NotRequired[Diet]


class ItemTable(Named):
    number: NotRequired[int]
    category: str
    toppings: NotRequired[list[str]]
    prices: dict[str, int]
    allergens: NotRequired[list[str]]
    diet: NotRequired[Diet]
    said: NotRequired[list[str]]


class NeedTable(TypedDict):
    categories: list[str]
    sizes: list[str]
    quantity: int


class DealTable(Named):
    takes_off: int
    needs: list[NeedTable]


class RulesTable(TypedDict, total=False):
    halves: bool
    half_topping_percent: int
    extra_topping_percent: int
    max_quantity: int
    max_lines: int
    max_units: int
    max_added: int


class MenuFile(TypedDict):
    sizes: list[Named]
    bases: list[BaseTable]
    toppings: list[ToppingTable]
    categories: list[CategoryTable]
    items: list[ItemTable]
    deals: NotRequired[list[DealTable]]
    rules: NotRequired[RulesTable]


class AddressTable(TypedDict):
    street: str
    postal_code: str
    city: str


class DateTable(TypedDict):
    date: str
    open: list[str]


class HoursTable(TypedDict):
    monday: list[str]
    tuesday: list[str]
    wednesday: list[str]
    thursday: list[str]
    friday: list[str]
    saturday: list[str]
    sunday: list[str]
    last_order_minutes: NotRequired[int]
    exceptions: NotRequired[list[DateTable]]


class ZoneTable(TypedDict):
    postal_codes: list[str]
    fee: int
    minimum: int
    minutes: int
    streets: NotRequired[list[str]]


class CallTable(TypedDict):
    max_minutes: int
    silence_seconds: float
    nudges: int
    staff_rings: NotRequired[int]
    most_at_once: NotRequired[int]
    most_an_hour: NotRequired[int]


class BoardTable(TypedDict, total=False):
    soon_minutes: int
    late_minutes: int
    undo_seconds: int
    chime: bool


class MessagesTable(TypedDict, total=False):
    sender: str
    receipt: bool
    oven: bool
    ready: bool
    feedback: bool
    cancelled: bool
    most_a_day: int
    feedback_minutes: int
    texts: dict[str, dict[Wording, str]]


class CallBacksTable(TypedDict, total=False):
    quiet: str
    most_a_day: int
    tries: int
    minutes_between: int


class AnnouncementsTable(TypedDict, total=False):
    closed: str
    stopped: str


class RetentionTable(TypedDict, total=False):
    transcripts_days: int
    numbers_days: int


class HouseFile(TypedDict):
    name: str
    languages: list[str]
    voice: str
    currency: str
    vat_percent: int
    timezone: str
    phone: str
    staff_number: str
    pickup_minutes: int
    address: AddressTable
    greeting: dict[str, str]
    hours: HoursTable
    delivery: list[ZoneTable]
    call: CallTable
    board: NotRequired[BoardTable]
    call_backs: NotRequired[CallBacksTable]
    announcements: NotRequired[AnnouncementsTable]
    flags: NotRequired[dict[str, dict[str, list[str]]]]
    messages: NotRequired[MessagesTable]
    retention: NotRequired[RetentionTable]
