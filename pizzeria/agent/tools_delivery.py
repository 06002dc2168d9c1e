"""The tools that decide how the order gets to the caller: pickup, or an address read back and agreed to."""

from dataclasses import replace

from pizzeria.agent.answers import Answer
from pizzeria.agent.opening import refuse_unless_taking_orders
from pizzeria.agent.parameters import City, DoorNote, PostalCode, SaidYes, Street
from pizzeria.agent.ticket import cart_facts, delivery_facts, missing_to_minimum, next_step
from pizzeria.agent.visit import ReadBack, Visit
from pizzeria.errors import Refused
from pizzeria.ordering import edits
from pizzeria.ordering.cart import Address, Delivery, Pickup


async def choose_pickup(visit: Visit) -> Answer:
    """The caller comes and collects the order, instead of delivery."""
    cart = edits.fulfil(visit.cart, Pickup(visit.house.pickup_minutes))
    if cart is not visit.cart:
        await visit.keep(cart)
    visit.read_back = None
    return Answer({"cart": cart_facts(visit)}, next_step(visit))


async def confirm_address(  # noqa: PLR0913 - the parameters are the contract's
    visit: Visit,
    *,
    street: Street,
    postal_code: PostalCode,
    city: City | None = None,
    note: DoorNote | None = None,
    caller_said_yes: SaidYes = False,
) -> Answer:
    """Deliver to an address. First call it with caller_said_yes false, read the answered address, fee and
    time back and ask whether it is right. When the caller has said yes, call it again with the same address
    and caller_said_yes true. After any change begin again with false.
    """
    refuse_unless_taking_orders(visit)
    delivery = _delivery(visit, Address(street, postal_code, city or "", note or ""))
    agreed = visit.cart.fulfilment
    if isinstance(agreed, Delivery) and _same(agreed, delivery):
        return _confirmed(visit)
    read_back = visit.read_back
    if not caller_said_yes or read_back is None or not _same(read_back.delivery, delivery):
        return await _to_read_back(visit, delivery)
    if not visit.heard(read_back):
        visit.read_back = ReadBack(read_back.delivery, visit.answers)
        say = f"Shall it go to {_spoken(read_back.delivery.address)}?"
        raise Refused("not_confirmed", say, **delivery_facts(visit, read_back.delivery))
    await visit.keep(edits.fulfil(visit.cart, read_back.delivery))
    visit.read_back = None
    return _confirmed(visit)


def _confirmed(visit: Visit) -> Answer:
    return Answer({"confirmed": True, "cart": cart_facts(visit)}, next_step(visit))


async def _to_read_back(visit: Visit, delivery: Delivery) -> Answer:
    """The address awaits a yes; one that was agreed to before no longer counts."""
    cart = edits.fulfil(visit.cart, None)
    if cart is not visit.cart:
        await visit.keep(cart)
    visit.read_back = ReadBack(delivery, visit.answers)
    facts = {"confirmed": False, "read_back": _spoken(delivery.address), **delivery_facts(visit, delivery)}
    missing = missing_to_minimum(visit, delivery)
    ask = "Read the address back with the fee and the time, and ask whether it is right."
    if not any(c.isdigit() for c in delivery.address.street):
        ask = f"There is no house number in it: ask for one. {ask}"
    if missing and visit.cart.lines:
        facts |= {"below_minimum": missing, "below_minimum_text": visit.money(missing)}
        ask = f"{ask} Say too that {visit.money(missing)} more is needed for delivery there."
    return Answer(facts, ask)


def _delivery(visit: Visit, said: Address) -> Delivery:
    """What delivery to that address is. Raises Refused address_unclear, postal_code_unclear, out_of_zone."""
    if not said.street:
        raise Refused("address_unclear", "Could you say the street and the number once more?")
    digits = "".join(c for c in said.postal_code if c.isdecimal() and c.isascii())
    lengths = {len(code) for zone in visit.house.zones for code in zone.postal_codes}
    if lengths and len(digits) not in lengths:
        raise Refused("postal_code_unclear", "Could you say the postal code once more, digit by digit?")
    zone = visit.house.zone(digits)
    if zone is None:
        say = "I am sorry, we do not deliver to that postal code. Would you like to pick it up instead?"
        raise Refused("out_of_zone", say, pickup_minutes=visit.kitchen.takes(visit.house.pickup_minutes))
    address = _completed(visit, replace(said, postal_code=digits))
    return Delivery(address, zone.fee, zone.minimum, zone.minutes)


def _completed(visit: Visit, said: Address) -> Address:
    """A city or note left out the second time is no change; the city is ours unless another is named."""
    known = [visit.read_back.delivery] if visit.read_back else []
    known += [visit.cart.fulfilment] if isinstance(visit.cart.fulfilment, Delivery) else []
    before = next((d.address for d in known if _place(d.address) == _place(said)), Address("", "", ""))
    return replace(said, city=said.city or before.city or visit.house.city, note=said.note or before.note)


def _place(address: Address) -> tuple[str, str]:
    return address.street.casefold(), address.postal_code


def _same(one: Delivery, other: Delivery) -> bool:
    return _heard(one.address) == _heard(other.address)


def _heard(address: Address) -> tuple[str, ...]:
    """What of an address the ear tells apart: capitals it does not."""
    return (*_place(address), address.city.casefold(), address.note.casefold())


def _spoken(address: Address) -> str:
    return ", ".join(
        part for part in (address.street, address.postal_code, address.city, address.note) if part
    )
