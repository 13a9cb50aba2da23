"""Let somebody in: a sign-in link that works once, mailed or handed over."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.permissions import Action
from accounts.sessions import close_all_sessions
from accounts.sign_in import make_sign_in_link
from review_ui.entry import GENUINE, Allowed, Here, Now, Writing
from review_ui.errors import PageNotFoundError
from review_ui.invitation import post_invitation
from review_ui.render import page
from store.tables.person import Person, Role

router = APIRouter()
Admin = Annotated[Person, Depends(Allowed(Action.MANAGE_PEOPLE))]
INVITATION_LIVES: Final = timedelta(days=3)


@router.post("/admin/people/{person_id}/invitation", dependencies=[GENUINE])
def invite(request: Request, person_id: UUID, session: Writing, here: Here, person: Admin, now: Now) -> Response:
    """Mail a link; without a mail server show it, this once, to be handed over."""
    somebody = session.get(Person, person_id)
    if somebody is None:
        raise PageNotFoundError("This person")
    if not somebody.is_active or somebody.role is Role.SERVICE:
        raise StateForbidsError(
            f"{somebody.name} does not sign in by link.", remedy="Only active people do; programs have API keys."
        )
    link = make_sign_in_link(session, somebody, base_url=here.settings.base_url, now=now, lives=INVITATION_LIVES)
    audit.record(session, by=person, action="invited", subject=f"person:{somebody.id}", details={}, now=now)
    is_mailed = bool(here.settings.mail.host) and post_invitation(here, somebody, link, now=now, lives=INVITATION_LIVES)
    return page(
        request, "admin_invited.html", somebody=somebody, link="" if is_mailed else link, lives=INVITATION_LIVES
    )


@router.post("/admin/people/{person_id}/sign-out", dependencies=[GENUINE])
def sign_out(person_id: UUID, session: Writing, person: Admin, now: Now) -> Response:
    """End every session of somebody, as after a lost phone."""
    somebody = session.get(Person, person_id)
    if somebody is None:
        raise PageNotFoundError("This person")
    close_all_sessions(session, somebody, by=person, now=now)
    return RedirectResponse(f"/admin/people/edit?row={somebody.email}&done=signed-out", status_code=303)
