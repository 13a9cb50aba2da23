"""One excerpt: the page with its player, its sound, and that somebody read it."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from respond.listens import record_listen
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.queries.excerpt import find_excerpt, view_of
from review_ui.render import page
from review_ui.sound import OGG, sound_response, whole
from store.ranges import ByteRange, asked_range
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.reply import RoleReason

router = APIRouter()
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]


@router.get("/excerpts/{excerpt_id}")
def excerpt(request: Request, excerpt_id: UUID, session: Reading, person: Listener) -> Response:
    return excerpt_page(request, session, excerpt_or_404(session, person, excerpt_id), person)


@router.get("/excerpts/{excerpt_id}/audio")
def audio(
    excerpt_id: UUID,
    installation: Here,
    session: Writing,
    person: Listener,
    now: Now,
    range_header: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The redacted sound. That it was heard is written in the transaction that gives it."""
    found = excerpt_or_404(session, person, excerpt_id)
    if found.web_blob is None:
        raise PageNotFoundError("Sound for this excerpt")
    size = installation.blobs.size(found.web_blob)
    asked = asked_range(range_header, size)
    span = asked or whole(size)
    record_listen(session, found, by=person, channel="page", now=now)
    audit.record(
        session, by=person, action="heard excerpt", subject=f"excerpt:{found.id}", details=_heard(found, span), now=now
    )
    return sound_response(
        installation.blobs,
        found.web_blob,
        span,
        media_type=OGG,
        file_name=f"excerpt-{found.position}.ogg",
        is_range=asked is not None,
    )


@router.post("/excerpts/{excerpt_id}/read", dependencies=[GENUINE])
def read(excerpt_id: UUID, session: Writing, person: Listener, now: Now) -> Response:
    """For excerpts that came without sound: the person says they have read it."""
    found = excerpt_or_404(session, person, excerpt_id)
    record_listen(session, found, by=person, channel="page", now=now)
    audit.record(session, by=person, action="read excerpt", subject=f"excerpt:{found.id}", details={}, now=now)
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


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
    reply: Filled = FRESH,
    dispute: Filled = FRESH,
    comment: Filled = FRESH,
) -> Response:
    """The page, fresh or with forms that came back with problems."""
    has_problems = bool(reply.problems or dispute.problems or comment.problems)
    return page(
        request,
        "excerpt.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if has_problems else HTTPStatus.OK,
        view=view_of(session, found, person),
        reply=reply,
        dispute=dispute,
        comment=comment,
        reasons=list(RoleReason),
    )


def _heard(found: Excerpt, span: ByteRange) -> dict[str, object]:
    """Which seconds the bytes hold, nearly: Opus at a constant setting spends them evenly."""
    second = found.duration_s / span.size
    return {
        "channel": "page",
        "call": str(found.call_id),
        "from_s": round(span.first * second, 1),
        "to_s": round((span.last + 1) * second, 1),
    }
