"""Import labels that people gave elsewhere. They enter figures only where the label draw chose the call."""

import csv
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.labels import LabelError, Redact, Verdict, record_label
from classify.queues import drawn_for_label
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.label import Label, LabelOrigin, LabelPurpose
from store.tables.person import Person

COLUMNS = ("external_id", "cause", "annotator")
OPTIONAL = ("labelled_at", "quote_start_ms", "quote_end_ms", "secondary_cause", "reason", "agent_lacked_knowledge")


class LabelFileError(ListenbackError):
    code = "bad_label_file"


@dataclass
class LabelImport:
    """What became of the rows of a label file."""

    estimation: int = 0
    double_coding: int = 0
    not_drawn: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


def import_labels(
    session: Session, path: Path, *, redact: Redact, now: datetime, calls: Collection[str] | None = None
) -> LabelImport:
    """Read a CSV of labels: external_id, cause, annotator and, where given, `OPTIONAL` columns.

    The first label of a call that the label draw chose becomes its estimation label, one by somebody else is double
    coding. Labels of calls that were not drawn are counted and left out: they would need a draw probability. Rows that
    are wrong are refused with their line; the rest is taken in. Running it again changes nothing. `calls` are the only
    external ids to look at.
    """
    result = LabelImport()
    people = {person.email: person for person in session.scalars(select(Person))}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in _rows(file, path):
                if calls is not None and row["external_id"] not in calls:
                    continue
                try:
                    _take(session, row, people, result, redact=redact, now=now)
                except (LabelError, ValueError) as error:
                    result.refused.append(f"{path.name} line {line}: {error}")
    except OSError as error:
        raise LabelFileError(f"{path} cannot be read: {error.strerror}.", remedy="Check its path.") from None
    return result


def _rows(file: TextIO, path: Path) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(file)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise LabelFileError(
            f"{path.name} has no column {', '.join(missing)}.",
            remedy=f"Needed: {', '.join(COLUMNS)}; known besides: {', '.join(OPTIONAL)}.",
        )
    return [(reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}) for row in reader]


def _take(
    session: Session,
    row: dict[str, str],
    people: dict[str, Person],
    result: LabelImport,
    *,
    redact: Redact,
    now: datetime,
) -> None:
    call = session.scalars(select(Call).where(Call.external_id == row["external_id"])).one_or_none()
    if call is None:
        raise ValueError(f"call {row['external_id']!r} is not known")
    annotator = people.get(row["annotator"].lower())
    if annotator is None:
        raise ValueError(f"annotator {row['annotator']!r} is nobody here; import people first")
    if session.scalars(drawn_for_label(call.id)).first() is None:
        result.not_drawn += 1
        return
    present = [
        (label.annotator_id, label.purpose)
        for label in session.scalars(select(Label).where(Label.call_id == call.id, Label.withdrawn_at.is_(None)))
    ]
    if annotator.id in {who for who, _ in present}:
        result.known += 1
        return
    is_first = all(purpose is not LabelPurpose.ESTIMATION for _, purpose in present)
    record_label(
        session,
        call,
        _verdict(row),
        by=annotator,
        purpose=LabelPurpose.ESTIMATION if is_first else LabelPurpose.DOUBLE_CODING,
        origin=LabelOrigin.IMPORTED,
        redact=redact,
        now=now,
        labelled_at=_instant(row.get("labelled_at", "")),
    )
    if is_first:
        result.estimation += 1
    else:
        result.double_coding += 1


def _verdict(row: dict[str, str]) -> Verdict:
    start, end = row.get("quote_start_ms"), row.get("quote_end_ms")
    return Verdict(
        cause_id=row["cause"],
        quote_start_ms=int(start) if start else None,
        quote_end_ms=int(end) if end else None,
        secondary_cause_id=row.get("secondary_cause") or None,
        reason=row.get("reason", ""),
        agent_lacked_knowledge=row.get("agent_lacked_knowledge", "").lower() in {"yes", "true", "1"},
    )


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
