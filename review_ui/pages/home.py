"""The front door sends everybody to where their work is."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from review_ui.entry import MaybeViewer, Reading
from review_ui.queries.first_run import home_for

router = APIRouter()


@router.get("/")
def home(found: MaybeViewer, session: Reading) -> RedirectResponse:
    return RedirectResponse(home_for(session, found.person) if found else "/sign-in", status_code=HTTPStatus.SEE_OTHER)
