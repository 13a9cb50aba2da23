"""Whether a program has the newest bytes already (RFC 9110 §13): it is told 304, and a range only of what it has."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response


def validators(tag: str, changed_at: datetime) -> dict[str, str]:
    """The headers by which a program asks again. `tag` is the entity tag with its quotes."""
    whole_second = changed_at.astimezone(UTC).replace(microsecond=0)
    return {"ETag": tag, "Last-Modified": format_datetime(whole_second, usegmt=True)}


def unchanged(request: Request, headers: dict[str, str]) -> Response | None:
    """304 with these headers where the program's copy is the newest; a tag it names outweighs its date."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        is_same = is_listed(headers["ETag"], asked)
    else:
        since = _instant(request.headers.get("if-modified-since"))
        changed = _instant(headers["Last-Modified"])
        is_same = since is not None and changed is not None and changed <= since
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers) if is_same else None


def range_of(request: Request, headers: dict[str, str]) -> str | None:
    """The `Range` header, unless it is meant for other bytes than these (`If-Range`)."""
    only_if = request.headers.get("if-range")
    if only_if is not None and only_if not in {headers["ETag"], headers["Last-Modified"]}:
        return None
    return request.headers.get("range")


def is_listed(tag: str, listed: str) -> bool:
    """Compared weakly, as RFC 9110 §13.1.2 asks for: a proxy that compresses makes `W/"…"` of a tag."""
    tags = {one.strip().removeprefix("W/") for one in listed.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
