"""The front door sends everybody to where their work is."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from review_ui.entry import MaybeViewer
from review_ui.navigation import home_of

router = APIRouter()


@router.get("/")
def home(found: MaybeViewer) -> RedirectResponse:
    return RedirectResponse(home_of(found.person) if found else "/sign-in", status_code=HTTPStatus.SEE_OTHER)
