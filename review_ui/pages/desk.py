"""The review desk: one call after the other, blind, by keyboard or by plain form."""

from http import HTTPStatus
from random import Random
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Header, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy.orm import Session

from accounts.permissions import Action
from classify.assignments import AssignmentError, assignment_for
from classify.labels import LabelError, Verdict
from review_ui.entry import GENUINE, Allowed, Here, Now, Writing
from review_ui.errors import PageNotFoundError, is_script
from review_ui.forms import FRESH, Filled
from review_ui.navigation import home_of
from review_ui.pages.calls import call_or_404, sound_of_call
from review_ui.queries.calls import current_transcript
from review_ui.queries.desk import DeskTask, DeskView, desk_view
from review_ui.render import page
from review_ui.sound_picture import picture_of_call
from review_ui.transcripts import Turn, turns
from store.tables.assignment import Assignment, AssignmentState
from store.tables.call import Call
from store.tables.label import Label, LabelOrigin
from store.tables.person import Person
from worker.desk import release_call, skip_call
from worker.judging import give_label, take_back
from worker.typed import redactor

router = APIRouter()
Rater = Annotated[Person, Depends(Allowed(Action.SIT_AT_DESK))]


def dice() -> Random:
    """Mixes checks into the daily work; a call that was given stays the same however often the page is looked at."""
    return Random()


Dice = Annotated[Random, Depends(dice)]


@router.get("/desk")
def desk(request: Request, session: Writing, person: Rater, now: Now, rng: Dice) -> Response:
    """Looking at the desk is sitting down at it: the next call is this person's for a while."""
    view = desk_view(session, person, now=now, rng=rng)
    return _show(request, view, begun(view))


