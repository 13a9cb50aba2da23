"""The review desk: one call after the other, blind, by keyboard or by plain form."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from accounts.permissions import Action
from classify.labels import LabelError, Verdict, withdraw_label
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.pages.calls import call_or_404
from review_ui.queries.desk import DeskTask, desk_view, task_of
from review_ui.render import page
from review_ui.sound_picture import picture_of_call
from store.tables.label import Label, LabelOrigin
from store.tables.person import Person
from worker.judging import give_label, purpose_of
from worker.typed import redactor

router = APIRouter()
Reviewer = Annotated[Person, Depends(Allowed(Action.LABEL_CALLS))]


@router.get("/desk")
def desk(request: Request, session: Reading, person: Reviewer, now: Now) -> Response:
    view = desk_view(session, person, now=now)
    return page(request, "desk.html", view=view, task=view.task, form=FRESH, picture=_picture(view.task))


def label_form(
    cause_id: Annotated[str, Form()] = "",
    secondary_cause_id: Annotated[str, Form()] = "",
    quote_start_ms: Annotated[str, Form()] = "",
    quote_end_ms: Annotated[str, Form()] = "",
    quote_turn: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    agent_lacked_knowledge: Annotated[str, Form()] = "",
) -> dict[str, str]:
    return {
        "cause_id": cause_id,
        "secondary_cause_id": secondary_cause_id,
        "quote_start_ms": quote_start_ms,
        "quote_end_ms": quote_end_ms,
        "quote_turn": quote_turn,
        "reason": reason,
        "agent_lacked_knowledge": agent_lacked_knowledge,
    }


@router.post("/calls/{call_id}/labels", dependencies=[GENUINE])
def label(
    request: Request,
    call_id: UUID,
    values: Annotated[dict[str, str], Depends(label_form)],
    session: Writing,
    person: Reviewer,
    now: Now,
) -> Response:
    call = call_or_404(session, call_id)
    task = task_of(session, call, purpose_of(session, call, person))
    try:
        give_label(
            session,
            call,
            verdict_of(values, task),
            by=person,
            origin=LabelOrigin.DESK,
            redact=redactor(session),
            now=now,
        )
    except LabelError as error:
        view = desk_view(session, person, now=now)
        form = Filled(values, {error.field: _sentence(error)})
        return page(
            request,
            "desk.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            view=view,
            task=task,
            form=form,
            picture=_picture(task),
        )
    return RedirectResponse("/desk", status_code=HTTPStatus.SEE_OTHER)


@router.post("/labels/{label_id}/withdraw", dependencies=[GENUINE])
def undo(label_id: UUID, session: Writing, person: Reviewer, now: Now) -> Response:
    """Take one's own label back; the call returns to the queue."""
    found = session.get(Label, label_id)
    if found is None or found.annotator_id != person.id:
        raise PageNotFoundError("This label")
    withdraw_label(session, found, by=person, now=now)
    return RedirectResponse("/desk", status_code=HTTPStatus.SEE_OTHER)


def verdict_of(values: dict[str, str], task: DeskTask) -> Verdict:
    """The form as a verdict; a turn that was ticked stands for its first to its last word."""
    if not values["cause_id"]:
        raise LabelError("cause_id", "choose a cause.", remedy="Keys 1 to 9 do it too.")
    start, end = _whole(values["quote_start_ms"]), _whole(values["quote_end_ms"])
    turn = _whole(values["quote_turn"])
    if start is None and turn is not None and turn < len(task.turns):
        start, end = task.turns[turn].start_ms, task.turns[turn].end_ms
    return Verdict(
        cause_id=values["cause_id"],
        quote_start_ms=start,
        quote_end_ms=end,
        secondary_cause_id=values["secondary_cause_id"] or None,
        reason=values["reason"],
        agent_lacked_knowledge=bool(values["agent_lacked_knowledge"]),
    )


def _sentence(error: LabelError) -> str:
    said = f"{error.message} {error.remedy}".strip()
    return said[:1].upper() + said[1:]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _picture(task: DeskTask | None) -> Markup | None:
    if task is None or task.transcript is None:
        return None
    return picture_of_call(task.transcript)
