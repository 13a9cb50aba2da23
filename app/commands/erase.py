"""`listenback erase`: a call or all of a customer, at once and with a proof; and again after restoring a backup."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import errors, out, print_json
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.call import Call
from store.tables.erasure import Erasure, ErasureState, ErasureWhy
from store.tables.job import Job, JobState
from store.tables.tombstone import Tombstone, number_hash

LONGEST_WAIT = timedelta(minutes=2)
"""How long a worker that has taken the request is waited for."""

Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.command("erase")(erase)


class EraseWhatError(ListenbackError):
    code = "erase_what"


class NotErasedError(ListenbackError):
    """The request stands, but is not finished."""

    code = "not_erased"
    status = 409


def erase(
    customer: Annotated[str, typer.Option(help="All calls of this customer, by the reference of your records")] = "",
    call: Annotated[str, typer.Option(help="One call, by its external id")] = "",
    replay: Annotated[Path | None, typer.Option(help="Erase again what this list of tombstones names")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the list of tombstones, to be kept beside backups")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proof as one JSON document")] = False,
    home: Home = None,
) -> None:
    """Erase a call or a customer everywhere, prove it, and keep it so after restoring a backup."""
    if sum(map(bool, (customer, call, replay, export))) != 1:
        raise EraseWhatError("name one thing to erase.", remedy="Give --customer, --call, --replay or --export.")
    with opened(home) as installation:
        if export is not None:
            _export(installation, export)
            return
        with installation.sessions.begin() as session:
            request_id = _ask(installation, session, customer=customer, call=call, replay=replay)
        if request_id is None:
            out.print("No call of the list is here: nothing to erase. Its tombstones stand.")
            return
        _tell(_worked_off(installation, request_id), as_json=as_json)


def _ask(installation: Installation, session: Session, *, customer: str, call: str, replay: Path | None) -> Any:
    from ingest.arrival import customer_hash
    from worker.erasures import ask_erasure
    from worker.proof import lay_tombstones, read_tombstones

    now = utc_now()
    if customer:
        hashed = customer_hash(customer, installation.settings.secret)
        why = ErasureWhy.CUSTOMER
        return ask_erasure(session, why=why, customer_hash=hashed, by=None, channel="command_line", now=now).id
    if replay is not None:
        risen = lay_tombstones(session, read_tombstones(replay))
        if not risen:
            return None
        why, calls = ErasureWhy.REPLAY, risen
    else:
        why, calls = ErasureWhy.CALL, [call_named(installation, session, call)]
    return ask_erasure(session, why=why, calls=calls, by=None, channel="command_line", now=now).id


def call_named(installation: Installation, session: Session, external_id: str) -> Call:
    """The call of this number. Raises EraseWhatError where it was erased, or never came."""
    found = session.scalar(select(Call).where(Call.external_id == external_id))
    if found is not None:
        return found
    number = number_hash(external_id, installation.settings.secret)
    if session.scalar(select(Tombstone.call_id).where(Tombstone.number_sha256 == number)) is not None:
        raise EraseWhatError(f"call {external_id!r} was erased already.", remedy="Nothing of it is left.")
    raise EraseWhatError(f"there is no call {external_id!r}.", remedy="See its id on the calls page.")


def _worked_off(installation: Installation, request_id: Any) -> Erasure:
    """Do the request's job in this process, or wait for the worker that was faster."""
    from worker.run import run_job

    deadline = time.monotonic() + LONGEST_WAIT.total_seconds()
    while True:
        with installation.readers() as session:
            open_jobs = select(Job.id).where(
                Job.kind == "erase",
                Job.subject >= str(request_id),
                Job.subject < f"{request_id}~",
                Job.state.in_([JobState.PENDING, JobState.RUNNING]),
            )
            job_id = session.scalars(open_jobs).first()
            if job_id is None:
                return session.get_one(Erasure, request_id)
        if run_job(installation, job_id, clock=utc_now) in ("taken", "later"):
            if time.monotonic() > deadline:
                raise NotErasedError("the erasure goes on, but is not finished.", remedy="See /admin/privacy.")
            time.sleep(1.0)


def _tell(request: Erasure, *, as_json: bool) -> None:
    """The proof, or one clear line and a non-zero exit where something is left."""
    if request.state is not ErasureState.DONE:
        raise NotErasedError(f"the erasure is {request.state}. {request.message}", remedy="See /admin/privacy.")
    if as_json:
        print_json({**request.proof, "proof_sha256": request.proof_sha256})
        return
    calls, rows, files = len(request.call_ids), sum(request.removed.values()), len(request.files)
    if not calls:
        out.print("Nothing is held of this customer.")
    out.print(f"{calls} calls erased: {rows} rows and {files} files went. The last search found nothing.")
    out.print(f"Proof {request.proof_sha256}, at /admin/privacy/erasures/{request.id}", markup=False)
    errors.print("Backups are not changed: keep the list of `listenback erase --export FILE` and replay it after one.")


def _export(installation: Installation, path: Path) -> None:
    from worker.proof import tombstone_lines

    with installation.readers() as session, path.open("w", encoding="ascii") as file:
        file.writelines(tombstone_lines(session))
    errors.print(f"{path} lists every erased call. Replay it after restoring a backup.", markup=False)
