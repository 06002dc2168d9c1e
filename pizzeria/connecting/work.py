"""Looks at the account, makes the changes of a plan, and takes them back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from pizzeria.connecting.memory import FILE, Memory, forget, read_memory, write_memory
from pizzeria.connecting.plan import NEW, Change, Field, Plan, make_plan, same
from pizzeria.connecting.wanted import Wanted
from pizzeria.elks.account import Account, read_account
from pizzeria.elks.declined import Declined
from pizzeria.elks.numbers import Number, allocate_websocket_number, configure, list_numbers, point_socket
from pizzeria.elks.rest import Rest
from pizzeria.errors import PizzeriaError, ProtocolError, SetupError

NAME = "Pizzeria: the agent's socket"


class HalfDone(PizzeriaError):
    """Something went wrong on the way; says what was done, what was not, and how to go on."""

    def __init__(self, error: PizzeriaError, done: Sequence[Change], left: Sequence[Change]) -> None:
        changed = _listed(done) or "nothing"
        super().__init__(
            f"{error}. Changed: {changed}. Not changed: {_listed(left)}. Run it again to go on, or "
            "`pizzeria connect --undo` to go back"
        )


@dataclass(frozen=True, slots=True)
class Undoing:
    account: Account
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    """numbers that the account no longer has"""


async def plan_connecting(rest: Rest, wanted: Wanted, chosen: str | None) -> Plan:
    return make_plan(await read_account(rest), await list_numbers(rest), wanted, chosen)


async def connect(rest: Rest, plan: Plan, wanted: Wanted, path: Path = FILE) -> Plan:
    """Makes the changes, and returns the plan as it was carried out. Raises HalfDone."""
    try:
        plan = await _with_socket(rest, plan, wanted)
    except PizzeriaError as error:
        raise HalfDone(error, (), plan.changes) from error
    memory = read_memory(path)
    if memory is None or memory.account != plan.account.id:
        memory = Memory(plan.account.id, ())
    write_memory(memory.with_changes(plan.changes), path)
    numbers = [plan.public, *plan.texted, *([plan.socket] if plan.socket else [])]
    await _change(rest, plan.changes, numbers)
    return plan


async def plan_undoing(rest: Rest, path: Path = FILE) -> Undoing:
    """What would be put back. Raises SetupError when there is nothing to put back, or not in this account."""
    memory = read_memory(path)
    if memory is None:
        raise SetupError(f"nothing to undo: {path} does not exist, so `pizzeria connect` has changed nothing")
    account = await read_account(rest)
    if account.id != memory.account:
        raise SetupError(f"{path} is about another account ({memory.account}): use its credentials to undo")
    numbers = {number.number: number for number in await list_numbers(rest)}
    found = [kept for kept in memory.kept if kept.number in numbers]
    changes = [
        Change(kept.number, kept.field, _says(numbers[kept.number], kept.field), kept.before)
        for kept in found
    ]
    changes.sort(
        key=lambda change: change.field
    )  # the websocket number last: no caller is led to one that leads nowhere
    gone = tuple(kept.number for kept in memory.kept if kept.number not in numbers)
    return Undoing(account, tuple(c for c in changes if not same(c.before, c.after)), gone)


async def undo(rest: Rest, undoing: Undoing, path: Path = FILE) -> None:
    """Puts it back, and forgets. Raises HalfDone."""
    await _change(rest, undoing.changes, await list_numbers(rest))
    forget(path)


async def _with_socket(rest: Rest, plan: Plan, wanted: Wanted) -> Plan:
    """The plan with its websocket number, allocated when it must be."""
    if plan.socket:
        return plan
    try:
        socket = await allocate_websocket_number(rest, NAME)
    except Declined as declined:
        if declined.kind in ("credentials", "credit"):
            raise
        raise SetupError(
            f'46elks gives this account no websocket number over its API ("{declined.said}"): take one at '
            "https://46elks.com/account, it is free, and run this again"
        ) from None
    numbered = [
        replace(
            change,
            number=change.number.replace(NEW, socket.number),
            after=_numbered(change.after, socket.number),
        )
        for change in plan.changes
    ]
    return replace(plan, socket=socket, changes=tuple(numbered))


def _numbered(after: str, number: str) -> str:
    """The number also stands in addresses, as they write it."""
    return after.replace(NEW, number).replace(quote(NEW), quote(number))


async def _change(rest: Rest, changes: Sequence[Change], numbers: Sequence[Number]) -> None:
    by_number = {number.number: number for number in numbers}
    for place, change in enumerate(changes):
        try:
            await _make(rest, by_number[change.number], change)
        except PizzeriaError as error:
            raise HalfDone(error, changes[:place], changes[place:]) from error


async def _make(rest: Rest, number: Number, change: Change) -> None:
    """One change, and a look at whether 46elks kept it."""
    if change.field == "websocket_url":
        await point_socket(rest, number, change.after)
        return
    changed = await configure(rest, number, **{change.field: change.after})
    if not same(_says(changed, change.field), change.after):
        raise ProtocolError(
            f"46elks did not keep the {change.field} of {number.number}: set it in the dashboard"
        )


def _says(number: Number, field: Field) -> str:
    match field:
        case "websocket_url":
            return number.socket_url
        case "voice_start":
            return number.voice_start
        case "sms_url":
            return number.sms_url


def _listed(changes: Sequence[Change]) -> str:
    return ", ".join(f"{change.field} of {change.number}" for change in changes)
