"""GET /fragments/moments/<callid>/<line>: the moments of a conversation that a line came from."""

from collections.abc import Mapping
from dataclasses import dataclass

from quart import Blueprint, abort, render_template

from pizzeria.ordering.events import CallMessage, ToolUsed
from pizzeria.ordering.moments import line_after, moments
from pizzeria.web.here import here

DONE: Mapping[str, str] = {
    "add_item": "Put in",
    "choose_toppings": "Toppings chosen",
    "change_item": "Changed",
    "remove_item": "Taken out",
}
LINE = "<int(max=2147483647):line>"

blueprint = Blueprint("moments", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    before: tuple[CallMessage, ...]
    deeds: tuple[str, ...]
    """ "Put in: 2 Vesuvio, familj, - skinka" """
    after: tuple[CallMessage, ...]


@blueprint.get(f"/fragments/moments/<call_id>/{LINE}")
async def fragment(call_id: str, line: int) -> str:
    detail = await here().store.call(call_id)
    if detail is None:
        abort(404, "There is no such call.")
    found = [
        Shown(moment.before, tuple(deed(used, line) for used in moment.uses), moment.after)
        for moment in moments(detail.messages, detail.tools, line)
    ]
    if not found:
        abort(404, "Nothing was said in that call about such a line.")
    return await render_template("_moment.html", call_id=call_id, moments=found)


def deed(used: ToolUsed, line: int) -> str:
    """What was done, and the line as it was afterwards."""
    left = line_after(used, line)
    return DONE[used.tool] if left is None else f"{DONE[used.tool]}: {_aloud(left)}"


def _aloud(line: Mapping[str, object]) -> str:
    """ "2 Vesuvio, familj, Glutenfri botten, - skinka" """
    named = f"{line.get('quantity', 1)} {line.get('name', '')}"
    changes = line.get("changes")
    parts = [named, line.get("size_name"), line.get("base_name")]
    parts += changes if isinstance(changes, list) else []
    return ", ".join(str(part) for part in parts if part)
