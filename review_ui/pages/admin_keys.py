"""API keys: made and shown once, with an end and a last use, and revoked for good."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.api_keys import make_api_key, revoke_api_key
from accounts.permissions import Action
from accounts.scopes import BadScopeError, checked
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import Filled
from review_ui.queries.admin_keys import key_lines, possible_holders
from review_ui.render import page
from store.tables.api_key import ApiKey
from store.tables.person import Person

router = APIRouter()
Admin = Annotated[Person, Depends(Allowed(Action.MANAGE_KEYS))]
FRESH: Final = {"days": "90", "may": "read"}
LIVES: Final = (("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("", "until it is revoked"))


@router.get("/admin/keys", dependencies=[Depends(Allowed(Action.MANAGE_KEYS))])
def keys(request: Request, session: Reading, now: Now, done: str = "") -> Response:
    return _page(request, session, Filled(FRESH), now=now, done=done)


@router.post("/admin/keys", dependencies=[GENUINE])
def make(
    request: Request,
    session: Writing,
    person: Admin,
    now: Now,
    name: Annotated[str, Form()] = "",
    holder: Annotated[str, Form()] = "",
    days: Annotated[str, Form()] = "",
    may: Annotated[str, Form()] = "",
) -> Response:
    """The answer shows the key; nothing can show it again."""
    values = {"name": name, "holder": holder, "days": days, "may": may}
    chosen = next((one for one in possible_holders(session) if str(one.id) == holder), None)
    problems = {}
    if not name.strip():
        problems["name"] = "Say what uses the key, such as “BI warehouse”."
    if chosen is None:
        problems["holder"] = "Choose whom the key acts as."
    if days not in dict(LIVES):
        problems["days"] = "Choose how long the key works."
    scopes = may.replace(",", " ").split()
    try:
        checked(scopes)
    except BadScopeError as error:
        problems["may"] = str(error)
    if not scopes:
        problems["may"] = "Say what the key may do, such as “read”."
    if problems or chosen is None:
        return _page(request, session, Filled(values, problems), now=now)
    ends = now + timedelta(days=int(days)) if days else None
    key = make_api_key(session, chosen, name=name.strip()[:80], may=scopes, by=person, now=now, expires_at=ends)
    return _page(request, session, Filled(FRESH), now=now, made=key, holder=chosen)


@router.post("/admin/keys/{key_id}/revoke", dependencies=[GENUINE])
def revoke(key_id: UUID, session: Writing, person: Admin, now: Now) -> Response:
    if session.get(ApiKey, key_id) is None:
        raise PageNotFoundError("This key")
    revoke_api_key(session, key_id, by=person, now=now)
    return RedirectResponse("/admin/keys?done=revoked", status_code=HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    session: Session,
    form: Filled,
    *,
    now: datetime,
    made: str = "",
    holder: Person | None = None,
    done: str = "",
) -> Response:
    return page(
        request,
        "admin_keys.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK,
        lines=key_lines(session, now=now),
        holders=possible_holders(session),
        lives=LIVES,
        form=form,
        made=made,
        holder=holder,
        done=done,
    )
