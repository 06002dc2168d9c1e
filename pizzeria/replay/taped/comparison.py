"""What the house said against what stands on the tape: each difference in words, with the tape's line.

Compared in order: all that goes to the phone; to the model its sound, and apart from it all else, for tools
and timers take their own time and sound does not wait for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from pizzeria.replay.taped.compared import Said, Tolerance, said_on, unlike
from pizzeria.replay.taped.wires import Got
from pizzeria.replay.verdicts.matching import shown
from pizzeria.replay.verdicts.verdict import Difference
from pizzeria.tape.lines import Tape, Wire
from pizzeria.tape.sound import sound_key

_TO_THE_END = 1_500
"""frames between the first and the last that differ, which are still set against each other one by one"""
_FIELDS = 4
_MOST = 20


def differences(
    tape: Tape, got: Mapping[Wire, Sequence[Got]], began: float, tolerance: Tolerance
) -> list[Difference]:
    """`got` has the wires that were played; `began` is when the call did, on the clock of `got`."""
    found: list[Difference] = []
    at_the_wrong_time: list[tuple[Lane, Said, int]] = []
    for lane in _lanes(tape, got, began, tolerance):
        pairs, odd = lane.set_against()
        found += odd
        for expected, played in pairs:
            found += lane.fields(expected, played)
            late = round((played.at - expected.at) * 1000)
            if not tolerance.allows(late):
                at_the_wrong_time.append((lane, expected, late))
    found += _first_wrong_time(found, at_the_wrong_time)
    found.sort(key=lambda difference: difference.line)
    if len(found) > _MOST:
        more = f"and {len(found) - _MOST} more differences"
        found = [*found[:_MOST], Difference(tape.path, found[_MOST].line, more)]
    return found


@dataclass(frozen=True, slots=True)
class Lane:
    """What is compared in its order."""

    tape: Tape
    wire: Wire
    expected: Sequence[Said]
    got: Sequence[Said]
    tolerance: Tolerance

    def set_against(self) -> tuple[list[tuple[Said, Said]], list[Difference]]:
        """Frames that belong together, and those that have no other."""
        begin = _same_from(self.expected, self.got)
        end = _same_from(self.expected[begin:][::-1], self.got[begin:][::-1])
        middle = self.expected[begin : len(self.expected) - end], self.got[begin : len(self.got) - end]
        pairs = list(zip(self.expected[:begin], self.got[:begin], strict=True))
        pairs += zip(self.expected[len(self.expected) - end :], self.got[len(self.got) - end :], strict=True)
        odd: list[Difference] = []
        expected, got = middle[0][:_TO_THE_END], middle[1][:_TO_THE_END]
        matcher = SequenceMatcher(None, [e.key for e in expected], [g.key for g in got], autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            if what == "equal":
                pairs += zip(expected[a:b], got[c:d], strict=True)
            else:
                before = self.expected[max(0, begin + a - 1)].line if self.expected else 1
                alike, rest = _alike(expected[a:b], got[c:d])
                pairs += alike
                odd += self._odd(rest[0], rest[1], before)
        pairs.sort(key=lambda pair: pair[0].line)
        return pairs, odd

    def _odd(self, missing: Sequence[Said], unexpected: Sequence[Said], before: int) -> Iterator[Difference]:
        for kind, group in groupby(missing, lambda said: said.kind):
            first, *more = group
            due = f"due at {first.at:.3f} s"
            yield self.difference(first.line, f"missing: {shown(first.frame)}, {due}{_more(more, kind)}")
        for kind, group in groupby(unexpected, lambda said: said.kind):
            first, *more = group
            said = f"unexpected after this line: {shown(first.frame)} at {first.at:.3f} s{_more(more, kind)}"
            yield self.difference(before, said)

    def fields(self, expected: Said, got: Said) -> Iterator[Difference]:
        wrong = list(unlike(expected.frame, got.frame, "", self.tolerance))
        if wrong:
            told = "; ".join(f"{path}: expected {shown(e)}, got {shown(g)}" for path, e, g in wrong[:_FIELDS])
            more = f"; and {len(wrong) - _FIELDS} more" if len(wrong) > _FIELDS else ""
            yield self.difference(expected.line, f"{expected.kind}: {told}{more}")

    def difference(self, line: int, said: str) -> Difference:
        return Difference(self.tape.path, line, f"to the {self.wire}: {said}")


def _lanes(
    tape: Tape, got: Mapping[Wire, Sequence[Got]], began: float, tolerance: Tolerance
) -> Iterator["Lane"]:
    for wire, frames in got.items():
        ours = [line for line in tape.lines if line.on == wire and line.by == "us"]
        expected = [said_on(tape, line.at, line.frame, line.number) for line in ours]
        played = [said_on(tape, each.at - began, each.frame) for each in frames]
        for sound in (True, False) if wire == "model" else (None,):
            yield Lane(tape, wire, _of(sound, expected), _of(sound, played), tolerance)


def _first_wrong_time(
    found: Sequence[Difference], wrong: Sequence[tuple["Lane", Said, int]]
) -> Iterator[Difference]:
    """The first only: what comes after it may be its consequence, or that of another difference."""
    if not wrong:
        return
    lane, expected, late = min(wrong, key=lambda each: each[1].line)
    if any(difference.line < expected.line for difference in found):
        return
    when = f"{late} ms late" if late > 0 else f"{-late} ms early"
    more = f", and so {len(wrong) - 1} other frames" if len(wrong) > 1 else ""
    said = f"{shown(expected.frame)} came {when}, due at {expected.at:.3f} s{more}"
    yield lane.difference(expected.line, said)


def _of(sound: bool | None, said: Sequence[Said]) -> list[Said]:
    """Those of the model's wire that carry sound, or do not; None: all."""
    return [
        s for s in said if sound is None or sound == bool(isinstance(s.frame, dict) and sound_key(s.frame))
    ]


def _same_from(one: Sequence[Said], other: Sequence[Said]) -> int:
    """How many are the same from the beginning on."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a.key != b.key:
            return count
    return min(len(one), len(other))


def _alike(
    expected: Sequence[Said], got: Sequence[Said]
) -> tuple[list[tuple[Said, Said]], tuple[list[Said], list[Said]]]:
    """Frames of one kind belong together, in order; and those that are left over of both."""
    matcher = SequenceMatcher(None, [e.kind for e in expected], [g.kind for g in got], autojunk=False)
    pairs: list[tuple[Said, Said]] = []
    missing: list[Said] = []
    unexpected: list[Said] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pairs += zip(expected[a:b], got[c:d], strict=True)
        else:
            missing += expected[a:b]
            unexpected += got[c:d]
    return pairs, (missing, unexpected)


def _more(more: Sequence[Said], kind: str) -> str:
    return f", and {len(more)} more {kind}" if more else ""
