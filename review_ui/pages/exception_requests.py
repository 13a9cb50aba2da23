"""Requests to promise what is outside the standard: ask, hear the departments, decide."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from respond.errors import AnswerError
from respond.exception_requests import (
    ask_exception,
    decide,
    missing_voices,
    raise_voice,
    requests,
    withdraw_request,
)
from respond.registers import lines_of
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.render import page
from store.tables.exception_request import ExceptionRequest, ExceptionVoice, VoiceOf
from store.tables.person import Person
from store.tables.register_entry import Register
from worker.typed import redactor

router = APIRouter()
Voter = Annotated[Person, Depends(Allowed(Action.EDIT_REGISTERS))]


@router.get("/exception-requests", dependencies=[Depends(Allowed(Action.SEE_LISTS))])
def all_requests(request: Request, session: Reading) -> Response:
    return _page(request, session)


@router.post("/exception-requests", dependencies=[GENUINE])
def ask(
    request: Request,
    session: Writing,
    person: Voter,
    now: Now,
    promise: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    offering_id: Annotated[str, Form()] = "",
) -> Response:
    try:
        made = ask_exception(
            session, by=person, promise=promise, offering_id=offering_id, why=why, redact=redactor(session), now=now
        )
    except AnswerError as error:
        form = Filled({"promise": promise, "why": why, "offering_id": offering_id}, error.problems)
        return _page(request, session, form=form)
    return _back_to(made)


@router.post("/exception-requests/{request_id}/voices", dependencies=[GENUINE])
def voice(
    request: Request,
    request_id: UUID,
    session: Writing,
    person: Voter,
    now: Now,
    voice_of: Annotated[VoiceOf, Form()],
    is_for: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    found = _request(session, request_id)
    try:
        if is_for not in {"yes", "no"}:
            raise AnswerError("is_for", "Please say whether you are for it.")
        raise_voice(
            session, found, voice_of=voice_of, by=person, is_for=is_for == "yes", text=text, redact=redactor(session),
            now=now,
        )  # fmt: skip
    except AnswerError as error:
        values = {"voice_of": voice_of.value, "is_for": is_for, "text": text}
        return _page(request, session, wrong=found.id, form=Filled(values, error.problems))
    return _back_to(found)


@router.post("/exception-requests/{request_id}/decision", dependencies=[GENUINE])
def decision(
    request: Request,
    request_id: UUID,
    session: Writing,
    person: Voter,
    now: Now,
    approve: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    found = _request(session, request_id)
    try:
        decide(session, found, by=person, approve=approve == "yes", reason=reason, redact=redactor(session), now=now)
    except AnswerError as error:
        return _page(request, session, wrong=found.id, form=Filled({"reason": reason}, error.problems))
    return _back_to(found)


@router.post("/exception-requests/{request_id}/withdraw", dependencies=[GENUINE])
def withdraw(request_id: UUID, session: Writing, person: Voter, now: Now) -> Response:
    found = _request(session, request_id)
    withdraw_request(session, found, by=person, now=now)
    return _back_to(found)


def _page(request: Request, session: Session, *, wrong: UUID | None = None, form: Filled = FRESH) -> Response:
    people = {person.id: person for person in session.scalars(select(Person))}
    offerings = lines_of(session, Register.OFFERINGS)
    shown = [(row, _voices(session, row), missing_voices(session, row)) for row in session.scalars(requests())]
    return page(
        request,
        "exception_requests.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK,
        requests=shown,
        people=people,
        offerings=offerings,
        offering_names={line.key: line.name for line in offerings},
        wrong=wrong,
        form=form,
    )


def _voices(session: Session, row: ExceptionRequest) -> list[ExceptionVoice]:
    return list(
        session.scalars(
            select(ExceptionVoice).where(ExceptionVoice.request_id == row.id).order_by(ExceptionVoice.said_at)
        )
    )


def _request(session: Session, request_id: UUID) -> ExceptionRequest:
    found = session.get(ExceptionRequest, request_id)
    if found is None:
        raise PageNotFoundError("This request")
    return found


def _back_to(found: ExceptionRequest) -> Response:
    return RedirectResponse(f"/exception-requests#{found.id}", status_code=HTTPStatus.SEE_OTHER)
