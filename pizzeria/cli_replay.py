"""`pizzeria replay`: plays scenarios on the stage. Reads, plays, prints; decides nothing."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
import orjson
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pizzeria import logs
from pizzeria.errors import TapeError
from pizzeria.replay.playing import Played, Speed, Way, play_file
from pizzeria.replay.verdicts.expectations import disappointed
from pizzeria.replay.verdicts.junit import write_junit
from pizzeria.replay.verdicts.update import changed, updated
from pizzeria.replay.verdicts.verdict import Verdict, placed, verdict_json
from pizzeria.replay.written.scenario import find_scenarios, read_scenario
from pizzeria.settings import read_settings

out = Console(highlight=False, soft_wrap=True)


@click.command()
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="verdicts for programs")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="also write JUnit XML here")
@click.option("--speed", type=click.Choice(["max", "1.0"]), default="max", show_default=True)
@click.option(
    "--update", is_flag=True, help="rewrite [expect] into what really happened, and show the change"
)
def replay(paths: tuple[Path, ...], as_json: bool, junit: Path | None, speed: Speed, update: bool) -> None:
    """Play scenarios through the real house, and say where one does not hold.

    PATH is a scenario's folder, or a folder of such folders. Exit code 0 only if every one holds.

    Example: pizzeria replay scenarios
    """
    logs.configure(errors_only=True)
    way = Way(read_settings().menu_dir, speed)
    verdicts = []
    for played in _progress(_files(paths), way):
        verdict = _judged(played, update, as_json)
        verdicts.append(verdict)
        if not as_json:
            say(verdict)
    if junit:
        write_junit(junit, verdicts)
    if as_json:
        click.echo(orjson.dumps(_document(verdicts), option=orjson.OPT_INDENT_2).decode())
    else:
        held = sum(verdict.holds for verdict in verdicts)
        took = sum(verdict.seconds for verdict in verdicts)
        out.print(f"{held} of {len(verdicts)} scenarios hold ({took:.1f} s)")
    sys.exit(0 if all(verdict.holds for verdict in verdicts) else 1)


def _files(paths: Sequence[Path]) -> list[Path]:
    try:
        return list(dict.fromkeys(file for path in paths for file in find_scenarios(path)))
    except TapeError as error:
        raise click.UsageError(str(error)) from None


def _progress(files: list[Path], way: Way) -> Iterator[Played | Verdict]:
    """Plays them one after the other, under a bar for people who watch."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    watched = sys.stderr.isatty()
    with Progress(
        *columns, console=Console(stderr=True), transient=True, disable=not watched, redirect_stdout=watched
    ) as bar:
        task = bar.add_task("", total=len(files))
        for file in files:
            bar.update(task, description=file.parent.name)
            yield play_file(file, way)
            bar.advance(task)


def _judged(played: Played | Verdict, update: bool, quietly: bool) -> Verdict:
    """The verdict; with `update`, after the file says what happened."""
    if isinstance(played, Verdict):
        return played
    if not update or played.facts is None:
        return played.verdict
    text = updated(played.scenario, played.facts)
    if change := changed(played.scenario, text):
        if not quietly:
            click.echo(change)
        played.scenario.path.write_text(text, encoding="utf-8")
    scenario = read_scenario(played.scenario.path)
    left = tuple(placed(scenario, disappointed(scenario, played.facts, 0)))
    return replace(played.verdict, differences=(*played.performed, *left))


def say(verdict: Verdict) -> None:
    """For people: whether it holds, and each difference on a line of its own."""
    mark = "[green]✓[/]" if verdict.holds else "[red]✗[/]"
    out.print(f"{mark} [bold]{verdict.name}[/]  {escape(verdict.title)}  [dim]{verdict.seconds:.2f} s[/]")
    for difference in verdict.differences:
        out.print(f"    {escape(str(difference))}")


def _document(verdicts: Sequence[Verdict]) -> dict[str, object]:
    held = sum(verdict.holds for verdict in verdicts)
    return {
        "scenarios": [verdict_json(verdict) for verdict in verdicts],
        "held": held,
        "failed": len(verdicts) - held,
    }
