"""Everything at once, for a spreadsheet or a warehouse: streamed, and the same again for the same instant."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import AwareDatetime

from accounts import audit
from accounts.permissions import Action
from api.entry import Allowed, Here, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt
from api.problems import told
from store.installation import Installation
from store.tables.person import Person
from worker.export_files import MEDIA, Format, check_format, pieces_of
from worker.exporting import Asked, What, calls_on_desk, columns_of, rows_of

router = resource("Exports")
BINARY = {"type": "string", "format": "binary"}
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {media.partition(";")[0]: {"schema": BINARY} for media in MEDIA.values()},
        "headers": {"Listenback-As-Of": {"schema": {"type": "string", "format": "date-time"}}},
    },
    **told(501),
}


@router.get("/exports/{what}", operation_id="export", response_class=Response, responses=FILE)
def export(
    what: What,
    here: Here,
    session: Reading,
    writing: Writing,
    person: Annotated[Person, Depends(Allowed(Action.EXPORT))],
    now: Now,
    format: Annotated[Format, Query()] = Format.CSV,  # noqa: A002 - the name of the parameter
    as_of: Annotated[
        AwareDatetime | None,
        Query(description="As it was known at this instant; then a call's state, reason and consent are left out"),
    ] = None,
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
) -> StreamingResponse:
    """One row a call, label or figure. The answer's `Listenback-As-Of`, given as `as_of`, brings the same rows again.

    `starts_at` and `ends_at` narrow by the start of the call, the label or the period of the figure. Predictions are
    made anew when words are corrected, so no export has them: `GET /predictions`. That it was taken is recorded.
    """
    check_format(format)
    at = min(as_of, now) if as_of is not None else now
    blind_to = calls_on_desk(session, person)
    asked = Asked(what, at, is_now=as_of is None, starts_at=starts_at, ends_at=ends_at, blind_to=blind_to)
    details = {"channel": "api", "format": format.value, "as_of": at.isoformat()}
    audit.record(writing, by=person, action="exported", subject=what.value, details=details, now=now)
    headers = {
        "Content-Disposition": f'attachment; filename="{what}-{at:%Y-%m-%dT%H%M%SZ}.{format}"',
        "Cache-Control": "private, no-store",
        "Listenback-As-Of": at.isoformat(),
    }
    return StreamingResponse(_stream(here, asked, format), media_type=MEDIA[format], headers=headers)


def _stream(installation: Installation, asked: Asked, form: Format) -> Iterator[bytes]:
    with installation.readers() as session:
        yield from pieces_of(rows_of(session, asked), columns_of(asked), form)
