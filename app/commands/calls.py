"""`listenback calls show|cancel|retry`: where one call is on its way, and what a person may do about it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, print_json
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.model_version import ModelVersion
from store.tables.prediction import Prediction
from worker.stopping import cancel_call, open_job, retry_call

calls = typer.Typer(help="One call: where it is, stop its work, try it again.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
Which = Annotated[str, typer.Argument(help="The call's external id")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]


def register(app: typer.Typer) -> None:
    app.add_typer(calls, name="calls")


class CallMissingError(ListenbackError):
    code = "not_found"
    status = 404


@calls.command()
def show(which: Which, home: Home = None, as_json: AsJson = False) -> None:
    """Show a call's state, and how much of its recording is written down."""
    with opened(home) as installation, installation.readers() as session:
        _tell(_facts(session, _found(session, which)), as_json=as_json)


@calls.command()
def cancel(which: Which, home: Home = None, as_json: AsJson = False) -> None:
    """Stop the work on a recording; it is skipped, and can be tried again."""
    with opened(home) as installation, installation.sessions.begin() as session:
        call = _found(session, which)
        cancel_call(session, call, by=None, now=utc_now())
        _tell(_facts(session, call), as_json=as_json)


@calls.command()
def retry(which: Which, home: Home = None, as_json: AsJson = False) -> None:
    """Send work that failed or was cancelled round again; the clock sees to it within seconds."""
    with opened(home) as installation, installation.sessions.begin() as session:
        call = _found(session, which)
        retry_call(session, call, by=None, now=utc_now())
        session.flush()
        _tell(_facts(session, call), as_json=as_json)


def _found(session: Session, which: str) -> Call:
    call = session.scalar(select(Call).where(Call.external_id == which))
    if call is None:
        raise CallMissingError(f"there is no call {which!r}.", remedy="See its id on the calls page.")
    return call


def _facts(session: Session, call: Call) -> dict[str, Any]:
    job = open_job(session, call)
    found = session.execute(Prediction.of_champion(call.id)).one_or_none()
    return {
        "external_id": call.external_id,
        "state": call.state.value,
        "reason": call.reason,
        "message": call.message,
        "progress": job.progress if job is not None else None,
        "prediction": _opinion(*found) if found else None,
    }


def _opinion(prediction: Prediction, version: ModelVersion) -> dict[str, Any]:
    return {
        "origin": prediction.origin_under(version),
        "cause": prediction.cause_id,
        "probability": prediction.probabilities.get(prediction.cause_id),
        "rule": prediction.rule,
        "reasons": prediction.reasons,
        "model_version": version.number,
    }


def _tell(facts: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(facts)
        return
    reason = f" ({facts['reason']}). {facts['message']}" if facts["reason"] else ""
    out.print(f"Call {facts['external_id']} is {facts['state']}{reason}", markup=False)
    if facts["progress"] is not None:
        out.print(f"Work on its recording is under way: {facts['progress']:.0%} is done and kept.")
    if facts["prediction"] is not None:
        out.print(_opinion_words(facts["prediction"]), markup=False)


def _opinion_words(opinion: dict[str, Any]) -> str:
    if opinion["origin"] == "rule":
        return f"Cause {opinion['cause']}, by rule: {opinion['rule']}."
    if opinion["origin"] == "suggestion":
        return f"Suggestion, no figure is made of it: {opinion['cause']} ({'; '.join(opinion['reasons'])})."
    return f"The model (version {opinion['model_version']}) says {opinion['cause']}, {opinion['probability']:.0%}."
