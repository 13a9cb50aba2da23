"""Picking a call by hand for an executive: marked, and in no figure."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts import audit
from accounts.errors import StateForbidsError
from accounts.permissions import Action
from deliver.picking import check_pick
from respond.typed import problem_with, to_store
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.forms import Filled
from review_ui.pages.calls import call_or_404, show_call
from review_ui.queries.picking import executives, turn_of
from store.tables.person import Person
from worker.jobs import enqueue
from worker.queues import Kind
from worker.typed import redactor

router = APIRouter()
Text = Annotated[str, Form()]


@router.post("/calls/{call_id}/excerpts", dependencies=[GENUINE])
def pick(
    request: Request,
    call_id: UUID,
    session: Writing,
    lead: Annotated[Person, Depends(Allowed(Action.PICK_EXCERPTS))],
    now: Now,
    picked_person: Text = "",
    picked_turn: Text = "",
    picked_why: Text = "",
) -> Response:
    """It is cut by a job, around the turn that was pointed at; the row of the excerpt says who picked it and why."""
    call = call_or_404(session, call_id)
    typed = {"picked_person": picked_person, "picked_turn": picked_turn, "picked_why": picked_why}
    person = next((one for one in executives(session) if str(one.id) == picked_person), None)
    turn = turn_of(session, call, picked_turn)
    problems = {
        "picked_person": None if person else "Please choose who should hear it.",
        "picked_turn": None if turn else "Please choose the turn they should hear.",
        "picked_why": problem_with(picked_why, asked="why they should hear this call"),
    }
    wrong = {name: problem for name, problem in problems.items() if problem}
    if person is not None and not wrong:
        try:
            check_pick(session, call, person)
        except StateForbidsError as error:
            wrong["picked_person"] = str(error)
    if wrong or person is None or turn is None:
        return show_call(request, session, lead, call, now=now, form=Filled(typed, wrong))
    payload = {
        "call_id": str(call.id),
        "person_id": str(person.id),
        "by_id": str(lead.id),
        "start_ms": turn.start_ms,
        "end_ms": turn.end_ms,
        "why": to_store(picked_why, redactor(session)),
    }
    enqueue(session, Kind.CUT_PICKED, f"{call.id}/{person.id}", now=now, payload=payload)
    details = {"for": str(person.id), "start_ms": turn.start_ms, "end_ms": turn.end_ms}
    audit.record(session, by=lead, action="picked call", subject=f"call:{call.id}", details=details, now=now)
    return RedirectResponse(f"/calls/{call.id}#picked", status_code=HTTPStatus.SEE_OTHER)
