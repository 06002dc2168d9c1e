"""What happens in the house, as the journal keeps it and the board hears it.

`name` is the event's name on the stream. Times are aware UTC, money is int minor units.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from pizzeria.ordering.cart import Cart
from pizzeria.ordering.door_events import DoorEvent
from pizzeria.ordering.line_events import LineEvent, ModelBack, ModelLost
from pizzeria.ordering.messages import MessageKind, MessageState
from pizzeria.ordering.order import Bill, Order, Status

EndReason = Literal[
    "hangup",  # the caller hung up
    "goodbye",  # the agent said goodbye and was heard
    "announced",  # a recording was heard instead of the agent
    "transferred",  # to a human
    "silence",  # nobody answered the nudges
    "too_long",  # the house's limit
    "dropped",  # the phone's socket went without a bye
    "model_lost",  # the model's socket went in mid-call
    "model_unreachable",  # it never came
    "error",  # the phone company or we failed
    "shutdown",  # the house closed while the call was on
    "ended_by_staff",  # from the board
    "lost",  # the house went down in mid-call; written down at its next start
]

ANNOUNCEMENT = "announcement"
"""item_id of the message that tells of a recording, which no agent said"""
Canceller = Literal["house", "customer"]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as `response.done` counts them; cached is a subset of input."""

    input_text: int = 0
    input_audio: int = 0
    cached_text: int = 0
    cached_audio: int = 0
    output_text: int = 0
    output_audio: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_text + other.input_text,
            self.input_audio + other.input_audio,
            self.cached_text + other.cached_text,
            self.cached_audio + other.cached_audio,
            self.output_text + other.output_text,
            self.output_audio + other.output_audio,
        )


@dataclass(frozen=True, slots=True)
class CallStarted:
    name: ClassVar[str] = "call.started"
    call_id: str
    from_number: str
    """E.164, or "" when hidden"""
    to_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallMessage:
    """One turn in words. The same (call_id, item_id) again replaces it, for transcripts come late."""

    name: ClassVar[str] = "call.message"
    call_id: str
    item_id: str
    role: Literal["user", "assistant"]
    content: str
    at: datetime
    """when it began to be spoken, so that sorting by it gives the spoken order"""
    position: int
    """0, 1, 2 … in spoken order within the call; breaks ties of `at`"""
    heard_ms: int | None = None
    """only of an interrupted assistant message: how much of it the caller heard"""
    spoken_ms: int | None = None
    """how long it was spoken: by the caller until the voice ended; by the agent, as far as it was heard"""


@dataclass(frozen=True, slots=True)
class CartChanged:
    name: ClassVar[str] = "cart.changed"
    call_id: str
    cart: Cart
    bill: Bill


@dataclass(frozen=True, slots=True)
class ToolUsed:
    name: ClassVar[str] = "tool.used"
    call_id: str
    tool_call_id: str
    tool: str
    arguments: str
    """as the model sent them, cut to 4,000 characters"""
    answer: str
    """as the model got it"""
    ok: bool
    code: str | None
    at: datetime
    milliseconds: int


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    name: ClassVar[str] = "order.placed"
    order: Order


@dataclass(frozen=True, slots=True)
class OrderAdvanced:
    name: ClassVar[str] = "order.advanced"
    order: Order
    previous: Status


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    name: ClassVar[str] = "order.cancelled"
    order: Order
    previous: Status
    by: Canceller = "house"


@dataclass(frozen=True, slots=True)
class OrderAcknowledged:
    """The kitchen has seen that an order was cancelled."""

    name: ClassVar[str] = "order.acknowledged"
    order: Order


@dataclass(frozen=True, slots=True)
class MenuChanged:
    name: ClassVar[str] = "menu.changed"
    kind: Literal["item", "topping"]
    id: str
    available: bool


@dataclass(frozen=True, slots=True)
class KitchenChanged:
    """The kitchen falls behind or catches up, stops taking orders or goes on."""

    name: ClassVar[str] = "kitchen.changed"
    taking_orders: bool
    behind_minutes: int


@dataclass(frozen=True, slots=True)
class CallEnded:
    name: ClassVar[str] = "call.ended"
    call_id: str
    reason: EndReason
    at: datetime
    answer_ms: int | None = None
    """from hello to the first sound sent"""
    turns_ms: tuple[int, ...] = field(default=())
    """voice to voice, one a turn: from the end of the caller's speech to the first sound sent back"""
    usage: Usage = field(default_factory=Usage)
    cost_microdollars: int = 0
    """what the model's usage costs, in millionths of a US dollar"""


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """A text message to a customer has got on."""

    name: ClassVar[str] = "message.changed"
    call_id: str
    order_number: int
    kind: MessageKind
    state: MessageState
    why: str


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """Somebody wrote a text message to the house."""

    name: ClassVar[str] = "message.received"
    call_id: str
    """of the order it belongs to; "" without one"""
    order_number: int | None
    """the newest order of that number; None for a stranger"""
    from_number: str
    """E.164, or "" when hidden"""
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PostChanged:
    """Messages, or the webhooks of one receiver, do not get through, or do so again."""

    name: ClassVar[str] = "post.changed"
    to: str
    """46elks, or the receiver's host"""
    state: Literal["stuck", "moving"]
    why: str


CallEvent = CallStarted | CallMessage | CartChanged | ToolUsed | ModelLost | ModelBack | CallEnded
OrderEvent = OrderPlaced | OrderAdvanced | OrderCancelled | OrderAcknowledged
MessageEvent = MessageChanged | MessageReceived | PostChanged


Event = CallEvent | LineEvent | OrderEvent | MessageEvent | MenuChanged | KitchenChanged | DoorEvent
