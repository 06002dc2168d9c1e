"""The steps an order may take on its way through the kitchen; the table is in `order.STEPS`."""

from pizzeria.errors import Refused
from pizzeria.ordering.order import STEPS, Status


def allowed(status: Status) -> tuple[Status, ...]:
    """The statuses an order may take next, forward first."""
    return STEPS[status]


def step(status: Status, to: Status) -> Status:
    """The new status. Raises Refused not_allowed, with the ones that are allowed in `allowed`."""
    if to not in allowed(status):
        say = f"An order that is {status} cannot become {to}."
        raise Refused("not_allowed", say, allowed=list(allowed(status)))
    return to


def diagram() -> str:
    """The table as a Mermaid state diagram; a step back is marked."""
    first, *_ = STEPS
    arrows = [f"    {status} --> {to}{_mark(status, to)}" for status in STEPS for to in STEPS[status]]
    ends = [f"    {status} --> [*]" for status in STEPS if not STEPS[status]]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *arrows, *ends, ""])


def _mark(status: Status, to: Status) -> str:
    order = list(STEPS)
    return " : wrong tap" if order.index(to) < order.index(status) else ""
