"""Makes the Menu and the House from tables that every check has approved of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import get_args
from zoneinfo import ZoneInfo

from pizzeria.menu_files.tables import (
    WEEK,
    CallBacksTable,
    CategoryTable,
    DealTable,
    HouseFile,
    ItemTable,
    MenuFile,
    MessagesTable,
    ToppingTable,
)
from pizzeria.ordering.call_backs import CallBackRules
from pizzeria.ordering.flags import FlagRules
from pizzeria.ordering.house import BoardRules, CallRules, Hours, House, Retention, Span, Zone
from pizzeria.ordering.menu import Base, Category, Deal, Diet, Item, Menu, Names, Need, Rules, Size, Topping
from pizzeria.ordering.messages import MessageKind, MessageRules

STRICTEST_FIRST: tuple[Diet, ...] = ("vegan", "vegetarian", "none")


def menu_from(file: MenuFile, house: House) -> Menu:
    sizes = {size["id"]: size["names"] for size in file["sizes"]}
    toppings = {topping["id"]: topping for topping in file["toppings"]}
    categories = {category["id"]: category for category in file["categories"]}
    return Menu(
        currency=house.currency,
        language=house.languages[0],
        categories=tuple(Category(c["id"], c["names"]) for c in file["categories"]),
        items=tuple(_item(i, categories[i["category"]], toppings, sizes) for i in file["items"]),
        toppings=tuple(_topping(t) for t in file["toppings"]),
        bases=tuple(Base(b["id"], b["names"], b["price"], tuple(b.get("lacks", ()))) for b in file["bases"]),
        deals=tuple(_deal(d) for d in file.get("deals", ())),
        rules=Rules(**file.get("rules", {})),
    )


def house_from(file: HouseFile) -> House:
    address, call = file["address"], file["call"]
    return House(
        name=file["name"],
        languages=tuple(file["languages"]),
        voice=file["voice"],
        currency=file["currency"],
        vat_percent=file["vat_percent"],
        street=address["street"],
        postal_code=address["postal_code"],
        city=address["city"],
        phone=file["phone"],
        staff_number=file["staff_number"],
        pickup_minutes=file["pickup_minutes"],
        greeting=file["greeting"],
        hours=_hours(file),
        zones=tuple(
            Zone(tuple(z["postal_codes"]), z["fee"], z["minimum"], z["minutes"], tuple(z.get("streets", ())))
            for z in file["delivery"]
        ),
        call=CallRules(**call),
        board=BoardRules(**file.get("board", {})),
        call_backs=_call_backs(file.get("call_backs", {})),
        flags=_flags(file.get("flags", {})),
        messages=messages_from(file.get("messages", {})),
        retention=Retention(**file.get("retention", {})),
    )


def messages_from(table: MessagesTable) -> MessageRules:
    rules = MessageRules()
    kinds: tuple[MessageKind, ...] = get_args(MessageKind)
    return MessageRules(
        on=frozenset(kind for kind in kinds if table.get(kind, False)),
        sender=table.get("sender", rules.sender),
        texts=table.get("texts", rules.texts),
        most_a_day=table.get("most_a_day", rules.most_a_day),
        feedback_minutes=table.get("feedback_minutes", rules.feedback_minutes),
    )


def strictest(diets: Iterable[Diet]) -> Diet:
    """What holds for all of these together; of nothing at all, vegan."""
    return max(diets, key=STRICTEST_FIRST.index, default="vegan")


def span(written: str) -> Span:
    """`16:00-23:30` as two local times."""
    opens, closes = (time.fromisoformat(end) for end in written.split("-"))
    return opens, closes


def _item(
    item: ItemTable,
    category: CategoryTable,
    toppings: Mapping[str, ToppingTable],
    sizes: Mapping[str, Names],
) -> Item:
    customisable = category.get("customisable", False)
    own = item.get("diet", category.get("diet", "none"))
    diets = [toppings[t]["diet"] for t in item.get("toppings", ())] if customisable else []
    return Item(
        id=item["id"],
        names=item["names"],
        category=item["category"],
        sizes=tuple(Size(s, names, item["prices"][s]) for s, names in sizes.items() if s in item["prices"]),
        number=item.get("number"),
        toppings=tuple(item.get("toppings", ())),
        allergens=tuple(item.get("allergens", category.get("allergens", ()))),
        said=tuple(item.get("said", ())),
        customisable=customisable,
        diet=strictest([own, *diets]),
    )


def _topping(topping: ToppingTable) -> Topping:
    return Topping(
        id=topping["id"],
        names=topping["names"],
        prices=topping["prices"],
        allergens=tuple(topping["allergens"]),
        diet=topping["diet"],
        said=tuple(topping.get("said", ())),
    )


def _deal(deal: DealTable) -> Deal:
    needs = (Need(tuple(n["categories"]), tuple(n["sizes"]), n["quantity"]) for n in deal["needs"])
    return Deal(deal["id"], deal["names"], tuple(needs), deal["takes_off"])


def _call_backs(table: CallBacksTable) -> CallBackRules:
    rules = CallBackRules()
    quiet = span(table["quiet"]) if table.get("quiet") else rules.quiet
    return CallBackRules(
        quiet,
        table.get("most_a_day", rules.most_a_day),
        table.get("tries", rules.tries),
        table.get("minutes_between", rules.minutes_between),
    )


def _flags(table: Mapping[str, Mapping[str, Sequence[str]]]) -> FlagRules:
    """Of all languages together."""
    kinds = dict.fromkeys(kind for kinds in table.values() for kind in kinds)
    return FlagRules({kind: [w for kinds in table.values() for w in kinds.get(kind, ())] for kind in kinds})


def _hours(file: HouseFile) -> Hours:
    hours = file["hours"]
    return Hours(
        weekly=tuple(_day(hours[day]) for day in WEEK),
        exceptions={date.fromisoformat(e["date"]): _day(e["open"]) for e in hours.get("exceptions", ())},
        timezone=ZoneInfo(file["timezone"]),
        last_order_minutes=hours.get("last_order_minutes", 0),
    )


def _day(spans: Sequence[str]) -> tuple[Span, ...]:
    return tuple(span(written) for written in spans)
