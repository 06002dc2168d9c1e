"""GET /static/…: the pages' scripts and styles, read once and kept: 90 kB, and no file is open meanwhile.

A browser that goes away in mid-answer would leave an open one behind.
"""

from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Self

from quart import Quart, Response, abort, request

FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Static:
    content: bytes
    mimetype: str
    etag: str

    @classmethod
    def read(cls, path: Path, mimetype: str | None = None) -> Self:
        """`mimetype`: None is what the name says."""
        content = path.read_bytes()
        kind = mimetype or guess_type(path.name)[0] or "application/octet-stream"
        return cls(content, kind, sha256(content).hexdigest()[:20])

    def answer(self, cache_control: str) -> Response:
        """To the request under way: nothing again to a browser that has it."""
        is_known = request.if_none_match.contains(self.etag)
        content, status = (b"", 304) if is_known else (self.content, 200)
        response = Response(content, status, mimetype=self.mimetype)
        response.set_etag(self.etag)
        response.headers["Cache-Control"] = cache_control
        return response


def add_statics(app: Quart) -> None:
    """As the endpoint `static`, under its usual address. They are read now."""
    known = {
        path.relative_to(FOLDER).as_posix(): Static.read(path) for path in FOLDER.rglob("*") if path.is_file()
    }

    async def static(filename: str) -> Response:
        if filename not in known:
            abort(404)
        return known[filename].answer("no-cache")

    app.add_url_rule("/static/<path:filename>", "static", static)
