"""Draws: what was listed, how it was drawn, and how anybody can do it again."""

from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.queries.draws import draw_lines, draw_view, find_draw
from review_ui.render import page
from store.draws import record_of_draw
from store.tables.draw import Draw
from store.tables.person import Person
from survey import by_hand
from survey.errors import DrawError
from survey.verify import document_of
from worker import planning

VERIFIER: Final = Path(by_hand.__file__)

router = APIRouter(dependencies=[Depends(Allowed(Action.SEE_DRAWS))])
Planner = Annotated[Person, Depends(Allowed(Action.PLAN_DRAWS))]
Text = Annotated[str, Form()]


@router.get("/draws")
def draws(request: Request, session: Reading) -> Response:
    return page(request, "draws.html", lines=draw_lines(session))


@router.get("/draws/verify_draw.py")
def verifier() -> Response:
    """A program for people who trust nothing of ours: one file, nothing but Python, short enough to be read."""
    headers = {"Content-Disposition": 'attachment; filename="verify_draw.py"'}
    return Response(VERIFIER.read_bytes(), media_type="text/x-python; charset=utf-8", headers=headers)


@router.get("/draws/{number}")
def draw(request: Request, number: int, session: Reading, repeat: bool = False) -> Response:
    """A short draw is repeated each time somebody looks, a long one when it is asked for."""
    return _page(request, session, _draw(session, number), is_repeated=repeat)


@router.post("/draws/{number}/reveal", dependencies=[GENUINE])
def reveal(request: Request, number: int, session: Writing, person: Planner, now: Now, shown: Text = "") -> Response:
    """What the dice or the beacon that the draw named showed."""
    found = _draw(session, number)
    try:
        planning.reveal(session, found, shown=shown, by=person, now=now)
    except DrawError as error:
        return _page(request, session, found, Filled({"shown": shown}, {"shown": str(error)}))
    return RedirectResponse(f"/draws/{number}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/draws/{number}/abandon", dependencies=[GENUINE])
def abandon(request: Request, number: int, session: Writing, person: Planner, now: Now, reason: Text = "") -> Response:
    """Give a draw that waits up, in public."""
    found = _draw(session, number)
    try:
        planning.abandon(session, found, reason=reason, by=person, now=now)
    except DrawError as error:
        return _page(request, session, found, Filled({"reason": reason}, {"reason": str(error)}))
    return RedirectResponse(f"/draws/{number}", status_code=HTTPStatus.SEE_OTHER)


@router.get("/draws/{number}/record.json")
def record(number: int, session: Reading) -> Response:
    """The published record: everything an outsider needs to repeat the draw."""
    found = _draw(session, number)
    name = f'attachment; filename="draw-{number}.json"'
    return JSONResponse(document_of(record_of_draw(session, found)), headers={"Content-Disposition": name})


def _draw(session: Session, number: int) -> Draw:
    found = find_draw(session, number)
    if found is None:
        raise PageNotFoundError(f"Draw {number}")
    return found


def _page(
    request: Request, session: Session, found: Draw, form: Filled = FRESH, *, is_repeated: bool = False
) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    view = draw_view(session, found, is_repeated=is_repeated)
    return page(request, "draw.html", status=status, view=view, form=form)
