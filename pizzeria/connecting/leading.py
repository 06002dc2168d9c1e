"""Where a call is led when one part of it is over: to the agent, to staff, back again, or to its end. Pure.

Source: https://46elks.com/docs/call-actions: `next` is asked when an action is over, with its `result`; an
action is the answer, and an empty one ends the call.
"""

from collections.abc import Mapping
from typing import Any

from pizzeria.connecting.wanted import Wanted
from pizzeria.elks.actions import Connect, action_json

Line = str
"""the websocket number, E.164; "" when it is not known"""
SUCCESS = "success"


def when_called(wanted: Wanted, line: Line) -> Connect:
    """To the agent; to staff where nobody knows the way to the agent."""
    return wanted.voice_start(line) if line else wanted.to_staff("")


def when_answered(wanted: Wanted, line: Line) -> Connect | None:
    """A customer whom the house has called: to the agent, or to nobody."""
    return wanted.to_agent(line) if line else None


def after_agent(wanted: Wanted, line: Line, to_staff: bool) -> Connect | None:
    """`to_staff`: whether the agent handed the caller over."""
    return wanted.to_staff(line) if to_staff else None


def after_staff(wanted: Wanted, line: Line, result: str) -> Connect | None:
    """Who was not answered is the agent's again; who was, has talked with a human."""
    return wanted.to_agent(line) if result != SUCCESS and line else None


def answer(action: Connect | None) -> Mapping[str, Any]:
    return action_json(action) if action else {}
