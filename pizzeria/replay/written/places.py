"""Where in a TOML file each value stands: its line for who must mend it, its span for who rewrites it.

For text that tomllib has read already, so that nothing here needs to complain. Keys are written as in
`calls[0].steps[3].model_says`.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass

from pizzeria.menu_files.schema import toml_key

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_QUOTED = r""" "(?:\\.|[^"\\\n])*" | '[^'\n]*' """
_HEADER = re.compile(rf"(\[\[?) ((?: {_QUOTED} | [^\]\n\"'] )+) \]\]?", re.VERBOSE)
_KEY = re.compile(rf"[A-Za-z0-9_-]+ | {_QUOTED}", re.VERBOSE)
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]+")


@dataclass(frozen=True, slots=True)
class Place:
    line: int
    start: int
    end: int
    """of the value, as offsets in the text"""


class Places:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._tables: Counter[str] = Counter()
        self.places: dict[str, Place] = {}
        """headers and values by their keys"""
        self._read()

    def line(self, key: str) -> int:
        """Of this key, or of the nearest thing around it; 1 when there is none."""
        while key:
            if key in self.places:
                return self.places[key].line
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return 1

    def _read(self) -> None:
        table = ""
        while self._skip_space() < len(self._text):
            if header := _HEADER.match(self._text, self._at):
                table = self._header(header)
            else:
                self._pair(table)

    def _header(self, header: re.Match[str]) -> str:
        """The table that begins here: of the last element, where its parent is a list of tables."""
        path = ""
        parts = _KEY.findall(header[2])
        for place, part in enumerate(parts):
            path = _join(path, part)
            last = place == len(parts) - 1
            if last and header[1] == "[[":
                self._tables[path] += 1
            if self._tables[path]:
                path = f"{path}[{self._tables[path] - 1}]"
        self._at = header.end()
        self._note(path, header.start())
        return path

    def _pair(self, table: str) -> None:
        start, path = self._at, table
        while self._text[self._at] != "=":
            key = _KEY.match(self._text, self._at)
            assert key
            path, self._at = _join(path, key[0]), key.end()
            self._skip_space()
            self._at += self._text[self._at] == "."
            self._skip_space()
        self._at += 1
        self._skip_space()
        self._value(path, start)

    def _value(self, path: str, start: int) -> None:
        """`start` is where its line is told to be: at its key, if it has one."""
        line = self._line_at(start)
        start = self._at
        match self._text[self._at]:
            case "[":
                self._list(path)
            case "{":
                self._table(path)
            case _:
                found = _TEXT.match(self._text, self._at) or _BARE.match(self._text, self._at)
                assert found
                self._at = found.start() + len(found[0].rstrip())
        self.places[path] = Place(line, start, self._at)

    def _list(self, path: str) -> None:
        self._at += 1
        number = 0
        while self._text[self._skip_space()] != "]":
            self._value(f"{path}[{number}]", self._at)
            number += 1
            self._at = self._skip_space() + (self._text[self._at] == ",")
        self._at += 1

    def _table(self, path: str) -> None:
        self._at += 1
        while self._text[self._skip_space()] != "}":
            self._pair(path)
            self._at = self._skip_space() + (self._text[self._at] == ",")
        self._at += 1

    def _note(self, path: str, start: int) -> None:
        self.places[path] = Place(self._line_at(start), start, self._at)

    def _line_at(self, offset: int) -> int:
        return self._text.count("\n", 0, offset) + 1

    def _skip_space(self) -> int:
        space = _SPACE.match(self._text, self._at)
        assert space
        self._at = space.end()
        return self._at


def _join(path: str, key: str) -> str:
    if key[0] in "\"'":
        (name,) = tomllib.loads(f"{key} = 0")
        key = toml_key(name)
    return f"{path}.{key}" if path else key
