"""What the model is told when it is the house that calls: who it is, why, and when to stop."""

from collections.abc import Mapping

from pizzeria.agent.going_on import cart_text
from pizzeria.agent.visit import Visit
from pizzeria.ordering.call_backs import CallBack, Purpose

_WHY: Mapping[Purpose, str] = {
    "draft_rescued": (
        "They had begun an order and the line was lost. Ask whether they still want it; if so, go on with it "
        "as in any call."
    ),
    "item_ran_out": (
        "Something in their order has run out. Look it up with order_status and look_up, say what cannot be "
        "made, and ask what they would like instead, or whether to cancel."
    ),
    "courier_cannot_find_the_door": (
        "The courier stands outside and cannot find the door. Ask how to get in (code, floor, name on the "
        "door), repeat it once, then call transfer_to_staff with what they said as the reason."
    ),
}
_CONSENT = (
    "If it is no good moment, or they do not want to be called: apologise, say goodbye, and call end_call. "
    "Speak of the order to the customer only; when somebody else answers, ask that the customer call back, "
    "and say no more."
)
_MACHINE = (
    "If a recorded voice answers, asks for a message, or beeps, it is an answering machine: say in one "
    "sentence which house calls and that they are welcome to call back, nothing of the order, then call "
    "end_call."
)


def calling(visit: Visit, back: CallBack) -> str:
    """The last part of the instructions."""
    about = f" It is about order {back.order_number}." if back.order_number is not None else ""
    begin = (
        "The house calls this customer. Leave out the greeting above. Begin with the name of the house, that "
        "you are its digital voice, and why you call, in one or two sentences; then ask whether this is a "
        f"good moment. {_WHY[back.purpose]}{about}"
    )
    cart = [cart_text(visit)] if visit.cart.lines else []
    return "\n\n".join(("# You are the one who calls", begin, _CONSENT, _MACHINE, *cart))
