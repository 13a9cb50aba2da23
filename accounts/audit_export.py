"""The audit record as a file: a line a record, streamed, and itself recorded before the first line leaves."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from accounts import audit
from accounts.audit_search import AuditSearch, rows
from store.spreadsheet import safe_cell
from store.tables.person import Person

COLUMNS = (
    "number", "at", "person_id", "person", "action", "subject", "details", "previous_sha256", "record_sha256",
)  # fmt: skip


class AuditFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def note_export(
    session: Session, search: AuditSearch, form: AuditFormat, *, by: Person | None, channel: str, now: datetime
) -> None:
    """Record that these records are handed out; commit before the first line is."""
    asked = {
        "person": str(search.person_id or ""),
        "action": search.action.replace(" ", "_"),
        "object": search.subject,
        "from": search.starts_at.isoformat() if search.starts_at else "",
        "to": search.ends_at.isoformat() if search.ends_at else "",
    }
    details = {"channel": channel, "format": form.value} | {name: value for name, value in asked.items() if value}
    audit.record(session, by=by, action="exported audit", subject="audit", details=details, now=now)


def export_lines(session: Session, search: AuditSearch, form: AuditFormat) -> Iterator[str]:
    """The file, the latest record first. A CSV quotes what a spreadsheet would run."""
    if form is AuditFormat.JSONL:
        for row in rows(session, search):
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
        return
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(session, search):
        row["details"] = json.dumps(row["details"], sort_keys=True, separators=(",", ":"))
        writer.writerow([safe_cell(row[name]) for name in COLUMNS])
        yield page.getvalue()
        page.seek(0)
        page.truncate()
    yield page.getvalue()
