"""What the built-in voice says when the house tells it something that nobody said aloud. Pure."""

from collections.abc import Mapping

from pizzeria.call.notes import NOBODY, TAKEN, TOO_LONG

SAID: Mapping[str, str] = {
    NOBODY: "I can't hear anybody, so I'll say goodbye for now. Do call again. Goodbye!",
    TOO_LONG: "I am sorry, but we have reached the longest time for a call. Do call again. Goodbye!",
    TAKEN: "One moment, I'll put you through to somebody here.",
}
"""what is not here is no more than a reason to speak"""
