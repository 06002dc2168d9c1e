"""The recordings that [announcements] in house.toml names, read and checked."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from pizzeria.clips import Clip, read_clip
from pizzeria.menu_files.tables import HouseFile
from pizzeria.ordering.announcements import Announced


def read_clips(folder: Path, house: HouseFile, mistakes: list[str]) -> Mapping[Announced, Clip]:
    """What cannot be played is noted."""
    wanted, clips = house.get("announcements", {}), dict[Announced, Clip]()
    kinds: tuple[Announced, ...] = get_args(Announced)
    for kind in kinds:
        if (file := wanted.get(kind)) is None:
            continue
        try:
            clips[kind] = read_clip(file, (folder / file).read_bytes())
        except (OSError, ValueError) as error:
            said = f"expected {file} beside it" if isinstance(error, OSError) else f"{file}: {error}"
            mistakes.append(f"{folder / 'house.toml'}: announcements.{kind}: {said}")
    return clips
