"""Draws: what was listed, how it was drawn, and how anybody can do it again."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Reading
from review_ui.errors import PageNotFoundError
from review_ui.queries.draws import draw_lines, draw_view, find_draw
from review_ui.render import page
from store.draws import record_of_draw
from survey.verify import document_of

router = APIRouter(dependencies=[Depends(Allowed(Action.SEE_DRAWS))])


@router.get("/draws")
def draws(request: Request, session: Reading) -> Response:
    return page(request, "draws.html", lines=draw_lines(session))


@router.get("/draws/{number}")
def draw(request: Request, number: int, session: Reading) -> Response:
    found = find_draw(session, number)
    if found is None:
        raise PageNotFoundError(f"Draw {number}")
    return page(request, "draw.html", view=draw_view(session, found))


@router.get("/draws/{number}/record.json")
def record(number: int, session: Reading) -> Response:
    """The published record: everything an outsider needs to repeat the draw."""
    found = find_draw(session, number)
    if found is None:
        raise PageNotFoundError(f"Draw {number}")
    name = f'attachment; filename="draw-{number}.json"'
    return JSONResponse(document_of(record_of_draw(session, found)), headers={"Content-Disposition": name})
