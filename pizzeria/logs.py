"""How the house logs: one line an event on stderr, and never a whole phone number, a sound or a key."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_NUMBER = re.compile(r"\+\d{4,}(?=\d{2})")


def configure(*, errors_only: bool = False) -> None:
    """Events from info upwards, with a time; numbers masked but for their last two digits."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.processors.format_exc_info,
            mask_numbers,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR if errors_only else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def mask_numbers(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    return _NUMBER.sub("+…", value) if isinstance(value, str) else value
