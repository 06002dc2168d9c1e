"""Tapes do not stay for ever, and do not fill the disk."""

import os
from pathlib import Path

from pizzeria.tape.shelf import Shelf

NOW = 1_800_000_000.0
DAY = 86_400
HALF_A_MEGABYTE = 500_000


def tape(folder: Path, name: str, days: float, size: int = 10) -> Path:
    path = folder / name
    path.write_bytes(b"x" * size)
    os.utime(path, (NOW - days * DAY, NOW - days * DAY))
    return path


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_tape_older_than_its_days_is_deleted(tmp_path: Path) -> None:
    old = tape(tmp_path, "old.jsonl", 14.1)
    tape(tmp_path, "young.jsonl", 13.9)
    assert Shelf(tmp_path, 14, 500).tidy(NOW) == [old]
    assert left(tmp_path) == {"young.jsonl"}


def test_beyond_the_size_the_oldest_go_first(tmp_path: Path) -> None:
    for days, name in ((1, "a"), (3, "c"), (2, "b")):
        tape(tmp_path, f"{name}.jsonl", days, HALF_A_MEGABYTE)
    Shelf(tmp_path, 14, 1).tidy(NOW)
    assert left(tmp_path) == {"a.jsonl", "b.jsonl"}


def test_what_a_house_that_broke_down_left_unfinished_is_deleted(tmp_path: Path) -> None:
    tape(tmp_path, "1.part", 0.1)
    tape(tmp_path, "2.part", 0.01)
    Shelf(tmp_path, 14, 500).tidy(NOW)
    assert left(tmp_path) == {"2.part"}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    tape(tmp_path, "notes.txt", 400)
    assert Shelf(tmp_path, 14, 500).tidy(NOW) == []
    assert Shelf(tmp_path / "nowhere", 14, 500).tidy(NOW) == []
