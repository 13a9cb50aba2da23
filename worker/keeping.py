"""The hourly sweep: every clock of what is kept, and the files that go with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

from accounts import audit
from ingest.upload import drop_stale
from store.doomed import delete_doomed, outbox_of
from store.fulltext import compact
from store.installation import Installation
from store.tables.subject_export import SubjectExport
from worker.clearing import clear_exports, clear_undrawn
from worker.clocks import CLOCKS, REFUSED, Clear
from worker.jobs import Claim, enqueue, report_progress
from worker.queues import Kind
from worker.step import Write
from worker.ticks import first_tick

AT_ONCE: Final = 200


def open_sweep(session: Session, *, now: datetime) -> None:
    """Once an hour, however many clocks run."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if first_tick(session, "sweep", hour, now=now):
        enqueue(session, Kind.SWEEP, f"{hour:%Y-%m-%dT%H}", now=now, payload={"now": now.isoformat()})


def sweep(installation: Installation, claim: Claim) -> Write:
    """The job. Each clock works until nothing of its kind is due; then the files go."""
    now = datetime.fromisoformat(claim.payload["now"])
    retention = installation.settings.retention
    work: list[tuple[str, Select[Any] | None, Clear]] = [
        ("refused_consent", REFUSED, clear_undrawn),
        *((clock.setting, clock.due(retention, now=now), clock.clear) for clock in CLOCKS),
        ("keep_exports_days", SubjectExport.overdue(now), clear_exports),
    ]
    cleared: dict[str, int] = {}
    for place, (name, due, clear) in enumerate(work):
        while due is not None and (some := _clear_some(installation, due, clear, now=now)):
            cleared[name] = cleared.get(name, 0) + some
        with installation.sessions.begin() as session:
            report_progress(session, claim, progress=(place + 1) / (len(work) + 1))
    cleared |= _clear_files(installation, now=now)
    return partial(_tell, cleared)


def _clear_some(installation: Installation, due: Select[Any], clear: Clear, *, now: datetime) -> int:
    with installation.sessions.begin() as session:
        rows: Sequence[Any] = session.scalars(due.limit(AT_ONCE)).all()
        if rows:
            clear(session, rows, now)
    return len(rows)


def _clear_files(installation: Installation, *, now: datetime) -> dict[str, int]:
    """Noted files, uploads nobody confirmed, old messages of the outbox."""
    drop_stale(installation.settings.home, now=now)
    files = delete_doomed(installation, now=now) + _clear_outbox(installation, now=now)
    return {"files": files} if files else {}


def _clear_outbox(installation: Installation, *, now: datetime) -> int:
    """Messages kept as files that no delivery tells of, such as sign-in links and notices to admins."""
    days = installation.settings.retention.keep_messages_days
    before = (now - timedelta(days=days)).timestamp()
    old = [path for path in outbox_of(installation).glob("*.eml") if days and path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _tell(cleared: dict[str, int], session: Session, now: datetime) -> None:
    if any(name != "files" for name in cleared):
        compact(session)
    if cleared:
        audit.record(session, by=None, action="cleared by the clock", subject="retention", details=cleared, now=now)
