"""The audit chain cannot be changed, and where it was changed all the same, that is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from accounts import audit
from accounts.anchors import BadAnchorError, keep_anchor, kept_anchors, read_anchor
from accounts.audit import Head
from accounts.errors import AuditBrokenError
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.tables.audit_event import AuditEvent
from tests.conftest import NOW
from tests.factories.person import bruno
from tests.services import fresh_postgres

CHANGES: dict[str, Executable] = {
    "action": update(AuditEvent).where(AuditEvent.number == 2).values(action="heard nothing"),
    "person": update(AuditEvent).where(AuditEvent.number == 2).values(person_id=None),
    "details": update(AuditEvent).where(AuditEvent.number == 2).values(details={}),
    "time": text("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE number = 2"),
    "removed": delete(AuditEvent).where(AuditEvent.number == 2),
    "the end cut off": delete(AuditEvent).where(AuditEvent.number >= 2),
}


def record_three(session: Session) -> None:
    for number in range(3):
        audit.record(session, by=bruno(session), action="heard", subject=f"call:{number}", details={"n": 1}, now=NOW)


def open_the_locks(session: Session) -> None:
    """What somebody has to do first who owns the database and wants to rewrite history."""
    for change in ("update", "delete"):
        session.execute(text(f"DROP TRIGGER audit_event_no_{change}"))


def test_it_is_whole_after_a_round_through_the_database(session: Session) -> None:
    record_three(session)
    session.expire_all()
    assert audit.verify(session) == audit.head(session)
    assert audit.head(session).number == 3


def test_an_empty_record_is_whole(session: Session) -> None:
    assert audit.verify(session) == Head()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_every_change(session: Session, change: Executable) -> None:
    record_three(session)
    with pytest.raises(DBAPIError, match="only grows"):
        session.execute(change)


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "the end cut off"])
def test_it_finds_the_first_record_that_does_not_fit(session: Session, name: str) -> None:
    record_three(session)
    open_the_locks(session)
    session.execute(CHANGES[name])
    session.expire_all()
    with pytest.raises(AuditBrokenError) as broken:
        audit.verify(session)
    assert broken.value.number == 2
    assert broken.value.why == ("it was removed" if name == "removed" else "it was changed")


def test_an_end_that_was_cut_off_is_found_by_an_anchor(session: Session, tmp_path: Path) -> None:
    record_three(session)
    keep_anchor(session, tmp_path, now=NOW)
    assert audit.verify(session, anchors=kept_anchors(tmp_path)).number == 3
    open_the_locks(session)
    session.execute(CHANGES["the end cut off"])
    assert audit.verify(session).number == 1
    with pytest.raises(AuditBrokenError, match="gone") as broken:
        audit.verify(session, anchors=kept_anchors(tmp_path))
    assert broken.value.number == 2


def test_a_chain_made_anew_is_found_by_an_anchor(session: Session) -> None:
    record_three(session)
    anchor = audit.head(session)
    open_the_locks(session)
    session.execute(delete(AuditEvent))
    session.expunge_all()
    for number in range(3):
        audit.record(session, by=None, action="heard", subject=f"call:{number}", details={"n": 2}, now=NOW)
    assert audit.verify(session).number == 3
    with pytest.raises(AuditBrokenError) as broken:
        audit.verify(session, anchors=[anchor])
    assert broken.value.number == 3


def test_an_anchor_is_read_as_it_was_written(session: Session) -> None:
    record_three(session)
    assert read_anchor(f"{audit.head(session)}\n") == audit.head(session)
    for wrong in ("", "3", "3:abc", "x:" + "0" * 64, "3:" + "g" * 64):
        with pytest.raises(BadAnchorError):
            read_anchor(wrong)


def test_a_sentence_never_enters_the_record(session: Session) -> None:
    with pytest.raises(ValueError, match="never what was said"):
        audit.record(session, by=None, action="read", subject="call:1", details={"q": "my card is"}, now=NOW)


def append_from(installation: Installation, writers: int, each: int) -> None:
    """Many transactions at once; every third is rolled back after it wrote its record."""

    def write(writer: int) -> None:
        for number in range(each):
            with installation.sessions() as session:
                audit.record(session, by=None, action="heard", subject=f"call:{writer}", details={}, now=NOW)
                session.rollback() if number % 3 == 2 else session.commit()

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))


def assert_one_order(installation: Installation, records: int) -> None:
    with installation.readers() as session:
        assert audit.verify(session).number == records
        assert list(session.scalars(select(AuditEvent.number).order_by(AuditEvent.number))) == list(
            range(1, records + 1)
        )


def test_writers_at_once_make_one_chain_without_gaps(installation: Installation) -> None:
    append_from(installation, writers=6, each=9)
    assert_one_order(installation, 6 * 6)


def test_writers_at_once_make_one_chain_on_postgresql_which_refuses_changes_too(tmp_path: Path, now: datetime) -> None:
    with fresh_postgres() as url:
        installation = open_installation(Settings(home=tmp_path, database_url=url))
        migrate(installation.engine)
        append_from(installation, writers=8, each=9)
        assert_one_order(installation, 8 * 6)
        for change in (CHANGES["action"], CHANGES["removed"], text("TRUNCATE audit_event")):
            with installation.sessions() as session, pytest.raises(DBAPIError, match="only grows"):
                session.execute(change)
        with installation.sessions.begin() as session:
            details = {"from_s": 0.1, "to_s": 1e-7, "count": 3, "whole": 12.0, "none": None}
            audit.record(session, by=bruno(session), action="heard", subject="call:x", details=details, now=now)
        assert_one_order(installation, 8 * 6 + 1)
        installation.engine.dispose()
