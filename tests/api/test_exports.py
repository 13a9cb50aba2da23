"""Exports: one row a call, safe in a spreadsheet, streamed, and the same again for the same instant."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import CallState
from tests.api.programs import Program, program
from tests.conftest import NOW
from tests.factories.assignment import make_assignment
from tests.factories.call import make_call
from tests.factories.draw import make_draw
from tests.factories.figure import make_figure
from tests.factories.label import make_label
from tests.factories.person import asha, make_person, quentin
from tests.factories.selection import make_selection
from tests.factories.transcript import make_transcript
from worker.export_files import Format, ParquetMissingError, pieces_of
from worker.exporting import Asked, What, columns_of, rows_of

BEFORE = NOW - timedelta(days=3)


@pytest.fixture
def lead(installation: Installation, session: Session) -> Program:
    return program(installation, session, quentin(session))


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_call_is_one_row_with_its_draw_words_and_label(
    installation: Installation, session: Session, lead: Program
) -> None:
    call = make_call(session, state=CallState.DONE, received_at=BEFORE)
    draw = make_draw(session, revealed_at=BEFORE)
    make_selection(session, call=call, draw=draw, probability=0.25)
    make_transcript(session, call=call, created_at=BEFORE)
    make_label(session, call=call, labelled_at=BEFORE)
    make_label(session, call=call, labelled_at=BEFORE, withdrawn_at=BEFORE, cause_id="ops_issue")
    session.commit()
    answer = lead.get("/exports/calls", format="jsonl")
    (row,) = lines(answer)
    assert (row["call_id"], row["draw"], row["draw_probability"]) == (str(call.id), draw.number, 0.25)
    assert (row["words_version"], row["cause"], row["state"]) == (1, "marketing_mailer", "done")
    assert answer.headers["listenback-as-of"] == NOW.isoformat()


def test_what_came_later_is_not_in_an_export_of_an_earlier_instant(
    session: Session, installation: Installation, lead: Program
) -> None:
    call = make_call(session, state=CallState.DONE, received_at=BEFORE)
    make_label(session, call=call, labelled_at=BEFORE)
    make_figure(session, published_at=BEFORE)
    session.commit()
    at = (BEFORE + timedelta(hours=1)).isoformat()
    asked = [(what, kind) for what in What for kind in (Format.CSV, Format.JSONL)]
    first = [lead.get(f"/exports/{what}", format=kind, as_of=at).content for what, kind in asked]
    make_call(session, received_at=NOW)
    make_transcript(session, call=call, created_at=NOW)
    make_label(session, call=call, labelled_at=NOW, cause_id="ops_issue", annotator_id=quentin(session).id)
    make_figure(session, published_at=NOW, cause_id="ops_issue")
    call.state, call.reason = CallState.FAILED, "not_audio"
    session.commit()
    assert [lead.get(f"/exports/{what}", format=kind, as_of=at).content for what, kind in asked] == first
    now = lines(lead.get("/exports/calls", format="jsonl"))
    assert [row["cause"] for row in now if row["call_id"] == str(call.id)] == ["ops_issue"]
    assert {row["state"] for row in now} == {"failed", "done"}


def test_a_label_taken_back_since_still_stood_then(session: Session, lead: Program) -> None:
    call = make_call(session, received_at=BEFORE)
    make_label(session, call=call, labelled_at=BEFORE, withdrawn_at=NOW)
    session.commit()
    at = (BEFORE + timedelta(hours=1)).isoformat()
    assert [row["cause"] for row in lines(lead.get("/exports/labels", format="jsonl", as_of=at))] == [
        "marketing_mailer"
    ]
    assert lines(lead.get("/exports/labels", format="jsonl")) == []


def test_a_spreadsheet_runs_nothing_of_it(session: Session, lead: Program) -> None:
    make_call(session, external_id='=HYPERLINK("http://bad")', queue="@SUM(A1)")
    session.commit()
    answer = lead.get("/exports/calls")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["external_id"], row["queue"]) == ('\'=HYPERLINK("http://bad")', "'@SUM(A1)")
    assert answer.headers["content-disposition"] == 'attachment; filename="calls-2026-11-02T090000Z.csv"'


def test_narrowed_by_time_and_empty_it_still_has_its_columns(session: Session, lead: Program) -> None:
    make_call(session, started_at=BEFORE)
    session.commit()
    none = lead.get("/exports/calls", starts_at=NOW.isoformat())
    assert none.text.startswith("call_id,external_id,started_at")
    assert len(none.text.splitlines()) == 1
    assert len(lead.get("/exports/calls", ends_at=NOW.isoformat()).text.splitlines()) == 2


def test_who_is_to_label_a_call_takes_no_label_of_it(installation: Installation, session: Session) -> None:
    call = make_call(session, state=CallState.DONE)
    make_label(session, call=call)
    make_assignment(session, call=call, person_id=quentin(session).id)
    client = program(installation, session, quentin(session))
    assert [row["cause"] for row in lines(client.get("/exports/calls", format="jsonl"))] == [None]
    assert lines(client.get("/exports/labels", format="jsonl")) == []


def test_it_is_recorded_and_only_for_some(installation: Installation, session: Session, lead: Program) -> None:
    service = program(installation, session, make_person(session, role="service"))
    assert service.get("/exports/figures").status_code == 200
    assert program(installation, session, asha(session)).get("/exports/calls").status_code == 403
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "exported")).all()
    assert [(event.subject, event.details["format"]) for event in events] == [("figures", "csv")]


def test_many_calls_are_written_piece_by_piece(session: Session) -> None:
    for _ in range(1203):
        make_call(session)
    asked = Asked(What.CALLS, NOW)
    pieces = list(pieces_of(rows_of(session, asked), columns_of(asked), Format.JSONL))
    assert [len(piece.splitlines()) for piece in pieces] == [1000, 203]


def test_parquet_has_typed_columns_or_says_what_to_install(session: Session, lead: Program) -> None:
    call = make_call(session)
    session.commit()
    answer = lead.get("/exports/calls", format="parquet")
    try:
        import pyarrow.parquet
    except ModuleNotFoundError:
        assert (answer.status_code, answer.json()["code"]) == (501, ParquetMissingError.code)
        assert "pip install pyarrow" in answer.json()["remedy"]
        return
    table = pyarrow.parquet.read_table(io.BytesIO(answer.content))
    assert table.column("started_at").to_pylist() == [call.started_at]
    assert [str(table.schema.field(name).type) for name in ("duration_s", "draw")] == ["int64", "int64"]
