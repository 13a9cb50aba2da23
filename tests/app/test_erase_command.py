"""`listenback erase`: a call, a customer, what a hold keeps, and again after a backup brought it back."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.arrival import customer_hash
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.tables.audit_event import AuditEvent
from store.tables.call import Call, CallState
from store.tables.erasure import Erasure, ErasureState
from store.tables.transcript import Transcript
from tests.app.test_cli import Line, bare, line
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.transcript import make_transcript
from worker.holds import lift_hold, set_hold

__all__ = ["bare", "line"]


@pytest.fixture
def house(line: Line) -> Iterator[Installation]:
    """Two calls of one customer, one of another."""
    opened = open_installation(Settings(home=line.home))
    with opened.sessions.begin() as session:
        for number, customer in (("A-1", "C-1"), ("A-2", "C-1"), ("B-1", "C-2")):
            hashed = customer_hash(customer, opened.settings.secret)
            call = make_call(session, external_id=number, customer_hash=hashed, state=CallState.DONE)
            make_transcript(session, call=call)
    yield opened
    opened.engine.dispose()


def left(house: Installation) -> set[str]:
    with house.readers() as session:
        return set(session.scalars(select(Call.external_id).where(Call.erased_at.is_(None))))


def test_a_customer_goes_with_a_proof_that_names_nobody(line: Line, house: Installation) -> None:
    code, told, _ = line.run("erase", "--customer", "C-1", "--json")
    proof = json.loads(told)
    assert (code, len(proof["calls"]), proof["search"]["found"]) == (0, 2, [])
    assert proof["removed_rows"]["transcript"] == 2
    assert left(house) == {"B-1"}
    for word in ("A-1", "A-2", "C-1", customer_hash("C-1", house.settings.secret)):
        assert word not in told
    with house.readers() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "finished erasure")).one()
        assert event.details["proof_sha256"] == proof["proof_sha256"]
        assert len(session.scalars(select(Transcript)).all()) == 1
    assert json.loads(line.run("audit", "verify", "--json")[1])["verified"]


def test_what_is_erased_or_unknown_is_said_so(line: Line, house: Installation) -> None:
    assert line.run("erase", "--call", "A-1")[0] == 0
    code, _, said = line.run("erase", "--call", "A-1")
    assert (code, "erased already" in said) == (1, True)
    code, _, said = line.run("erase", "--call", "A-9")
    assert (code, "there is no call" in said) == (1, True)
    assert "Nothing is held of this customer" in line.run("erase", "--customer", "C-9")[1]
    assert line.run("erase")[0] == 1
    assert line.run("erase", "--call", "A-2", "--customer", "C-1")[0] == 1
    assert left(house) == {"A-2", "B-1"}


def test_a_legal_hold_keeps_a_call_until_it_is_lifted_and_then_it_goes(line: Line, house: Installation) -> None:
    with house.sessions.begin() as session:
        held = session.scalars(select(Call).where(Call.external_id == "A-1")).one()
        set_hold(session, held, reason="Court case", by=None, redact=str, now=NOW)
    code, _, said = line.run("erase", "--customer", "C-1")
    assert (code, "A legal hold keeps 1 of its calls" in said) == (1, True)
    assert left(house) == {"A-1", "B-1"}
    with house.sessions.begin() as session:
        request = session.scalars(select(Erasure)).one()
        assert (request.state, len(request.call_ids)) == (ErasureState.HELD, 1)
        call = session.scalars(select(Call).where(Call.external_id == "A-1")).one()
        lift_hold(session, call, why="It is over", by=None, redact=str, now=NOW)
    assert line.run("erase", "--customer", "C-2")[0] == 0
    from tests.worker.working import work_off

    assert work_off(house, now=NOW) == ["done"]
    assert left(house) == set()
    with house.readers() as session:
        assert {one.state for one in session.scalars(select(Erasure))} == {ErasureState.DONE}


def test_what_a_backup_brings_back_is_erased_again(line: Line, house: Installation, tmp_path: Path) -> None:
    backup, listed = tmp_path / "backup.db", tmp_path / "tombstones.jsonl"
    with house.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    house.engine.dispose()
    line.run("users", "list")
    shutil.copy(line.home / "listenback.db", backup)
    line.run("erase", "--customer", "C-1")
    assert line.run("erase", "--export", listed)[0] == 0
    assert "A-1" not in listed.read_text()
    house.engine.dispose()
    for old in line.home.glob("listenback.db*"):
        old.unlink()
    shutil.copy(backup, line.home / "listenback.db")
    assert left(house) == {"A-1", "A-2", "B-1"}
    assert line.run("erase", "--replay", listed)[0] == 0
    assert left(house) == {"B-1"}
    assert "nothing to erase" in line.run("erase", "--replay", listed)[1]
    (tmp_path / "other.txt").write_text("A-1\n")
    assert "line 1 is no tombstone" in line.run("erase", "--replay", tmp_path / "other.txt")[2]


def test_a_setting_writes_the_tombstones_where_backups_do_not_reach(
    line: Line, house: Installation, tmp_path: Path
) -> None:
    kept = tmp_path / "elsewhere.jsonl"
    (line.home / "listenback.toml").write_text(f'[retention]\ntombstones_file = "{kept}"\n')
    line.run("erase", "--call", "B-1")
    assert [json.loads(one).keys() for one in kept.read_text().splitlines()] == [{"call", "number", "erased_at"}]
    assert left(house) == {"A-1", "A-2"}
