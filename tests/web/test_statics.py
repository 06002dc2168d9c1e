"""Scripts and styles are served from memory, and not again to who has them."""

from quart import Quart

from pizzeria.web.statics import FOLDER


async def test_a_script_is_served_once_and_then_known(app: Quart) -> None:
    client = app.test_client()
    first = await client.get("/static/swap.js")
    assert await first.get_data() == (FOLDER / "swap.js").read_bytes()
    assert first.mimetype in {"text/javascript", "application/javascript"}
    again = await client.get("/static/swap.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, await again.get_data()) == (304, b"")


async def test_what_is_not_there_or_elsewhere_is_not_found(app: Quart) -> None:
    client = app.test_client()
    for path in ("nothing.js", "../app.py", "%2e%2e/app.py", ""):
        assert (await client.get(f"/static/{path}")).status_code == 404
