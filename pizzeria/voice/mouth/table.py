"""pronunciation.toml in the menu's folder: how the house's own dishes and streets are said. It may lack."""

import tomllib
from collections.abc import Collection
from pathlib import Path

from pizzeria.errors import SetupError
from pizzeria.voice.mouth.aloud import NOTHING, Pronunciation

FILE = "pronunciation.toml"


def read_pronunciation(folder: Path, letters: Collection[str]) -> Pronunciation:
    """`letters`: the phonemes the voice knows. Raises SetupError that names the word."""
    path = folder / FILE
    if not path.is_file():
        return NOTHING
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise SetupError(f"{path}: {error}") from None
    for part, words in table.items():
        if part not in {"words", "endings"} or not isinstance(words, dict):
            raise SetupError(f"{path}: there are [words] and [endings] here, and no {part}")
        for word, said in words.items():
            unknown = {letter for letter in str(said) if letter not in letters}
            if not isinstance(said, str) or unknown:
                listed = " ".join(sorted(unknown)) or str(said)
                raise SetupError(f"{path}: {part}: {word}: the voice knows no phoneme {listed}")
    return Pronunciation.of(table.get("words", {}), table.get("endings", {}))
