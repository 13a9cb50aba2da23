"""Call records by the ten thousand: in bulk, in turn, once, and counted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from ingest.folder import compile_pattern, find_recordings, read_names
from ingest.intake import BATCH, Intake, take_in
from ingest.manifest import Bad, count_lines, read_manifest
from ingest.record import CallRecord
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.recount import wrong_lines
from store.tables.call import Call, CallState, Consent
from store.tables.call_count import CallCount
from store.tables.recording import Recording
from store.tables.refusal import Refusal
from tests.ingest.test_intake import OGG
from tests.services import fresh_postgres

ZONE = ZoneInfo("UTC")
CALLS = BATCH + 700
"""More than a batch."""


@pytest.fixture(params=["sqlite", "postgresql"])
def somewhere(request: pytest.FixtureRequest, installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation on either database."""
    if request.param == "sqlite":
        yield installation
        return
    with fresh_postgres() as url:
        opened = open_installation(Settings(home=tmp_path / "postgres", database_url=url))
        migrate(opened.engine)
        yield opened
        opened.engine.dispose()


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Every seventh customer refused, every hundredth row is wrong, two calls have recordings and a third a copy."""
    (tmp_path / "a.opus").write_bytes(OGG)
    (tmp_path / "b.opus").write_bytes(OGG + b"b")
    files = {3: "a.opus", 5: "b.opus", CALLS - 3: "a.opus"}
    rows = ["external_id,started_at,duration_s,consent,customer_ref,dialled_number,file"]
    for number in range(CALLS):
        day = "99" if number % 100 == 0 else f"{1 + number % 28:02d}"
        consent = "no" if number % 7 == 0 else "yes"
        rows.append(
            f"A-{number},2026-09-{day},60,{consent},C-{number % 50},49 800 {number % 3},{files.get(number, '')}"
        )
    (tmp_path / "calls.csv").write_text("\n".join(rows) + "\n")
    return tmp_path / "calls.csv"


def ingest(installation: Installation, records: Iterator[CallRecord | Bad], now: datetime) -> Intake:
    return take_in(installation.sessions, installation.blobs, records, secret=b"key", now=now)


def count(installation: Installation, table: type[Call | Recording | Refusal]) -> int:
    with installation.readers() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_a_large_manifest_is_taken_in_and_its_counts_agree(
    somewhere: Installation, manifest: Path, now: datetime
) -> None:
    intake = ingest(somewhere, read_manifest(manifest, zone=ZONE), now)
    wrong = len(range(0, CALLS, 100))
    assert (intake.taken, intake.known, intake.recordings, len(intake.refused)) == (CALLS - wrong, 0, 3, wrong)
    assert (count(somewhere, Call), count(somewhere, Recording), count(somewhere, Refusal)) == (intake.taken, 3, wrong)
    assert intake.excluded["duplicate"] == 1
    with somewhere.readers() as session:
        assert wrong_lines(session) == []
        assert session.execute(CallCount.by_state()).all() == [
            (CallState.EXCLUDED, CALLS - wrong - 2),
            (CallState.RECEIVED, 2),
        ]
        first = session.scalars(select(Call).where(Call.external_id == "A-3")).one()
        copy = session.scalars(select(Call).where(Call.duplicate_of_id == first.id)).one()
        assert (copy.external_id, copy.dialled_number, copy.extra) == (f"A-{CALLS - 3}", f"49800{(CALLS - 3) % 3}", {})


def test_an_import_that_was_killed_goes_on_where_it_stopped(
    somewhere: Installation, manifest: Path, now: datetime
) -> None:
    def killed() -> Iterator[CallRecord | Bad]:
        for line, record in enumerate(read_manifest(manifest, zone=ZONE)):
            if line == CALLS - 100:
                raise KeyboardInterrupt
            yield record

    with pytest.raises(KeyboardInterrupt):
        ingest(somewhere, killed(), now)
    assert 0 < count(somewhere, Call) < CALLS
    again = ingest(somewhere, read_manifest(manifest, zone=ZONE), now)
    assert again.known > 0
    assert again.taken + again.known == count(somewhere, Call) == CALLS - len(again.refused)
    assert (count(somewhere, Recording), count(somewhere, Refusal)) == (3, len(again.refused))
    with somewhere.readers() as session:
        assert wrong_lines(session) == []


def test_the_same_manifest_sent_twice_at_once_is_taken_in_once(
    somewhere: Installation, manifest: Path, now: datetime
) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: ingest(somewhere, read_manifest(manifest, zone=ZONE), now), range(2)))
    assert sum(one.taken for one in both) == count(somewhere, Call)
    assert {one.taken + one.known for one in both} == {count(somewhere, Call)}
    assert count(somewhere, Refusal) == len(both[0].refused)
    with somewhere.readers() as session:
        assert wrong_lines(session) == []


def test_two_recordings_whose_names_say_the_same_call_do_not_stop_the_rest(
    installation: Installation, tmp_path: Path, now: datetime
) -> None:
    for name, sound in (("A-1_x", OGG), ("A-1_y", OGG + b"y"), ("A-2_x", OGG + b"z")):
        (tmp_path / f"{name}.opus").write_bytes(sound)
    pattern = compile_pattern(r"(?P<external_id>[\w-]+)_\w")
    records = read_names(find_recordings(tmp_path), pattern=pattern, zone=ZONE, consent=Consent.GIVEN)
    intake = ingest(installation, records, now)
    assert (intake.taken, intake.known, intake.recordings) == (2, 1, 2)


def test_the_bar_knows_how_long_a_manifest_is(manifest: Path, tmp_path: Path) -> None:
    assert count_lines(manifest) == CALLS
    assert count_lines(tmp_path / "nothing.csv") == 0
