"""names.txt in the menu's folder: what people there are called, the commonest first. It may lack."""

from pathlib import Path

FILE = "names.txt"


def read_names(folder: Path) -> tuple[str, ...]:
    """Names stand between commas and line ends; a line that begins with # is a remark."""
    path = folder / FILE
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    names = (name.strip() for line in lines if not line.startswith("#") for name in line.split(","))
    return tuple(filter(None, names))
