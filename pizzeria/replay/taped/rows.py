"""What the database has about a recorded call, for the scenario that is made of it."""

from pizzeria.errors import TapeError
from pizzeria.replay.taped.recorded import Rows
from pizzeria.store.store import Store

_MANY = 10_000


async def rows_of(store: Store, call_id: str) -> Rows:
    """Raises TapeError when there is no such call, or it is still going on."""
    detail = await store.call(call_id)
    if detail is None:
        raise TapeError(f"no such call: {call_id}. `pizzeria calls` lists them")
    call = detail.call
    if call.status == "active":
        raise TapeError(f"call {call_id} is still going on: record it when it is over")
    placed = await store.orders_in(call_id)
    theirs = await store.orders_of(call.from_number, _MANY)
    earlier = [o for o in theirs if o.placed_at < call.started_at and o.call_id != call_id]
    return Rows(detail, placed[::-1], earlier[::-1])
