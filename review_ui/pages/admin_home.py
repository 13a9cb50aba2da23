"""The admin's index: everything that is kept, with one line of state each."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Here, Now, Reading
from review_ui.queries.admin_home import admin_index
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()


@router.get("/admin")
def index(
    request: Request,
    session: Reading,
    here: Here,
    now: Now,
    person: Annotated[Person, Depends(Allowed(Action.SEE_ADMIN))],
) -> Response:
    return page(request, "admin_home.html", groups=admin_index(session, here, person, now=now))
