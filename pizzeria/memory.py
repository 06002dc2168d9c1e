"""How this process asks the system for memory."""

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8
"""malloc.h of the GNU C library, <https://man7.org/linux/man-pages/man3/mallopt.3.html>"""


def shared_by_threads() -> None:
    """To be called before the first thread begins. Else glibc gives each thread that reads or writes the
    database a heap of its own, and what one took and another gave back lies in holes: thirty calls at once
    for five minutes left 30 MB of them, and 10 with one heap. Does nothing where there is no glibc.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
