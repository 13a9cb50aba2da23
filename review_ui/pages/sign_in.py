"""Signing in by link. Opening the link shows a button; only pressing it spends the link."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.sessions import ABSOLUTE_LIMIT, close_session, open_session
from accounts.sign_in import make_sign_in_link, person_of_link, person_to_invite, spend_link
from review_ui.entry import GENUINE, Here, MaybeViewer, Now, Reading, Viewer, Writing, cookie_name
from review_ui.invitation import post_invitation
from review_ui.navigation import home_of
from review_ui.render import page
from store.installation import Installation

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request, found: MaybeViewer, next: str = "") -> Response:  # noqa: A002 - the word in the address
    if found:
        return _to(own_path(next) or home_of(found.person))
    return page(request, "sign_in.html", sent_to="", error="", next=own_path(next))


@router.post("/sign-in")
def send(
    request: Request, installation: Here, session: Writing, now: Now, email: Annotated[str, Form(max_length=320)] = ""
) -> Response:
    """Answers the same for known and unknown addresses."""
    if "@" not in email:
        error = "Please type your whole e-mail address."
        return page(request, "sign_in.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, sent_to="", error=error, next="")
    invited = person_to_invite(session, email)
    if invited is not None:
        link = make_sign_in_link(session, invited, base_url=installation.settings.base_url, now=now)
        post_invitation(installation, invited, link, now=now)
    return page(request, "sign_in.html", sent_to=email, error="", next="")


@router.get("/sign-in/{token}")
def show_button(request: Request, token: str, session: Reading, now: Now, next: str = "") -> Response:  # noqa: A002
    invited = person_of_link(session, token, now=now)
    return page(request, "sign_in_button.html", invited=invited, token=token, next=own_path(next))


@router.post("/sign-in/{token}")
def come_in(
    token: str,
    installation: Here,
    session: Writing,
    now: Now,
    next: Annotated[str, Form()] = "",  # noqa: A002 - the word in the address
) -> Response:
    person = spend_link(session, token, now=now)
    cookie = open_session(session, person, now=now)
    answer = _to(own_path(next) or home_of(person))
    answer.set_cookie(value=cookie, max_age=int(ABSOLUTE_LIMIT.total_seconds()), **_cookie(installation))
    return answer


@router.post("/sign-out", dependencies=[GENUINE])
def leave(installation: Here, session: Writing, found: Viewer) -> Response:
    close_session(session, found.token_sha256)
    answer = _to("/sign-in")
    answer.delete_cookie(**_cookie(installation))
    return answer


def own_path(path: str) -> str:
    """`path` when it leads into this very installation, else nothing: no open redirect."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own else ""


def _cookie(installation: Installation) -> dict[str, Any]:
    return {
        "key": cookie_name(installation),
        "path": "/",
        "secure": installation.settings.base_url.startswith("https://"),
        "httponly": True,
        "samesite": "lax",
    }


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)
