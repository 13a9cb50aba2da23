"""Making a commitment: what changes, what is put in, how much it should help and when we will know."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action, causes_promised_by
from respond.commitments import Promise, make_commitment
from respond.effort import typed_resources
from respond.errors import AnswerError
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.forms import Filled, as_typed, chosen_date, days_ahead
from review_ui.queries.chances import chance_of
from review_ui.render import page
from store.tables.cause import Cause
from store.tables.person import Person
from store.tables.reply import Reply
from worker.typed import redactor

router = APIRouter()
Promiser = Annotated[Person, Depends(Allowed(Action.COMMIT))]
FIELDS = (
    "cause_id", "reply_id", "promise", "put_people", "put_money", "put_days", "put_in", "drop_choice", "expected_drop",
    "by_when", "due_date",
)  # fmt: skip


async def promise_form(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: str(form.get(name, "")) for name in FIELDS}


@router.get("/actions/new")
def new(request: Request, session: Reading, person: Promiser, now: Now, cause: str = "", reply: str = "") -> Response:
    return _form(request, session, person, Filled(_from_reply(session, person, cause, reply)), now.date())


@router.post("/actions", dependencies=[GENUINE])
def promise(
    request: Request,
    values: Annotated[dict[str, str], Depends(promise_form)],
    session: Writing,
    person: Promiser,
    now: Now,
) -> Response:
    cause = session.get(Cause, values["cause_id"])
    if cause is None:
        problems = {"cause_id": "Please choose one of your causes."}
        return _form(request, session, person, Filled(values, problems), now.date())
    try:
        meant = promise_of(values, today=now.date())
        reply = _own_reply(session, person, values["reply_id"])
        made = make_commitment(session, cause, by=person, promise=meant, redact=redactor(session), now=now, reply=reply)
    except AnswerError as error:
        return _form(request, session, person, Filled(values, error.problems), now.date())
    return RedirectResponse(f"/actions#{made.id}", status_code=HTTPStatus.SEE_OTHER)


def promise_of(values: dict[str, str], *, today: date) -> Promise:
    """The form as a promise. Raises AnswerError for a field that cannot be read."""
    try:
        due = chosen_date(values["by_when"], values["due_date"], today=today)
    except ValueError as error:
        raise AnswerError("due_date", str(error)) from None
    if due is None:
        raise AnswerError("due_date", "Please say by when.")
    chosen = values["drop_choice"] if values["drop_choice"] not in {"", "other"} else values["expected_drop"]
    return Promise(
        promise=values["promise"],
        expected_drop=points_as_share(chosen),
        due_date=due,
        put=typed_resources(values, "put"),
        put_in=values["put_in"],
    )


def points_as_share(text: str) -> float:
    """Percentage points as people type them, `20` or `7,5`, as a share. Raises AnswerError."""
    try:
        return float(text.strip().removesuffix("%").strip().replace(",", ".")) / 100
    except ValueError:
        raise AnswerError("expected_drop", "Please give the drop you expect as a number, such as 10.") from None


def _form(request: Request, session: Session, person: Person, form: Filled, today: date) -> Response:
    causes = list(session.scalars(causes_promised_by(person)))
    chosen = next((cause for cause in causes if cause.id == form.value("cause_id")), None)
    if chosen is None and len(causes) == 1:
        chosen = causes[0]
    return page(
        request,
        "action_new.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK,
        form=form,
        causes=causes,
        chosen=chosen,
        chance=chance_of(session, chosen) if chosen else None,
        until=days_ahead(today),
    )


def _own_reply(session: Session, person: Person, reply_id: str) -> Reply | None:
    try:
        found = session.get(Reply, UUID(reply_id))
    except ValueError:
        return None
    return found if found is not None and found.person_id == person.id and found.withdrawn_at is None else None


def _from_reply(session: Session, person: Person, cause: str, reply_id: str) -> dict[str, str]:
    """What was already said in the answer need not be typed again."""
    values = {"cause_id": cause, "reply_id": reply_id}
    reply = _own_reply(session, person, reply_id)
    if reply is None:
        return values
    return {
        **values,
        "promise": reply.will_change,
        "put_people": as_typed(reply.put.people),
        "put_money": as_typed(reply.put.money),
        "put_days": as_typed(reply.put.days),
        "put_in": reply.put_in,
        "by_when": "date" if reply.due_date else "",
        "due_date": reply.due_date.isoformat() if reply.due_date else "",
    }
