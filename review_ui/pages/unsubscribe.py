"""Leaving the mailing list: the page shows a button, and a mail program's one-click POST does the same (RFC 8058)."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from deliver.links import read_unsubscribe
from deliver.stops import resume_mail, unsubscribe
from review_ui.entry import Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.render import page
from store.installation import Installation
from store.tables.delivery import Delivery
from store.tables.person import Person

router = APIRouter()


@router.get("/unsubscribe/{token}")
def ask(request: Request, token: str, installation: Here, session: Reading) -> Response:
    _delivery(installation, session, token)
    return page(request, "unsubscribe.html", token=token, is_done=False, is_back=False)


@router.post("/unsubscribe/{token}")
def stop(request: Request, token: str, installation: Here, session: Writing, now: Now) -> Response:
    """Without a session: mail programs send it for their user."""
    unsubscribe(session, _delivery(installation, session, token), now=now)
    return page(request, "unsubscribe.html", token=token, is_done=True, is_back=False)


@router.post("/unsubscribe/{token}/undo")
def undo(request: Request, token: str, installation: Here, session: Writing, now: Now) -> Response:
    delivery = _delivery(installation, session, token)
    resume_mail(session, session.get_one(Person, delivery.person_id), now=now)
    return page(request, "unsubscribe.html", token=token, is_done=False, is_back=True)


def _delivery(installation: Installation, session: Session, token: str) -> Delivery:
    delivery_id: UUID = read_unsubscribe(installation.settings.secret, token)
    found = session.get(Delivery, delivery_id)
    if found is None:
        raise PageNotFoundError("This mail")
    return found
