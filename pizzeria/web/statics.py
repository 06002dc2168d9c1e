"""GET /static/…: the pages' scripts and styles, read once and kept: 90 kB, and no file is open meanwhile.

A browser that goes away in mid-answer would leave an open one behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from quart import Quart, Response, abort, request

FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Static:
    content: bytes
    mimetype: str
    etag: str


def add_statics(app: Quart) -> None:
    """As the endpoint `static`, under its usual address. They are read now."""
    known = _read(FOLDER)

    async def static(filename: str) -> Response:
        if filename not in known:
            abort(404)
        found = known[filename]
        is_known = request.if_none_match.contains(found.etag)
        content, status = (b"", 304) if is_known else (found.content, 200)
        response = Response(content, status, mimetype=found.mimetype)
        response.set_etag(found.etag)
        response.headers["Cache-Control"] = "no-cache"
        return response

    app.add_url_rule("/static/<path:filename>", "static", static)


def _read(folder: Path) -> Mapping[str, Static]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): _static(path) for path in paths}


def _static(path: Path) -> Static:
    content = path.read_bytes()
    mimetype = guess_type(path.name)[0] or "application/octet-stream"
    return Static(content, mimetype, sha256(content).hexdigest()[:20])
