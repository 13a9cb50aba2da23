"""Signing in by link. Opening the link shows a button; only pressing it spends the link."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Header, Request
from fastapi.responses import RedirectResponse, Response

from accounts.errors import LinkSpentError, TooManyTriesError
from accounts.limits import Limit
from accounts.sessions import close_session, open_session
from accounts.sign_in import person_of_link, spend_link
from accounts.tokens import token_hash
from doors.network import Knocker
from review_ui.entry import GENUINE, Here, MaybeViewer, Now, Reading, Viewer, Writing, cookie_name
from review_ui.invitation import invite_address, invite_again
from review_ui.navigation import home_of
from review_ui.queries.first_run import home_for
from review_ui.render import page
from store.installation import Installation
from store.tables.person import Person

router = APIRouter()
Next = Annotated[str, Form(max_length=2_000)]
Knocking = Annotated[Knocker, Depends(Knocker.of)]


@router.get("/sign-in")
def ask(request: Request, found: MaybeViewer, next: str = "") -> Response:  # noqa: A002 - the word in the address
    if found:
        return to(own_path(next) or home_of(found.person))
    return page(request, "sign_in.html", sent_to="", error="", next=own_path(next))


@router.post("/sign-in")
def send(
    request: Request,
    installation: Here,
    now: Now,
    knocker: Knocking,
    afterwards: BackgroundTasks,
    email: Annotated[str, Form(max_length=320)] = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """Answers the same, in the same time, for known and unknown addresses: whose it is is looked up afterwards."""
    then = own_path(next)
    if "@" not in email:
        error = "Please type your whole e-mail address."
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "sign_in.html", status=status, sent_to="", error=error, typed=email, next=then)
    _refuse_flood(knocker)
    afterwards.add_task(invite_address, installation, email, then=then, now=now)
    return page(request, "sign_in.html", sent_to=email, error="", next=then)


@router.get("/sign-in/{token}")
def show_button(
    request: Request,
    token: str,
    session: Reading,
    now: Now,
    knocker: Knocking,
    next: str = "",  # noqa: A002
) -> Response:
    try:
        invited = person_of_link(session, token, now=now)
    except LinkSpentError:
        return spent(request, token, knocker, own_path(next))
    return page(request, "sign_in_button.html", invited=invited, token=token, next=own_path(next))


@router.post("/sign-in/{token}")
def come_in(
    request: Request,
    token: str,
    installation: Here,
    session: Writing,
    now: Now,
    knocker: Knocking,
    next: Next = "",  # noqa: A002
    user_agent: Annotated[str, Header()] = "",
) -> Response:
    try:
        person = spend_link(session, token, now=now)
    except LinkSpentError:
        session.rollback()  # lets go of the database before the try is counted
        return spent(request, token, knocker, own_path(next))
    close_session(session, token_hash(request.cookies.get(cookie_name(installation), "")))
    return welcomed(installation, session, person, now=now, user_agent=user_agent, then=own_path(next))


@router.post("/sign-in/{token}/again")
def again(
    request: Request,
    token: str,
    installation: Here,
    now: Now,
    knocker: Knocking,
    afterwards: BackgroundTasks,
    next: Next = "",  # noqa: A002
) -> Response:
    """A new link, by mail, to whom the old one was for; the one who presses learns nothing from it."""
    _refuse_flood(knocker)
    afterwards.add_task(invite_again, installation, token, then=own_path(next), now=now)
    return page(request, "sign_in.html", sent_to="the address this link was for", error="", next=own_path(next))


@router.post("/sign-out", dependencies=[GENUINE])
def leave(installation: Here, session: Writing, found: Viewer) -> Response:
    close_session(session, found.token_sha256)
    return left(installation)


def welcomed(
    installation: Installation, session: Writing, person: Person, *, now: Now, user_agent: str, then: str
) -> Response:
    """A new session for `person`, whatever cookie the browser came with."""
    rules = installation.settings.sign_in
    cookie = open_session(session, person, now=now, rules=rules, user_agent=user_agent)
    answer = to(then or home_for(session, person))
    answer.set_cookie(value=cookie, max_age=int(rules.absolute_hours * 3600), **_cookie(installation))
    return answer


def left(installation: Installation) -> Response:
    answer = to("/sign-in")
    answer.delete_cookie(**_cookie(installation))
    return answer


def spent(request: Request, token: str, knocker: Knocker, then: str) -> Response:
    """The link is unknown, used or too old, and which of them is not told. A new one is one button away."""
    rules = knocker.installation.settings.sign_in
    if knocker.is_too_much(Limit("wrong link", rules.wrong_per_network)):
        raise TooManyTriesError
    return page(request, "sign_in_spent.html", status=HTTPStatus.GONE, token=token, next=then)


def own_path(path: str) -> str:
    """`path` when it leads into this very installation, else nothing: no open redirect."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own else ""


def to(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)


def _refuse_flood(knocker: Knocker) -> None:
    if knocker.is_too_much(Limit("links", knocker.installation.settings.sign_in.links_per_network)):
        raise TooManyTriesError


def _cookie(installation: Installation) -> dict[str, Any]:
    return {
        "key": cookie_name(installation),
        "path": "/",
        "secure": installation.settings.base_url.startswith("https://"),
        "httponly": True,
        "samesite": "lax",
    }
