"""`listenback consent`, `hold` and `subject-export`: what customers and courts may ask for."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.commands.erase import EraseWhatError, call_named
from app.opening import opened
from app.output import errors, out, print_table
from settings.clock import utc_now
from store.installation import Installation
from store.tables.call import Call
from store.tables.legal_hold import LegalHold

consent = typer.Typer(help="Consent that customers take back.", no_args_is_help=True)
hold = typer.Typer(help="Legal holds: calls that must be kept for now.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
Which = Annotated[str, typer.Argument(help="The call's external id")]


def register(app: typer.Typer) -> None:
    app.add_typer(consent, name="consent")
    app.add_typer(hold, name="hold")
    app.command("subject-export")(subject_export)


@consent.command()
def withdraw(
    customer: Annotated[str, typer.Option(help="All calls of this customer, by the reference of your records")] = "",
    call: Annotated[str, typer.Option(help="One call, by its external id")] = "",
    home: Home = None,
) -> None:
    """Take consent back: work stops at once, and what is held goes as `retention.on_withdrawal` says."""
    from worker.consent import withdraw_consent

    if bool(customer) is bool(call):
        raise EraseWhatError("name a customer or a call.", remedy="Give --customer or --call.")
    with opened(home) as installation, installation.sessions.begin() as session:
        calls = _calls_of(installation, session, customer) if customer else [call_named(installation, session, call)]
        settings = installation.settings
        number = withdraw_consent(session, calls, by=None, channel="command_line", settings=settings, now=utc_now())
    out.print(f"Consent is taken back for {number} calls; the clock lets go what is held of them.")


@hold.command("set")
def set_(which: Which, reason: Annotated[str, typer.Option(help="Why it must be kept")], home: Home = None) -> None:
    """Keep a call from being erased and from its clocks."""
    from worker.holds import set_hold
    from worker.typed import redactor

    with opened(home) as installation, installation.sessions.begin() as session:
        call = call_named(installation, session, which)
        set_hold(session, call, reason=reason, by=None, redact=redactor(session), now=utc_now())
    out.print(f"Call {which} is kept until the hold is lifted.", markup=False)


@hold.command()
def lift(which: Which, reason: Annotated[str, typer.Option(help="Why it may go now")] = "", home: Home = None) -> None:
    """Let a call go again; an erasure that waited for it goes on."""
    from worker.holds import lift_hold
    from worker.typed import redactor

    with opened(home) as installation, installation.sessions.begin() as session:
        call = call_named(installation, session, which)
        lift_hold(session, call, why=reason, by=None, redact=redactor(session), now=utc_now())
    out.print(f"Call {which} is held no more.", markup=False)


@hold.command("list")
def list_holds(home: Home = None) -> None:
    """The holds in force."""
    with opened(home) as installation, installation.readers() as session:
        rows = session.execute(
            select(Call.external_id, LegalHold.set_at, LegalHold.reason)
            .join(LegalHold, LegalHold.call_id == Call.id)
            .where(LegalHold.lifted_at.is_(None))
            .order_by(LegalHold.set_at)
        ).all()
    print_table("Legal holds", ["call", "since", "why"], [[one[0], f"{one[1]:%Y-%m-%d}", one[2]] for one in rows])


def subject_export(
    customer: Annotated[str, typer.Option(help="Reference of the customer, as in your records")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The ZIP file to write")],
    home: Home = None,
) -> None:
    """Write all that is held about a customer into one ZIP: readable pages, JSON and sound. Nothing of it is kept."""
    from accounts import audit
    from ingest.arrival import customer_hash
    from worker.access import write_archive

    with opened(home) as installation:
        hashed = customer_hash(customer, installation.settings.secret)
        with installation.sessions.begin() as session:
            details = {"channel": "command_line"}
            action = "fetched customer's data"
            audit.record(session, by=None, action=action, subject="subject_export", details=details, now=utc_now())
        with installation.readers() as session, output.open("wb") as file:
            calls = write_archive(session, installation.blobs, hashed, file, now=utc_now())
    errors.print(f"{calls} calls of this customer are in {output}.", markup=False)


def _calls_of(installation: Installation, session: Session, customer: str) -> list[Call]:
    from ingest.arrival import customer_hash
    from worker.consent import with_consent

    return list(session.scalars(with_consent(customer_hash(customer, installation.settings.secret))))
