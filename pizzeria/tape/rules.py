"""Many expressions read as one, each with what its matches become. Pure.

One expression of all of them would be another for each tape, as large as the largest of them, and `re` keeps
the last five hundred.
"""

import re
from collections.abc import Callable, Iterator, Sequence

Becomes = Callable[[str], str]
Rule = tuple[re.Pattern[str], Becomes]


def found(rules: Sequence[Rule], text: str) -> Iterator[tuple[int, int, str]]:
    """Where each match begins and ends, and what it becomes: the leftmost first, and of those that begin
    together that whose rule comes first.
    """
    at = 0
    ahead = [(match, becomes) for rule, becomes in rules if (match := rule.search(text))]
    while ahead:
        first, becomes = min(ahead, key=lambda each: each[0].start())
        at = first.end()
        yield first.start(), at, becomes(first.group())
        ahead = [
            (later, rule)
            for match, rule in ahead
            if (later := match if match.start() >= at else match.re.search(text, at))
        ]


def replaced(rules: Sequence[Rule], text: str) -> str:
    """The text with all of them replaced."""
    parts, at = [], 0
    for start, end, becomes in found(rules, text):
        parts += [text[at:start], becomes]
        at = end
    return "".join([*parts, text[at:]])
