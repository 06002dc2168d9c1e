"""GET and POST /login, POST /logout: the staff's session."""

from quart import Blueprint, redirect, render_template, request
from quart.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from pizzeria.web import sessions
from pizzeria.web.auth import is_password
from pizzeria.web.here import here

blueprint = Blueprint("login", __name__)


@blueprint.get("/login")
async def form() -> ResponseReturnValue:
    if here().settings.staff_password is None:
        return redirect("/")
    return await _again(_local(request.args.get("next", "/")), "")


@blueprint.post("/login")
async def log_in() -> ResponseReturnValue:
    given = await request.form
    target = _local(given.get("next", "/"))
    try:
        if not is_password(given.get("password", "")):
            return await _again(target, "That is not the password."), 401
    except TooManyRequests as no:
        return await _again(target, no.description or ""), 429, {"Retry-After": str(no.retry_after)}
    response = redirect(target, 303)
    response.set_cookie(
        sessions.COOKIE,
        sessions.begin(),
        max_age=sessions.LASTS,
        secure=request.is_secure,  # to us, or to a proxy in front of us (proxies.py)
        httponly=True,
        samesite="Lax",
    )
    return response


@blueprint.post("/logout")
async def log_out() -> ResponseReturnValue:
    await sessions.end()
    response = redirect("/login", 303)
    response.delete_cookie(sessions.COOKIE, httponly=True, samesite="Lax")
    return response


async def _again(target: str, wrong: str) -> str:
    return await render_template("login.html", next=target, wrong=wrong)


def _local(target: str) -> str:
    """A path in this house, whatever was asked for: nobody is sent to a stranger after the password."""
    plain = target.startswith("/") and not target.startswith("//")
    return target if plain and "\\" not in target and target.isprintable() else "/"
