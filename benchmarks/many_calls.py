"""Made-up call records by the million, with the few rows around them that the pages read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

import numpy as np
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from benchmarks.heard_calls import hear
from benchmarks.lived_in import live_in
from settings.settings import Settings
from store.bulk import insert_columns
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.tables.call import Call, CallState, Consent, Direction
from store.tables.figure import Measure
from store.tables.refusal import Refusal
from tests.factories.cause import NAMES, make_cause
from tests.factories.driver import make_campaign
from tests.factories.driver_link import make_driver_link
from tests.factories.figure import make_figure

YEAR_STARTS_AT = datetime(2025, 11, 3, tzinfo=UTC)
DAYS = 364
PERIOD = (YEAR_STARTS_AT + timedelta(weeks=44), YEAR_STARTS_AT + timedelta(weeks=52))
"""The last eight weeks of the year."""
CHUNK = 100_000
NUMBERS = [f"4980055{number:04d}" for number in range(60)]
CAMPAIGNS = 20
DRAWN = 4_000
"""Drawn calls of the year: what people and models look at does not grow with the calls there are."""
REASONS = ("no_consent", "consent_unknown", "no_recording", "duplicate", "test_call")
QUEUES = ("billing", "sales", "technical", "orders")


@contextmanager
def fresh_installation(postgres: str | None) -> Iterator[Installation]:
    """An empty installation: on SQLite, or in a PostgreSQL database of its own that is dropped afterwards."""
    with TemporaryDirectory(prefix="listenback-bench-") as folder:
        if postgres is None:
            yield from _opened(Settings(home=Path(folder)))
            return
        admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
        name = f"listenback_bench_{uuid4().hex[:10]}"
        _on(admin, f'CREATE DATABASE "{name}"')
        url = make_url(postgres).set(database=name).render_as_string(hide_password=False)
        try:
            yield from _opened(Settings(home=Path(folder), database_url=url))
        finally:
            _on(admin, f'DROP DATABASE "{name}" WITH (FORCE)')
            admin.dispose()


def _opened(settings: Settings) -> Iterator[Installation]:
    installation = open_installation(settings)
    migrate(installation.engine)
    try:
        yield installation
    finally:
        installation.engine.dispose()


def _on(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))


def fill(installation: Installation, calls: int, *, seed: int, progress: Callable[[int], None]) -> None:
    """A year of calls, evenly spread over its days, and what was drawn, found and published of it."""
    rng = np.random.default_rng(seed)
    table = Call.metadata.tables["call"]
    for first in range(0, calls, CHUNK):
        with installation.sessions.begin() as session:
            insert_columns(session, table, _calls(first, min(CHUNK, calls - first), calls, rng))
        progress(min(first + CHUNK, calls))
    with installation.sessions.begin() as session:
        _surround(session, calls, rng)
    with installation.sessions.begin() as session:
        heard = session.scalars(select(Call.id).where(Call.state == CallState.DONE).order_by(Call.started_at)).all()
        live_in(session, heard, PERIOD[1], installation.blobs.put(b"a sound"), rng)
    _settle(installation.engine)


def _settle(engine: Engine) -> None:
    """What PostgreSQL's autovacuum does within minutes anyway: statistics, and a map for index-only scans."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _calls(first: int, count: int, of: int, rng: np.random.Generator) -> dict[str, list[object]]:
    step = DAYS * 86_400 / of
    ids = rng.bytes(16 * count)
    drawn = rng.random(count) < DRAWN / of
    out = rng.random(count) < 0.15
    states = [
        CallState.DONE if is_drawn else CallState.EXCLUDED if is_out else CallState.RECEIVED
        for is_drawn, is_out in zip(drawn.tolist(), out.tolist(), strict=True)
    ]
    reasons = [REASONS[number] for number in rng.integers(len(REASONS), size=count).tolist()]
    inbound = rng.random(count) < 0.9
    seconds = rng.integers(20, 1200, size=count).tolist()
    return {
        "id": [UUID(bytes=ids[place : place + 16]) for place in range(0, 16 * count, 16)],
        "external_id": [f"call-{first + number:09d}" for number in range(count)],
        "started_at": [YEAR_STARTS_AT + timedelta(seconds=(first + number) * step) for number in range(count)],
        "duration_s": seconds,
        "handle_s": [duration + 30 for duration in seconds],
        "queue": [QUEUES[number] for number in rng.integers(len(QUEUES), size=count).tolist()],
        "agent": [f"agent-{number}" for number in rng.integers(200, size=count).tolist()],
        "customer_hash": [""] * count,
        "direction": [Direction.INBOUND if is_in else Direction.OUTBOUND for is_in in inbound.tolist()],
        "dialled_number": [NUMBERS[number] for number in rng.integers(len(NUMBERS), size=count).tolist()],
        "consent": [Consent.GIVEN] * count,
        "is_test": [False] * count,
        "source": ["calls.csv"] * count,
        "extra": [{}] * count,
        "duplicate_of_id": [None] * count,
        "state": list(states),
        "reason": [
            reason if state is CallState.EXCLUDED else "" for state, reason in zip(states, reasons, strict=True)
        ],
        "message": [""] * count,
        "received_at": [YEAR_STARTS_AT + timedelta(days=DAYS)] * count,
    }


def _surround(session: Session, calls: int, rng: np.random.Generator) -> None:
    starts_at, ends_at = PERIOD
    for cause in NAMES:
        make_cause(session, id=cause)
        for measure in Measure:
            for weeks in range(0, 52, 8):
                shift = timedelta(weeks=weeks)
                made = {"cause_id": cause, "measure": measure, "value": float(rng.random())}
                make_figure(session, starts_at=starts_at - shift, ends_at=ends_at - shift, **made)
            for week in range(24):
                at = ends_at - timedelta(weeks=week + 1)
                make_figure(session, starts_at=at, ends_at=at + timedelta(weeks=1), grain="weeks", **made)
    for number in range(CAMPAIGNS):
        drop = (starts_at + timedelta(days=2 * number)).date()
        make_campaign(session, id=f"C-{number}", phone=NUMBERS[number], drop_date=drop)
    found = session.scalars(select(Call.id).where(Call.state == CallState.DONE, Call.started_at >= starts_at)).all()
    for place, call_id in enumerate(found):
        make_driver_link(session, call_id=call_id, driver_id=f"C-{place % CAMPAIGNS}")
    hear(
        session, [(starts_at - timedelta(weeks=back), ends_at - timedelta(weeks=back)) for back in range(0, 52, 8)], rng
    )
    _refuse(session, calls // 100)


def _refuse(session: Session, count: int) -> None:
    columns: dict[str, list[object]] = {
        "id": [uuid4() for _ in range(count)],
        "source": ["calls.csv"] * count,
        "line": list(range(count)),
        "external_id": [f"bad-{number}" for number in range(count)],
        "reason": ["bad_date"] * count,
        "message": ["started_at is no date."] * count,
        "refused_at": [PERIOD[1]] * count,
    }
    insert_columns(session, Refusal.metadata.tables["refusal"], columns)
