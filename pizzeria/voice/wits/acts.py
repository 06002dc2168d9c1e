"""What the wits do in a turn: say something, or ask for a tool; and what they want to hear next.

After a Call its answer is sent into the turn, decoded; after a Say nothing is.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pizzeria.ordering.as_json import Json

Answer = Mapping[str, object]
"""a tool's answer: `ok`, and the state or a refusal"""
Expects = Literal[
    "anything", "yes_no", "number", "size", "how", "street", "postal_code", "name", "is_name", "spelling",
    "choice",
]  # fmt: skip
"""what the last question wants; "how" is pickup or delivery, "is_name" a yes to a name or another name,
"choice" one of those it names
"""


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    """one or more sentences, as they are spoken"""


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: Json = field(default_factory=dict)


Act = Say | Call
Turn = Generator[Act, Answer | None, None]
Steps = Generator[Act, Answer | None, Answer]
"""a part of a turn that ends with a tool's answer"""
