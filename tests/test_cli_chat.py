"""`pizzeria chat` at a real terminal: what is typed becomes an order of the house's own."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

MENU = Path(__file__).parent.parent / "menu"
PATIENCE = 60
"""seconds for everything"""


def environment(folder: Path) -> dict[str, str]:
    ours = ("PIZZERIA_", "OPENAI_", "ELKS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    database = f"sqlite+aiosqlite:///{folder}/pizzeria.db"
    return {**kept, "PIZZERIA_MENU_DIR": str(MENU), "PIZZERIA_DATABASE_URL": database}


def read_until(terminal: int, words: str) -> str:
    shown = ""
    while words not in shown:
        assert select.select([terminal], [], [], PATIENCE)[0], shown
        shown += os.read(terminal, 4096).decode()
    return shown


def test_an_order_typed_at_a_terminal_stands_on_the_board(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pizzeria", "chat"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=environment(tmp_path)
    ) as chat:
        os.close(theirs)
        read_until(ours, "What would you like")
        for typed, heard in (
            ("a regular hawaii without ham and a can of coke", "nything else"),
            ("no that's all", "pick it up"),
            ("pickup", "name"),
            ("Anna", "Is that right?"),
            ("yes", "order number 1"),
            ("no thanks, bye", "goodbye"),
        ):
            os.write(ours, f"{typed}\n".encode())
            read_until(ours, heard)
        assert chat.wait(PATIENCE) == 0
    os.close(ours)
    listed = subprocess.run(
        [sys.executable, "-m", "pizzeria", "orders", "--json"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    (order,) = json.loads(listed.stdout)
    assert (order["customer"]["name"], [line["item"] for line in order["lines"]]) == (
        "Anna",
        ["hawaii", "coca_cola"],
    )
