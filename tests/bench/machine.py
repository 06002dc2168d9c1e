"""What it was measured on, in one line."""

import platform
from pathlib import Path

import psutil


def machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_processor()}, {psutil.cpu_count()} cores, {platform.system()}, {python}"


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if not listing.exists():
        return platform.processor()
    for line in listing.read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.machine()
