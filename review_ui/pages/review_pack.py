"""The review meeting on paper: the pack of a period, and the board's one page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Here, Now, Reading
from review_ui.queries.review_pack import review_pack
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()
Reviewing = Annotated[Person, Depends(Allowed(Action.SEE_REVIEW))]


@router.get("/review")
def pack(
    request: Request, installation: Here, session: Reading, person: Reviewing, now: Now, period: str = ""
) -> Response:
    cost = installation.settings.cost_per_minute
    found = review_pack(session, person, key=period, cost_per_minute=cost, now=now)
    return page(request, "review_pack.html", pack=found, now=now)


@router.get("/review/board")
def board(
    request: Request, installation: Here, session: Reading, person: Reviewing, now: Now, period: str = ""
) -> Response:
    """One printed page exactly."""
    cost = installation.settings.cost_per_minute
    found = review_pack(session, person, key=period, cost_per_minute=cost, now=now)
    return page(request, "board_report.html", pack=found, now=now)
