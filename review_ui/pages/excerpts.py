"""One excerpt: the page with its player, its sound and its captions."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from deliver.captions import MEDIA_TYPE, webvtt
from doors.sound_of import sound_of_excerpt
from review_ui.entry import Allowed, Here, Now, Reading, Writing
from review_ui.errors import ExcerptGoneError, PageNotFoundError
from review_ui.forms import FRESH, Filled, days_ahead
from review_ui.queries.conversation import conversation_of
from review_ui.queries.excerpt import find_excerpt, view_of
from review_ui.queries.memory import Similar
from review_ui.render import page
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.reply import RoleReason

router = APIRouter()
FORMS: Final = ("reply", "dispute", "comment", "question", "answer", "joint", "decline")
"""The forms of the page; each has its own fields and comes back with what was typed."""
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]


@router.get("/excerpts/{excerpt_id}")
def excerpt(request: Request, excerpt_id: UUID, session: Reading, person: Listener, now: Now) -> Response:
    return excerpt_page(request, session, excerpt_or_404(session, person, excerpt_id), person, now=now)


@router.get("/excerpts/{excerpt_id}/audio")
def audio(
    excerpt_id: UUID,
    installation: Here,
    session: Writing,
    person: Listener,
    now: Now,
    range_header: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The redacted sound. That it was given is written in the transaction that gives it; hearing is another matter."""
    found = _audible(session, person, excerpt_id)
    given = sound_of_excerpt(installation, session, found, range_header, by=person, channel="page", now=now)
    if given is None:
        raise PageNotFoundError("Sound for this excerpt")
    return given


@router.get("/excerpts/{excerpt_id}/captions.vtt")
def captions(excerpt_id: UUID, session: Writing, person: Listener, now: Now) -> Response:
    """The same redacted words as on the page, with their times, for the player."""
    found = _audible(session, person, excerpt_id)
    details = {"channel": "page", "call": str(found.call_id)}
    audit.record(session, by=person, action="fetched captions", subject=f"excerpt:{found.id}", details=details, now=now)
    headers = {"Cache-Control": "private, no-store"}
    return Response(webvtt(found.segments, duration_s=found.duration_s), media_type=MEDIA_TYPE, headers=headers)


def _audible(session: Session, person: Person, excerpt_id: UUID) -> Excerpt:
    """Raises ExcerptGoneError for one of an erased call."""
    found = excerpt_or_404(session, person, excerpt_id)
    if found.is_emptied:
        raise ExcerptGoneError
    return found


def excerpt_or_404(session: Session, person: Person, excerpt_id: UUID) -> Excerpt:
    found = find_excerpt(session, person, excerpt_id)
    if found is None:
        raise PageNotFoundError("This excerpt")
    return found


def excerpt_page(
    request: Request,
    session: Session,
    found: Excerpt,
    person: Person,
    *,
    now: datetime,
    form: str = "",
    filled: Filled = FRESH,
    similar: Sequence[Similar] = (),
) -> Response:
    """The page, fresh or with the one form that came back: with problems, or with what was answered before."""
    forms = dict.fromkeys(FORMS, FRESH) | ({form: filled} if form else {})
    return page(
        request,
        "excerpt.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if filled.problems else HTTPStatus.OK,
        view=view_of(session, found, person),
        talk=conversation_of(session, found, person),
        reasons=list(RoleReason),
        until=days_ahead(now.date()),
        similar=similar,
        **forms,
    )
