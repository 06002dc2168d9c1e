"""var/connect.json: what the numbers said before us, so that it can be put back.

Written before anything is changed. Connecting again keeps what was there before the first time, unless
somebody else changed a setting in between: then that is what was there before. For the owner's eyes only:
settings may hold secrets.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from pizzeria.connecting.plan import Change, Field, same
from pizzeria.errors import SetupError

FILE = Path("var/connect.json")


@dataclass(frozen=True, slots=True)
class Kept:
    """One setting of one number."""

    number: str
    field: Field
    before: str
    ours: str


@dataclass(frozen=True, slots=True)
class Memory:
    account: str
    """its id"""
    kept: tuple[Kept, ...]

    def with_changes(self, changes: Iterable[Change]) -> "Memory":
        kept = {(each.number, each.field): each for each in self.kept}
        for change in changes:
            earlier = kept.get((change.number, change.field))
            untouched = earlier is not None and same(change.before, earlier.ours)
            before = earlier.before if earlier and untouched else change.before
            kept[change.number, change.field] = Kept(change.number, change.field, before, change.after)
        return Memory(self.account, tuple(kept.values()))


def read_memory(path: Path = FILE) -> Memory | None:
    """None when nothing was changed, or all was put back. Raises SetupError for a file that is not ours."""
    if not path.exists():
        return None
    try:
        document: Any = orjson.loads(path.read_bytes())
        return Memory(document["account"], tuple(Kept(**each) for each in document["kept"]))
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise SetupError(f"{path} cannot be read: move it away, and connect again") from None


def write_memory(memory: Memory, path: Path = FILE) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_bytes(orjson.dumps(asdict(memory), option=orjson.OPT_INDENT_2))
    new.replace(path)


def forget(path: Path = FILE) -> None:
    path.unlink(missing_ok=True)
