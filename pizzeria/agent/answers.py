"""What a tool answers, and how it is written for the model: one JSON object in a string.

`ok` true: the state after the call, and `next`, what to ask or do now. `ok` false: a stable `code`, and
`say`, a sentence for the caller's ear. Money stands twice, in minor units and in words: nobody calculates.
"""

from dataclasses import dataclass
from typing import Literal

import orjson

from pizzeria.errors import Refused
from pizzeria.ordering.as_json import Json

Then = Literal["go_on", "say_goodbye", "transfer"]


@dataclass(frozen=True, slots=True)
class Answer:
    facts: Json
    """what is true now, as plain values"""
    next: str
    """one sentence to the model"""
    then: Then = "go_on"
    """what the call does once the answer was spoken"""


@dataclass(frozen=True, slots=True)
class Result:
    answer: str
    """one JSON object"""
    ok: bool
    code: str | None
    """of a refusal"""
    then: Then


def answered(answer: Answer) -> Result:
    return Result(_written({"ok": True, **answer.facts, "next": answer.next}), True, None, answer.then)


def refused(no: Refused) -> Result:
    return Result(
        _written({"ok": False, "code": no.code, "say": no.say, **no.details}), False, no.code, "go_on"
    )


def _written(facts: Json) -> str:
    return orjson.dumps(facts, default=str).decode()
