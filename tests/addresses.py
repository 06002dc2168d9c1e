"""How werkzeug would write the address of each page is worked out once and not for each house of the tests.

It compiles two functions for each of some sixty routes, in half the time in which a house opens, and our
pages never ask for one. The function belongs to what the route says, not to the house.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Writer = Callable[..., tuple[str, str]]


def write_once() -> None:
    """From now on, in this process."""
    worked_out = Rule._compile_builder
    kept: dict[tuple[object, ...], Writer] = {}

    def writer(rule: Rule, append_unknown: bool = True) -> Writer:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = worked_out(rule, append_unknown)
        return kept[key]

    made: Any = Rule
    made._compile_builder = writer
