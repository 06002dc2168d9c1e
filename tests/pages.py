"""Each page is compiled once and not for each house of the tests, whose pages are the same.

What is compiled is no page of a house: what stands on it is filled in when somebody asks.
"""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from quart import Quart


class Compiled(BytecodeCache):
    """In memory, by a page's name and what is in its file."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], object] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


def compile_once() -> None:
    """From now on, in this process."""
    Quart.jinja_options = {"bytecode_cache": Compiled()}