@router.get("/assignments/{assignment_id}/audio")
def audio(
    assignment_id: UUID,
    installation: Here,
    session: Writing,
    person: Rater,
    now: Now,
    range_header: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """The sound of the call that is before this person, and of no other: executives hear calibration calls here."""
    call = session.get_one(Call, _own(session, assignment_id, person).call_id)
    return sound_of_call(installation, session, call, range_header, by=person, now=now)


def label_form(
    cause_id: Annotated[str, Form()] = "",
    secondary_cause_id: Annotated[str, Form()] = "",
    quote_start_ms: Annotated[str, Form()] = "",
    quote_end_ms: Annotated[str, Form()] = "",
    quote_turn: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    agent_lacked_knowledge: Annotated[str, Form()] = "",
    submission_id: Annotated[str, Form()] = "",
) -> dict[str, str]:
    return {
        "cause_id": cause_id,
        "secondary_cause_id": secondary_cause_id,
        "quote_start_ms": quote_start_ms,
        "quote_end_ms": quote_end_ms,
        "quote_turn": quote_turn,
        "reason": reason,
        "agent_lacked_knowledge": agent_lacked_knowledge,
        "submission_id": submission_id,
    }


@router.post("/calls/{call_id}/labels", dependencies=[GENUINE])
def label(
    request: Request,
    call_id: UUID,
    values: Annotated[dict[str, str], Depends(label_form)],
    session: Writing,
    person: Rater,
    now: Now,
    rng: Dice,
) -> Response:
    call = call_or_404(session, call_id)
    try:
        give_label(
            session,
            call,
            verdict_of(values, _turns(session, call)),
            by=person,
            origin=LabelOrigin.DESK,
            redact=redactor(session),
            now=now,
            submission_id=_uuid(values["submission_id"]),
        )
    except LabelError as error:
        served = assignment_for(session, call.id, person)
        if served is None or served.state is not AssignmentState.OPEN:
            raise
        form = Filled(values, {error.field: _sentence(error)})
        if is_script(request):
            return JSONResponse({"problems": form.problems}, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
        return _show(request, desk_view(session, person, now=now, rng=rng), form)
    return JSONResponse({"next": "/desk"}) if is_script(request) else _to_desk()


@router.post("/assignments/{assignment_id}/skip", dependencies=[GENUINE])
def skip(
    request: Request,
    assignment_id: UUID,
    session: Writing,
    person: Rater,
    now: Now,
    rng: Dice,
    why: Annotated[str, Form()] = "",
) -> Response:
    """Leave the call to somebody else, with a reason."""
    assignment = _own(session, assignment_id, person)
    if not why.strip():
        form = Filled({}, {"why": "A skip needs a reason. Say why you should not judge this call."})
        return _show(request, desk_view(session, person, now=now, rng=rng), form)
    skip_call(session, assignment, why=why, by=person, redact=redactor(session), now=now)
    return _to_desk()


@router.post("/assignments/{assignment_id}/release", dependencies=[GENUINE])
def stop(assignment_id: UUID, session: Writing, person: Rater, now: Now) -> Response:
    """Leave the desk: the call goes back and anybody may have it."""
    release_call(session, _own(session, assignment_id, person), by=person, now=now)
    home = home_of(person)
    return RedirectResponse("/dashboard" if home == "/desk" else home, status_code=HTTPStatus.SEE_OTHER)


@router.post("/labels/{label_id}/withdraw", dependencies=[GENUINE])
def undo(label_id: UUID, session: Writing, person: Rater, now: Now) -> Response:
    """Take one's own label back; the call is on the desk again."""
    found = session.get(Label, label_id)
    if found is None or found.annotator_id != person.id:
        raise PageNotFoundError("This label")
    take_back(session, found, by=person, now=now)
    return _to_desk()


def verdict_of(values: dict[str, str], said: list[Turn]) -> Verdict:
    """The form as a verdict; a turn that was ticked stands for its first to its last word."""
    if not values["cause_id"]:
        raise LabelError("cause_id", "choose a cause.", remedy="Keys 1 to 9 do it too.")
    start, end = _whole(values["quote_start_ms"]), _whole(values["quote_end_ms"])
    turn = _whole(values["quote_turn"])
    if start is None and turn is not None and turn < len(said):
        start, end = said[turn].start_ms, said[turn].end_ms
    return Verdict(
        cause_id=values["cause_id"],
        quote_start_ms=start,
        quote_end_ms=end,
        secondary_cause_id=values["secondary_cause_id"] or None,
        reason=values["reason"],
        agent_lacked_knowledge=bool(values["agent_lacked_knowledge"]),
    )


def begun(view: DeskView) -> Filled:
    """What this person began here before, else what they start from."""
    if view.draft is not None:
        return Filled(view.draft.fields)
    return own_words(view.task) if view.task else FRESH


def own_words(task: DeskTask) -> Filled:
    """Who settles begins from their own blind label; everybody else from an empty form."""
    mine = next((one.label for one in task.opinions if one.label.annotator_id == task.assignment.person_id), None)
    if mine is None:
        return FRESH
    values = {
        "cause_id": mine.cause_id,
        "secondary_cause_id": mine.secondary_cause_id or "",
        "quote_start_ms": "" if mine.quote_start_ms is None else str(mine.quote_start_ms),
        "quote_end_ms": "" if mine.quote_end_ms is None else str(mine.quote_end_ms),
        "reason": mine.reason,
        "agent_lacked_knowledge": "yes" if mine.agent_lacked_knowledge else "",
    }
    return Filled(values)


def _own(session: Session, assignment_id: UUID, person: Person) -> Assignment:
    """An assignment that is before this very person. Raises AssignmentError where it is over."""
    found = session.get(Assignment, assignment_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This call on your desk")
    if found.state is not AssignmentState.OPEN:
        raise AssignmentError("this call is with you no longer.", remedy="Go on at the review desk.")
    return found


def _show(request: Request, view: DeskView, form: Filled) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    return page(
        request,
        "desk.html",
        status=status,
        view=view,
        task=view.task,
        form=form,
        picture=_picture(view.task),
        submission_id=uuid4(),
    )


def _turns(session: Session, call: Call) -> list[Turn]:
    transcript = current_transcript(session, call.id)
    return turns(transcript.segments) if transcript else []


def _to_desk() -> Response:
    return RedirectResponse("/desk", status_code=HTTPStatus.SEE_OTHER)


def _sentence(error: LabelError) -> str:
    said = f"{error.message} {error.remedy}".strip()
    return said[:1].upper() + said[1:]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _picture(task: DeskTask | None) -> Markup | None:
    if task is None or task.transcript is None:
        return None
    return picture_of_call(task.transcript)
