"""The audit record for the auditor: searched, paged, and taken away as a file."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response, StreamingResponse

from accounts.audit_export import AuditFormat, export_lines, note_export
from accounts.audit_search import AuditSearch
from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.queries.audit import Asked, audit_view, read_search
from review_ui.render import page
from store.installation import Installation
from store.tables.person import Person

router = APIRouter()
Auditor = Annotated[Person, Depends(Allowed(Action.SEE_AUDIT))]
Short = Annotated[str, Query(max_length=120)]
Typed = Annotated[str, Form(max_length=120)]
MEDIA = {AuditFormat.JSONL: "application/x-ndjson", AuditFormat.CSV: "text/csv; charset=utf-8"}


@router.get("/audit")
def audit(
    request: Request,
    session: Reading,
    _person: Auditor,
    person: Short = "",
    action: Short = "",
    subject: Short = "",
    first_day: Short = "",
    last_day: Short = "",
    after: Short = "",
) -> Response:
    asked = Asked(person, action, subject, first_day, last_day, after)
    return page(request, "audit.html", asked=asked, view=audit_view(session, asked))


@router.post("/audit/exports", dependencies=[GENUINE])
def export(
    installation: Here,
    session: Writing,
    auditor: Auditor,
    now: Now,
    form: Annotated[AuditFormat, Form()],
    person: Typed = "",
    action: Typed = "",
    subject: Typed = "",
    first_day: Typed = "",
    last_day: Typed = "",
) -> Response:
    """The same records as on the page, all of them. That they were handed out is committed before the first goes."""
    search, _ = read_search(Asked(person, action, subject, first_day, last_day))
    note_export(session, search, form, by=auditor, channel="page", now=now)
    headers = {
        "Content-Disposition": f'attachment; filename="audit-{now:%Y-%m-%d}.{form}"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(_stream(installation, search, form), media_type=MEDIA[form], headers=headers)


def _stream(installation: Installation, search: AuditSearch, form: AuditFormat) -> Iterator[str]:
    with installation.readers() as session:
        yield from export_lines(session, search, form)
