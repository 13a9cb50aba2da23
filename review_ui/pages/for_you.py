"""What waits for the person who looks: questions, requests, mentions."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from respond.mentions import see_mentions
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.queries.for_you import for_you
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]


@router.get("/for-you")
def show(request: Request, session: Reading, person: Listener, now: Now) -> Response:
    return page(request, "for_you.html", view=for_you(session, person, now=now))


@router.post("/for-you/seen", dependencies=[GENUINE])
def seen(session: Writing, person: Listener, now: Now) -> Response:
    """All mentions are read."""
    see_mentions(session, person, now=now)
    return RedirectResponse("/for-you", status_code=HTTPStatus.SEE_OTHER)
