"""What the tools have answered so far, for steps that use a value of it: `$review_order.revision`."""

import re
from typing import Any

from pizzeria.errors import TapeError
from pizzeria.realtime_server.shapes import Json

_REFERENCE = re.compile(r"\$([a-z_][a-z0-9_]*)((?:\.[A-Za-z0-9_]+)+)")


class Answers:
    def __init__(self) -> None:
        self._answers: Json = {}

    def remember(self, alias: str, answer: Json) -> None:
        self._answers[alias] = answer

    def filled(self, value: Any) -> Any:
        """The same with each `$name.key` replaced: alone by the value itself, within a text by its words.

        Raises TapeError when there is no such answer, or no such key in it.
        """
        match value:
            case str():
                whole = _REFERENCE.fullmatch(value)
                return self._look_up(whole) if whole else _REFERENCE.sub(self._in_words, value)
            case dict():
                return {key: self.filled(each) for key, each in value.items()}
            case list():
                return [self.filled(each) for each in value]
            case _:
                return value

    def _in_words(self, reference: re.Match[str]) -> str:
        return str(self._look_up(reference))

    def _look_up(self, reference: re.Match[str]) -> Any:
        name, path = reference[1], reference[2].split(".")[1:]
        if name not in self._answers:
            known = ", ".join(self._answers) or "none yet"
            raise TapeError(f"{reference[0]}: nothing called {name} was answered; there is {known}")
        value = self._answers[name]
        for key in path:
            value = self._step(reference[0], value, key)
        return value

    def _step(self, reference: str, value: Any, key: str) -> Any:
        match value:
            case dict() if key in value:
                return value[key]
            case list() if key.isdecimal() and int(key) < len(value):
                return value[int(key)]
            case dict():
                raise TapeError(
                    f"{reference}: there is no {key!r} in the answer; there is {', '.join(value)}"
                )
            case _:
                raise TapeError(f"{reference}: there is no {key!r} in {value!r}")
