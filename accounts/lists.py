"""Change a list with its audit records: one way for a form, a file on a page and a file at the command line."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from accounts import audit
from store.bulk import one_at_a_time
from store.sheets import Line, Sheet, SheetError, plan_import, read_file
from store.tables.person import Person

LOCK: Final = 7_180_351_129
"""PostgreSQL advisory lock: one change of a list at a time, so that nobody overwrites what they have not seen."""

Write = Callable[[Session, Sequence[Line], datetime], None]


def hold_lists(session: Session) -> None:
    """Let nobody else change a list until this transaction ends. Before the rows are read that are compared."""
    one_at_a_time(session, LOCK)


def write_lines(
    session: Session,
    sheet: Sheet,
    lines: Sequence[Line],
    *,
    by: Person | None,
    now: datetime,
    write: Write | None = None,
) -> None:
    """Write rows that were planned and record each; `by` None is the command line. Flushes."""
    if not lines:
        return
    (write or sheet.write)(session, lines, now)
    for line in lines:
        note_change(session, sheet, line, by=by, now=now)


def note_change(session: Session, sheet: Sheet, line: Line, *, by: Person | None, now: datetime) -> None:
    """Record what a row was and is; nothing where it stayed as it was."""
    if not line.changes:
        return
    audit.record(
        session,
        by=by,
        action=f"{'added' if line.before is None else 'changed'} {sheet.noun.replace('_', ' ')}",
        subject=subject_of(session, sheet, line.key),
        details={"changes": {name: [old, new] for name, old, new in line.changes}},
        now=now,
    )


def remove_row(session: Session, sheet: Sheet, key: str, *, by: Person, now: datetime) -> None:
    """Take out a row that was added by mistake. Raises SheetError where something hangs on it. Flushes."""
    if sheet.remove is None:
        raise SheetError(f"A {sheet.noun} is never removed.", remedy="Change it instead.")
    record, subject = sheet.present(session)[key], subject_of(session, sheet, key)
    sheet.remove(session, key)
    details = {"changes": {name: [old, ""] for name, old in record.items() if old}}
    action = f"removed {sheet.noun.replace('_', ' ')}"
    audit.record(session, by=by, action=action, subject=subject, details=details, now=now)


def subject_of(session: Session, sheet: Sheet, key: str) -> str:
    """How audit records name a row."""
    return f"{sheet.noun}:{sheet.identify(session, key)}"


def take_in_file(session: Session, sheet: Sheet, path: Path, *, by: Person | None, now: datetime) -> int:
    """Take in a whole file or nothing of it; how many rows it has. Raises SheetError with the line that is wrong."""
    text = read_file(path)
    hold_lists(session)
    plan = plan_import(session, sheet, text, name=path.name)
    for refusal in plan.refused:
        column, problem = next(iter(refusal.problems.items()))
        raise SheetError(
            f"{path.name} line {refusal.number}, {column}: {problem}",
            remedy="Correct that line; nothing of the file was taken in.",
        )
    write_lines(session, sheet, plan.lines, by=by, now=now)
    return len(plan.lines) + len(plan.unchanged)
