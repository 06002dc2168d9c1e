"""What a schema cannot see in [messages]: texts that are missing, ask for what there is not, or are long."""

from collections.abc import Iterator
from string import Template

from pizzeria.menu_files.schema import shown
from pizzeria.menu_files.tables import HouseFile, MessagesTable
from pizzeria.ordering.messages import Wording
from pizzeria.outbox.parts import parts, plain
from pizzeria.outbox.wording import LINK, NEEDS, PLACEHOLDERS

MOST_PARTS = 3
"""of a text as it stands in the file"""


def message_mistakes(house: HouseFile) -> Iterator[str]:
    """One sentence a mistake, beginning with the key."""
    messages = house.get("messages", {})
    wanted = [wording for kind, wordings in NEEDS.items() if messages.get(kind) for wording in wordings]
    if wanted and "sender" not in messages:
        yield "messages.sender: expected a sender, for messages are turned on, but it is missing"
    for language in house["languages"]:
        yield from _missing(messages, language, wanted)
    for language, texts in messages.get("texts", {}).items():
        for wording, text in texts.items():
            yield from _text(f"messages.texts.{language}.{wording}", wording, text)


def _missing(messages: MessagesTable, language: str, wanted: list[Wording]) -> Iterator[str]:
    texts = messages.get("texts", {}).get(language, {})
    for wording in wanted:
        if wording not in texts:
            yield f"messages.texts.{language}.{wording}: expected this text too, but it is missing"


def _text(key: str, wording: Wording, text: str) -> Iterator[str]:
    known = (*PLACEHOLDERS, LINK) if wording == "follow" else PLACEHOLDERS
    template = Template(text)
    if not template.is_valid():
        yield f"{key}: expected a placeholder after $, or $$ for the sign itself"
        return
    for name in template.get_identifiers():
        if name not in known:
            expected = ", ".join(f"${each}" for each in known)
            yield f"{key}: expected placeholders of {expected}, got {shown('$' + name)}"
    if (count := parts(plain(text))) > MOST_PARTS:
        yield f"{key}: expected a text of at most {MOST_PARTS} parts, got {count}"
