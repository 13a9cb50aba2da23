"""What customers may ask: an export of what is held, consent taken back, erasure with its proof."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.permissions import Action
from ingest.arrival import customer_hash
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.queries.admin_privacy import asked_by, known_of, privacy_view
from review_ui.render import page
from store.tables.erasure import Erasure, ErasureState, ErasureWhy
from store.tables.person import Person
from store.tables.subject_export import SubjectExport
from worker.access import ask_access, note_fetched
from worker.consent import with_consent, withdraw_consent
from worker.erasures import ask_erasure

router = APIRouter()
Keeper = Annotated[Person, Depends(Allowed(Action.ANSWER_CUSTOMERS))]
Hash = Annotated[str, Form(pattern=r"^([0-9a-f]{64})?$")]
HOME = "/admin/privacy"
ZIP = "application/zip"


@router.get(HOME, dependencies=[Depends(Allowed(Action.ANSWER_CUSTOMERS))])
def requests(request: Request, session: Reading, now: Now, done: str = "") -> Response:
    return page(request, "admin_privacy.html", view=privacy_view(session, now=now), form=FRESH, done=done)


@router.post(f"{HOME}/customer", dependencies=[GENUINE, Depends(Allowed(Action.ANSWER_CUSTOMERS))])
def customer(
    request: Request, session: Reading, here: Here, now: Now, reference: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """How much is held of a customer, and what can be done. The reference is hashed at once and stands nowhere."""
    if not reference.strip():
        form = Filled({}, {"reference": "Write the customer's reference, as your call records have it."})
        view = privacy_view(session, now=now)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "admin_privacy.html", status=status, view=view, form=form, done="")
    known = known_of(session, customer_hash(reference, here.settings.secret))
    return page(request, "admin_customer.html", known=known, form=FRESH, settings=here.settings.retention)


@router.post(f"{HOME}/erasures", dependencies=[GENUINE])
def erase(
    request: Request,
    session: Writing,
    here: Here,
    person: Keeper,
    now: Now,
    customer: Hash = "",
    confirmation: Annotated[str, Form()] = "",
) -> Response:
    """Only after the word was typed: nothing brings it back."""
    if not customer:
        return _back("nothing")
    if confirmation.strip().lower() != "erase":
        form = Filled({}, {"confirmation": "Type the word erase. Nothing was erased."})
        status, known = HTTPStatus.UNPROCESSABLE_ENTITY, known_of(session, customer)
        retention = here.settings.retention
        return page(request, "admin_customer.html", status=status, known=known, form=form, settings=retention)
    asked = ask_erasure(session, why=ErasureWhy.CUSTOMER, customer_hash=customer, by=person, channel="page", now=now)
    return RedirectResponse(f"{HOME}/erasures/{asked.id}", status_code=HTTPStatus.SEE_OTHER)


@router.post(f"{HOME}/withdrawals", dependencies=[GENUINE])
def withdraw(session: Writing, here: Here, person: Keeper, now: Now, customer: Hash = "") -> Response:
    calls = session.scalars(with_consent(customer)).all() if customer else []
    told = withdraw_consent(session, calls, by=person, channel="page", settings=here.settings, now=now)
    return _back("withdrawn" if told else "nothing")


@router.post(f"{HOME}/exports", dependencies=[GENUINE])
def export(session: Writing, here: Here, person: Keeper, now: Now, customer: Hash = "") -> Response:
    if not customer:
        return _back("nothing")
    ask_access(session, customer, by=person, channel="page", settings=here.settings, now=now)
    return _back("export")


@router.get(HOME + "/exports/{export_id}")
def fetch(export_id: UUID, session: Writing, here: Here, person: Keeper, now: Now) -> Response:
    """The file, until it expires; that it was fetched is recorded."""
    found = session.get(SubjectExport, export_id)
    if found is None or found.blob is None or found.gone_at is not None or found.expires_at <= now:
        raise PageNotFoundError("This export")
    note_fetched(session, found, by=person, channel="page", now=now)
    headers = {
        "Content-Disposition": f'attachment; filename="customer-{found.id.hex[:8]}.zip"',
        "Cache-Control": "private, no-store",
    }
    return Response(here.blobs.get(found.blob), media_type=ZIP, headers=headers)


@router.get(HOME + "/erasures/{erasure_id}", dependencies=[Depends(Allowed(Action.ANSWER_CUSTOMERS))])
def proof(request: Request, erasure_id: UUID, session: Reading) -> Response:
    found = _erasure(session, erasure_id)
    return page(request, "admin_erasure.html", erasure=found, by=asked_by(session, found))


@router.get(HOME + "/erasures/{erasure_id}/proof.json", dependencies=[Depends(Allowed(Action.ANSWER_CUSTOMERS))])
def proof_document(erasure_id: UUID, session: Reading) -> Response:
    """The proof as a file; the hash in the audit record is of it without `proof_sha256`."""
    found = _erasure(session, erasure_id)
    if found.state is not ErasureState.DONE:
        raise PageNotFoundError("This proof")
    content = orjson.dumps({**found.proof, "proof_sha256": found.proof_sha256}, option=orjson.OPT_INDENT_2)
    headers = {"Content-Disposition": f'attachment; filename="erasure-{found.id.hex[:8]}.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _erasure(session: Session, erasure_id: UUID) -> Erasure:
    found = session.get(Erasure, erasure_id)
    if found is None:
        raise PageNotFoundError("This erasure")
    return found


def _back(done: str) -> Response:
    return RedirectResponse(f"{HOME}?done={done}", status_code=HTTPStatus.SEE_OTHER)
