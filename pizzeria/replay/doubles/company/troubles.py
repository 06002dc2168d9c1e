"""A telephone company on a bad day: what goes wrong, where, and how often."""

from dataclasses import dataclass
from typing import Literal

from pizzeria.replay.doubles.company.http import Answer, Asked, plain

Kind = Literal["error", "silence", "torn", "nonsense", "no credit", "locked out"]
"""`error` a 500 · `silence` no answer ever · `torn` the connection is cut · `nonsense` 200 and a web page ·
`no credit` and `locked out` refusals
"""

ANSWERS: dict[Kind, Answer] = {
    "error": plain(500, "Internal Server Error"),
    "nonsense": Answer(200, b"<html><body>Welcome to 46elks</body></html>", "text/html"),
    "no credit": plain(403, "Not enough credits"),
    "locked out": plain(
        401, "API access requires Basic HTTP authentication. Read documentation or examples."
    ),
}


@dataclass(slots=True)
class Trouble:
    kind: Kind
    path: str = "/"
    """what the path begins with, below the API's address"""
    method: str = ""
    """any unless given"""
    times: int = 1
    done: bool = False
    """whether what was asked is done before the answer goes wrong"""

    def strikes(self, asked: Asked, path: str) -> bool:
        """Counts down."""
        if self.times <= 0 or self.method not in ("", asked.method) or not path.startswith(self.path):
            return False
        self.times -= 1
        return True
