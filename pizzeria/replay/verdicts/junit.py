"""Verdicts as JUnit XML, which CI servers show: a test case a scenario."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from pizzeria.replay.verdicts.verdict import Verdict


def write_junit(path: Path, verdicts: Sequence[Verdict]) -> None:
    suite = ET.Element(
        "testsuite",
        name="scenarios",
        tests=str(len(verdicts)),
        failures=str(sum(not verdict.holds for verdict in verdicts)),
        errors="0",
        time=f"{sum(verdict.seconds for verdict in verdicts):.3f}",
    )
    for verdict in verdicts:
        suite.append(_case(verdict))
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _case(verdict: Verdict) -> ET.Element:
    case = ET.Element("testcase", classname="scenarios", name=verdict.name, time=f"{verdict.seconds:.3f}")
    if verdict.differences:
        first, *_ = verdict.differences
        case.set("file", str(first.file))
        case.set("line", str(first.line))
        failure = ET.SubElement(case, "failure", message=_printable(str(first)))
        failure.text = _printable("\n".join(map(str, verdict.differences)))
    return case


def _printable(text: str) -> str:
    """XML has no way to write most control characters."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
