"""The first run: whoever started the server makes themselves its first administrator."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Header, Request
from fastapi.responses import Response

from accounts.first_admin import check_first_admin_token, make_first_admin
from review_ui.entry import Here, Now, Reading, Writing
from review_ui.forms import FRESH, Filled
from review_ui.pages.sign_in import welcomed
from review_ui.render import page

router = APIRouter()


@router.get("/first-admin/{token}")
def ask(request: Request, token: str, installation: Here, session: Reading) -> Response:
    check_first_admin_token(session, token, secret=installation.settings.secret)
    return page(request, "first_admin.html", token=token, form=FRESH)


@router.post("/first-admin/{token}")
def make(
    request: Request,
    token: str,
    installation: Here,
    session: Writing,
    now: Now,
    email: Annotated[str, Form(max_length=320)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    user_agent: Annotated[str, Header()] = "",
) -> Response:
    problems = {} if name.strip() else {"name": "Please type your name."}
    if "@" not in email.strip("@ "):
        problems["email"] = "Please type your whole e-mail address."
    if problems:
        check_first_admin_token(session, token, secret=installation.settings.secret)
        form, status = Filled({"email": email, "name": name}, problems), HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "first_admin.html", status=status, token=token, form=form)
    secret = installation.settings.secret
    person = make_first_admin(session, token, email=email, name=name, secret=secret, now=now)
    return welcomed(installation, session, person, now=now, user_agent=user_agent, then="")
