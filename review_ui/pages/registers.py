"""Registers that people keep: list, search, add, edit with history."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import Action
from respond.errors import AnswerError
from respond.registers import Line, lines_of, save_line, versions_of
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.render import page
from store.fulltext import folded
from store.tables.person import Person
from store.tables.register_entry import Register
from worker.typed import redactor

router = APIRouter()
Keeper = Annotated[Person, Depends(Allowed(Action.EDIT_REGISTERS))]


@router.get("/registers/{register}", dependencies=[Depends(Allowed(Action.SEE_LISTS))])
def show(request: Request, register: Register, session: Reading, q: str = "") -> Response:
    return _list(request, session, register, q=q)


@router.get("/registers/{register}/{key}", dependencies=[Depends(Allowed(Action.SEE_LISTS))])
def one(request: Request, register: Register, key: str, session: Reading) -> Response:
    line = _line(session, register, key)
    return _edit(request, session, line, Filled({"name": line.name, "text": line.text}))


@router.post("/registers/{register}", dependencies=[GENUINE])
def add(
    request: Request,
    register: Register,
    session: Writing,
    person: Keeper,
    now: Now,
    name: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    try:
        save_line(session, register, None, name=name, text=text, by=person, redact=redactor(session), now=now)
    except AnswerError as error:
        return _list(request, session, register, form=Filled({"name": name, "text": text}, error.problems))
    return RedirectResponse(f"/registers/{register}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/registers/{register}/{key}", dependencies=[GENUINE])
def change(
    request: Request,
    register: Register,
    key: str,
    session: Writing,
    person: Keeper,
    now: Now,
    name: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    retire: Annotated[str, Form()] = "",
) -> Response:
    line = _line(session, register, key)
    try:
        save_line(
            session, register, line.key, name=name, text=text, by=person, redact=redactor(session), now=now,
            retire=retire == "yes",
        )  # fmt: skip
    except AnswerError as error:
        return _edit(request, session, line, Filled({"name": name, "text": text}, error.problems))
    return RedirectResponse(f"/registers/{register}/{line.key}", status_code=HTTPStatus.SEE_OTHER)


def _list(request: Request, session: Session, register: Register, *, q: str = "", form: Filled = FRESH) -> Response:
    wanted = folded(q).split()
    lines = [
        line
        for line in lines_of(session, register)
        if all(word in folded(f"{line.name} {line.text}") for word in wanted)
    ]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    return page(
        request,
        "register.html",
        status=status,
        register=register,
        registers=list(Register),
        lines=lines,
        q=q,
        form=form,
    )


def _edit(request: Request, session: Session, line: Line, form: Filled) -> Response:
    names = {person.id: person.name for person in session.scalars(select(Person))}
    versions = [(version, names[version.by_id]) for version in session.scalars(versions_of(line.register, line.key))]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    return page(request, "register_line.html", status=status, line=line, form=form, versions=versions)


def _line(session: Session, register: Register, key: str) -> Line:
    found = next((line for line in lines_of(session, register) if line.key == key), None)
    if found is None:
        raise PageNotFoundError("This line of the register")
    return found
