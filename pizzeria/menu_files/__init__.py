"""The menu folder, read and checked: the only room that knows how its files look."""

from pizzeria.menu_files.folder import PLACEHOLDERS, Files, read_menu_files

__all__ = ["PLACEHOLDERS", "Files", "read_menu_files"]
