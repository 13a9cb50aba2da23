"""Leaving the mailing list: the page shows a button, and a mail program's one-click POST does the same (RFC 8058)."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from deliver.deliveries import stop_mail
from deliver.links import read_unsubscribe
from review_ui.entry import Here, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.render import page
from store.installation import Installation
from store.tables.delivery import Delivery

router = APIRouter()


@router.get("/unsubscribe/{token}")
def ask(request: Request, token: str, installation: Here, session: Reading) -> Response:
    _delivery(installation, session, token)
    return page(request, "unsubscribe.html", token=token, is_done=False)


@router.post("/unsubscribe/{token}")
def stop(request: Request, token: str, installation: Here, session: Writing) -> Response:
    stop_mail(session, _delivery(installation, session, token))
    return page(request, "unsubscribe.html", token=token, is_done=True)


def _delivery(installation: Installation, session: Session, token: str) -> Delivery:
    delivery_id: UUID = read_unsubscribe(installation.settings.secret, token)
    found = session.get(Delivery, delivery_id)
    if found is None:
        raise PageNotFoundError("This mail")
    return found
