"""Where I am signed in, and out again: here, there, or everywhere."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from accounts.sessions import close_all_sessions, close_one, sessions_of
from review_ui.entry import GENUINE, Here, Now, Reading, Viewer, Writing
from review_ui.errors import PageNotFoundError
from review_ui.pages.sign_in import left
from review_ui.render import page

router = APIRouter()


@router.get("/sessions")
def own_sessions(request: Request, installation: Here, session: Reading, found: Viewer, now: Now) -> Response:
    rules = installation.settings.sign_in
    sessions = sessions_of(session, found.person, now=now, rules=rules)
    return page(request, "sessions.html", sessions=sessions, here=found.token_sha256, rules=rules)


@router.post("/sessions/{session_id}/end", dependencies=[GENUINE])
def end(session_id: UUID, session: Writing, found: Viewer, now: Now) -> Response:
    if not close_one(session, found.person, session_id, now=now):
        raise PageNotFoundError("This session")
    return RedirectResponse("/sessions", status_code=HTTPStatus.SEE_OTHER)


@router.post("/sessions/end", dependencies=[GENUINE])
def end_all(installation: Here, session: Writing, found: Viewer, now: Now) -> Response:
    close_all_sessions(session, found.person, now=now)
    return left(installation)
