"""Which tests take turns however many run at once: those that speak and listen with the built-in voice.

To be in time it needs a processor to itself. They begin first, for together they last longest. The marks that
pytest-xdist has for this have no effect with pytest 9.2, where no test can be given another name.
"""

from xdist.scheduler import LoadScopeScheduling

ALOUD = (
    "tests/test_cli.py::test_without_a_key",
    "tests/voice/ears/",
    "tests/voice/test_hearing.py",
    "tests/voice/test_server.py",
    "tests/voice/test_spoken_call.py",
    "tests/voice/test_spoken_in_browser.py",
    "tests/voice/test_standby.py",
)
"""how their names begin"""


class InTurn(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Hands out test by test, and what is spoken aloud to one and the same process; largest pieces first."""

    def _split_scope(self, nodeid: str) -> str:
        return "aloud" if nodeid.startswith(ALOUD) else nodeid
