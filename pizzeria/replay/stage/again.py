"""Which steps are done again when the house refuses a yes to what was not heard out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pizzeria.replay.written.steps import CallerSpeaks, ModelSays, Step


def said_again(done: Sequence[Step]) -> Iterator[Step]:
    """The last of these, and all from what the agent said before the caller's last words: heard out now."""
    begun, asked = 0, False
    for place, step in reversed([*enumerate(done)]):
        asked = asked or isinstance(step.act, CallerSpeaks)
        if asked and isinstance(step.act, ModelSays):
            begun = place
            break
    for step in done[begun:]:
        act = step.act
        yield replace(step, act=replace(act, interrupts_after=None) if isinstance(act, CallerSpeaks) else act)
