"""`pizzeria connect --ngrok`: a way in for a machine that has none."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from pizzeria.replay.doubles.company.company import Company
from pizzeria.replay.doubles.company.http import Answer, Asked, HttpServer, document
from tests.connecting.owner import PHONE, types

ADDRESS = "https://1a2b-3c4d.ngrok-free.app"
CLIENT = """#!{python}
import http.server, json, sys
asked = []
class Api(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        open_now = [{{"public_url": "{address}", "proto": "https", "config": {{"addr": "http://localhost:8123"}}}}]
        body = json.dumps({{"tunnels": open_now if len(asked) > 1 else []}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *said):
        print("lvl=info", file=sys.stderr)
assert sys.argv[1:3] == ["http", "8123"], sys.argv
server = http.server.HTTPServer(("127.0.0.1", {port}), Api)
while len(asked) < 2:
    server.handle_request()
"""
"""An ngrok that has its tunnel open when it is asked for the second time, and then ends."""
LASTING = (
    CLIENT
    + """
import os, pathlib, signal
pathlib.Path("ngrok.pid").write_text(str(os.getpid()))
signal.pause()
"""
)


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All the programs this machine has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("PIZZERIA_PUBLIC_URL")
    return folder


def install(folder: Path, script: str) -> None:
    program = folder / "ngrok"
    program.write_text(script)
    program.chmod(0o755)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


async def through_ngrok(port: int) -> tuple[int, str]:
    api = f"http://127.0.0.1:{port}"
    result = await types("connect", "--yes", "--ngrok", "--port", "8123", "--ngrok-api", api)
    return result.exit_code, result.output


async def test_without_ngrok_it_says_how_to_get_it(company: Company, bin_folder: Path) -> None:
    code, said = await through_ngrok(free_port())
    assert code == 1
    assert "ngrok is not installed: get it at https://ngrok.com/download" in said
    assert company.requests == []


async def test_a_client_is_started_and_its_address_used(company: Company, bin_folder: Path) -> None:
    company.rent(PHONE, "fixed")
    port = free_port()
    install(bin_folder, CLIENT.format(python=sys.executable, address=ADDRESS, port=port))
    code, said = await through_ngrok(port)
    assert code == 0, said
    assert "The tunnel is open until you press Ctrl-C" in said
    assert company.lines.all[-1].websocket_url.startswith(
        "wss://1a2b-3c4d.ngrok-free.app/voice-stream?token="
    )


async def test_our_tunnel_is_open_until_ctrl_c_and_no_longer(
    company: Company, bin_folder: Path, tmp_path: Path
) -> None:
    company.rent(PHONE, "fixed")
    port = free_port()
    install(bin_folder, LASTING.format(python=sys.executable, address=ADDRESS, port=port))
    options = ("--yes", "--ngrok", "--port", "8123", "--ngrok-api", f"http://127.0.0.1:{port}")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pizzeria", "connect", *options, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr
    async with asyncio.timeout(30):
        assert b"until you press Ctrl-C" in await process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(client_id(tmp_path), 0)


def client_id(folder: Path) -> int:
    return int((folder / "ngrok.pid").read_text())


async def test_a_client_that_runs_already_is_used_as_it_is(company: Company, bin_folder: Path) -> None:
    company.rent(PHONE, "fixed")

    async def api(asked: Asked) -> Answer:
        other = {"public_url": "https://other.ngrok.app", "config": {"addr": "http://localhost:9999"}}
        ours = {"public_url": ADDRESS, "config": {"addr": "http://localhost:8123"}}
        return document({"tunnels": [other, ours]})

    async with HttpServer(api) as server:
        code, said = await through_ngrok(server.port)
    assert code == 0, said
    assert "Ctrl-C" not in said
    assert company.lines.all[-1].websocket_url.startswith("wss://1a2b-3c4d.ngrok-free.app/")


async def test_a_client_that_gives_up_is_heard_out(company: Company, bin_folder: Path) -> None:
    install(
        bin_folder, f"#!{sys.executable}\nimport sys\nsys.exit('ERR_NGROK_4018: authentication failed')\n"
    )
    code, said = await through_ngrok(free_port())
    assert code == 1
    assert "ERR_NGROK_4018" in said
    assert "ngrok config add-authtoken" in said
