"""What the model is told when a call goes on: staff did not answer, or the line was cut."""

from collections.abc import Mapping
from typing import Any

from pizzeria.agent.instructions import quoted
from pizzeria.agent.ticket import sold_out_names
from pizzeria.agent.visit import Visit
from pizzeria.ordering.cart import Delivery, Pickup
from pizzeria.store.records import HandOver, Kept

_CUT = (
    "Begin with that, in one sentence, say what was in the order, and ask whether to go on with it. A number "
    "may be shared: the address is said only after a yes. If they say no, or know nothing of it, take out "
    "every line with remove_item, and begin as in any call."
)


def going_on(visit: Visit, kept: Kept) -> str:
    """The last part of the instructions; the cart at the desk is what was kept."""
    return "\n\n".join(
        (
            "# This call goes on",
            "The caller has talked with you before and knows who you are. Leave out the greeting "
            f"above. {_what_happened(visit, kept)}",
            f"{cart_text(visit)}{_since_then(visit, kept.cart or {})}",
        )
    )


def _what_happened(visit: Visit, kept: Kept) -> str:
    match kept.hand_over:
        case HandOver(state="unanswered", reason=reason):
            return (
                f"They were being connected to staff ({quoted(reason)}), but nobody could answer. Begin with "
                "that, in one sentence, say you are sorry, and ask whether you can help or they would rather "
                "be connected again later."
            )
        case HandOver(reason=reason):
            return (
                f"They were to be connected to staff ({quoted(reason)}), and the line was lost. Begin with "
                "that, in one sentence, and ask whether you can help or should try staff again."
            )
        case None:
            minutes = round((visit.now() - kept.ended_at).total_seconds() / 60) if kept.ended_at else 0
            ago = "a moment" if minutes <= 1 else f"{minutes} minutes"
            return f"The line was cut {ago} ago. {_CUT}"


def _since_then(visit: Visit, kept: Mapping[str, Any]) -> str:
    """What is not as it was when the line was cut."""
    here = {line.id for line in visit.cart.lines}
    gone = [str(line["name"]) for line in kept.get("lines") or () if line["id"] not in here]
    sold_out, before, total = sold_out_names(visit), kept.get("total"), visit.bill.total
    said = [f" Not on the menu any more, and so left out: {', '.join(gone)}. Say so."] if gone else []
    if sold_out:
        said.append(f" Sold out since then: {', '.join(sold_out)}. Say so, and offer something else.")
    if isinstance(before, int) and before != total and not gone and here:
        said.append(f" It came to {visit.money(before)} then, and {visit.money(total)} is what counts.")
    return "".join(said)


def standing(visit: Visit) -> str:
    """How things stand at the desk in mid-call."""
    placed = ", ".join(map(str, visit.order_numbers))
    done = f"Placed in this call, and not to be placed again: order {placed}." if placed else ""
    if not visit.cart.lines:
        return f"{done} Nothing is in the order that is not placed.".strip()
    revision = visit.cart.revision
    read = (
        f"It was reviewed as revision {revision}; unless the caller has heard all of it and said yes, read "
        "it back again before it is placed."
        if revision in visit.reviews
        else "It was not reviewed yet."
    )
    return f"{done} The order at the desk, which is what counts: {_lines(visit)} {read}".strip()


def cart_text(visit: Visit) -> str:
    if not visit.cart.lines:
        return "Nothing is in the order yet."
    return (
        f"The order is as it was: {_lines(visit)} "
        "It must be reviewed and read back before it can be placed, also if that was done before."
    )


def _lines(visit: Visit) -> str:
    bill = visit.bill
    lines = "; ".join(
        " ".join([f"line {line.id}: {line.quantity} x {line.name} {line.size_name}", *line.changes])
        for line in bill.lines
    )
    return f"{lines}. {_how(visit)} So far {visit.money(bill.total)}."


def _how(visit: Visit) -> str:
    match visit.cart.fulfilment:
        case Pickup():
            return "For pickup."
        case Delivery(address):
            return f"For delivery to {quoted(address.street)}."
        case None:
            return "Pickup or delivery is not chosen yet."
