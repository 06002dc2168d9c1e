"""`pizzeria call` and `pizzeria answer`: one peer of a scenario, against a house that runs already."""

import asyncio
import socket
import sys
import time
from pathlib import Path

import click
import orjson
from rich.markup import escape

from pizzeria.cli_replay import out, say
from pizzeria.replay.alone.answering import answer as answer_steps
from pizzeria.replay.alone.rang import Rang, rang_json
from pizzeria.replay.alone.ringing import ring
from pizzeria.replay.alone.taped_peer import answer_tape
from pizzeria.replay.doubles.listener import address, bound
from pizzeria.replay.taped.on_tape import dialect
from pizzeria.replay.verdicts.verdict import Difference, Verdict, placed, verdict_json
from pizzeria.replay.written.scenario import FILE, Scenario, read_scenario
from pizzeria.tape.lines import read_tape

_SCENARIO = click.argument("scenario", type=click.Path(exists=True, path_type=Path))


@click.command()
@_SCENARIO
@click.option("--url", required=True, help="the bridge's socket: ws://127.0.0.1:8000/voice-stream")
@click.option("--token", help="PIZZERIA_PHONE_TOKEN of that bridge")
@click.option("--json", "as_json", is_flag=True, help="what became of the calls, for programs")
def call(scenario: Path, url: str, token: str | None, as_json: bool) -> None:
    """Play only the phone of a scenario or a tape, against any running bridge, at natural speed.

    The caller waits for whatever is said there, and nothing is expected but good manners; what the caller had
    no time left to say, after a proper goodbye, is told and no failure. A tape is compared, so its model
    has to be played from it too: see pizzeria answer.

    Example: pizzeria call scenarios/plain_order --url ws://127.0.0.1:8000/voice-stream
    """
    rang = asyncio.run(ring(_read(scenario), url, token))
    if as_json:
        click.echo(orjson.dumps([rang_json(each) for each in rang], option=orjson.OPT_INDENT_2).decode())
    for each in rang if not as_json else ():
        _say_rang(each)
    sys.exit(0 if all(each.well for each in rang) else 1)


@click.command()
@_SCENARIO
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0: any free")
@click.option("--json", "as_json", is_flag=True, help="the verdict, for programs")
def answer(scenario: Path, host: str, port: int, as_json: bool) -> None:
    """Play only the model of a scenario or a tape, for any bridge that is pointed at it, at natural speed.

    Serves the scenario's calls once, then says whether the bridge did as the steps, or the tape, have it. The
    caller is somebody else: pizzeria call, or a person who says what the steps say.

    Example: pizzeria answer scenarios/plain_order --port 8001
    """
    chosen = _read(scenario)
    with bound(host, port) as listener:
        click.echo(_where(chosen, listener), err=as_json)
        verdict = asyncio.run(_answered(chosen, listener))
    if as_json:
        click.echo(orjson.dumps(verdict_json(verdict), option=orjson.OPT_INDENT_2).decode())
    else:
        say(verdict)
    sys.exit(0 if verdict.holds else 1)


def _read(path: Path) -> Scenario:
    return read_scenario(path / FILE if path.is_dir() else path)


def _where(scenario: Scenario, listener: socket.socket) -> str:
    """What to set for the bridge."""
    older = dialect(read_tape(scenario.tape)) if scenario.tape else scenario.model.dialect
    told = " PIZZERIA_DIALECT=beta" if older == "beta" else ""
    return f"OPENAI_BASE_URL=http://{address(listener)}/v1{told}"


async def _answered(scenario: Scenario, listener: socket.socket) -> Verdict:
    began = time.monotonic()
    found: list[Difference]
    if scenario.tape:
        found = list(await answer_tape(read_tape(scenario.tape), listener))
    else:
        found = list(placed(scenario, await answer_steps(scenario, listener)))
    took = time.monotonic() - began
    return Verdict(scenario.name, scenario.title, scenario.path, tuple(found), took)


def _say_rang(rang: Rang) -> None:
    out.print(
        f"{'[green]✓[/]' if rang.well else '[red]✗[/]'} {rang.call_id}: ended by {rang.ended}, "
        f"{rang.heard_ms / 1000:.1f} s heard, {rang.muted} frames lost"
    )
    for fault in rang.faults:
        out.print(f"    {escape(fault)}")
    for step in rang.unsaid:
        out.print(f"    not done, for the house had said goodbye: {escape(step)}")
    for step in rang.left_out:
        out.print(f"    left out, for a phone cannot do it: {escape(step)}")
