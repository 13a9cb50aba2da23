"""Putting the words of one turn right: a page of its own, or a box over the desk that sends the same form."""

from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from redact.correction import CorrectionError, Stretch, said_in
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError, is_script
from review_ui.forms import FRESH, Filled
from review_ui.pages.calls import call_or_404
from review_ui.queries.calls import current_transcript
from review_ui.render import page
from review_ui.transcripts import Turn, turns
from store.tables.call import Call
from store.tables.person import Person
from worker.correcting import CorrectedMeanwhileError, correct_call

router = APIRouter()
Corrector = Annotated[Person, Depends(Allowed(Action.CORRECT_WORDS))]


@router.get("/calls/{call_id}/turns/{start_ms}", dependencies=[Depends(Allowed(Action.CORRECT_WORDS))])
def turn(request: Request, call_id: UUID, start_ms: int, session: Reading, back: str = "") -> Response:
    call = call_or_404(session, call_id)
    found = _turn(session, call, start_ms)
    if found is None:
        raise PageNotFoundError("This turn")
    stretch = Stretch(found.speaker.value, found.start_ms, found.end_ms)
    return _show(request, session, call, stretch, FRESH, back=back)


@router.post("/calls/{call_id}/corrections", dependencies=[GENUINE])
def correct(
    request: Request,
    call_id: UUID,
    session: Writing,
    person: Corrector,
    now: Now,
    speaker: Annotated[str, Form()],
    start_ms: Annotated[int, Form(ge=0)],
    end_ms: Annotated[int, Form(ge=0)],
    seen: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Nobody's work is overwritten: who comes second is shown both and decides."""
    call, stretch = call_or_404(session, call_id), Stretch(speaker, start_ms, end_ms)
    try:
        correct_call(session, call, stretch, text, seen=seen, by=person, now=now)
    except CorrectionError as error:
        said = f"{error.message[:1].upper()}{error.message[1:]} {error.remedy}".strip()
        form = Filled({"text": text, "seen": seen}, {"text": said})
        return _refused(request, session, call, stretch, form, back=back, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except CorrectedMeanwhileError as error:
        form = Filled({"text": text, "seen": error.now_said}, {"text": f"{error.message} {error.remedy}"})
        return _refused(request, session, call, stretch, form, back=back, status=HTTPStatus.CONFLICT)
    if is_script(request):
        return JSONResponse({"next": _back(call, back)})
    return RedirectResponse(_back(call, back), status_code=HTTPStatus.SEE_OTHER)


def _refused(
    request: Request, session: Session, call: Call, stretch: Stretch, form: Filled, *, back: str, status: HTTPStatus
) -> Response:
    if is_script(request):
        body: dict[str, Any] = {"problem": form.problem("text"), "seen": form.value("seen")}
        return JSONResponse(body, status_code=status)
    return _show(request, session, call, stretch, form, back=back, status=status)


def _show(
    request: Request,
    session: Session,
    call: Call,
    stretch: Stretch,
    form: Filled,
    *,
    back: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    transcript = current_transcript(session, call.id)
    said = said_in(transcript.segments, stretch) if transcript else ""
    values = {"text": said, "seen": said, **form.values}
    return page(
        request,
        "correction.html",
        status=status,
        call=call,
        stretch=stretch,
        now_said=said,
        form=Filled(values, form.problems),
        is_conflict=status is HTTPStatus.CONFLICT,
        back="desk" if back == "desk" else "",
        back_to=_back(call, back),
    )


def _turn(session: Session, call: Call, start_ms: int) -> Turn | None:
    transcript = current_transcript(session, call.id)
    shown = turns(transcript.segments) if transcript else []
    return next((one for one in shown if one.start_ms == start_ms), None)


def _back(call: Call, back: str) -> str:
    return "/desk" if back == "desk" else f"/calls/{call.id}"
