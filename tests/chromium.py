"""The browser that tests look through: where it is, and how it is started."""

import shutil

HOW = "the pages are tested in a real browser: apt-get install chromium"
FLAGS = [
    "--disable-gpu",  # there is none: imitating one takes most of a core
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
