"""How the house logs: one line an event on stderr, and never a whole phone number, a sound or a key.

What libraries log through `logging`, tracebacks among it, goes the same way and is masked too.
"""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_NUMBER = re.compile(r"(?<!\w)(?:\+|00?)\d(?:[ ().-]{0,2}\d){5,14}(?!\w)|(?<!\w)46\d{7,11}(?!\w)")
"""+46701740605, 0046 70…, 070-174 06 05, and 46elks' way without the plus"""
_LEFT = 2
"""digits that are shown"""


def configure(*, errors_only: bool = False) -> None:
    """Events from info upwards, with a time; numbers masked but for their last two digits."""
    level = logging.ERROR if errors_only else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.processors.format_exc_info,
            mask_numbers,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(handlers=[_Masked()], level=logging.WARNING, force=True)


def mask_numbers(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Whatever a value is: what it would be written as is looked through."""
    return {key: _looked_through(value) for key, value in event.items()}


def masked(text: str) -> str:
    return _NUMBER.sub(lambda number: f"…{number[0][-_LEFT:]}", text)


def _looked_through(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else masked(str(value))


class _Masked(logging.Handler):
    """To wherever stderr is now."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{masked(self.format(record))}\n")
