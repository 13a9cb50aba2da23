from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text, update

from classify.agreement import agreement_report
from classify.labels import Verdict
from classify.queueing import queue_calibration
from settings.settings import Settings
from store.fulltext import is_known_table
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.recount import repair, wrong_lines
from store.rollups import fold
from store.tables.all import metadata
from store.tables.call import Call, CallState
from store.tables.call_count import FOLDED, CallCount
from store.tables.label import Label, LabelOrigin, LabelPurpose
from tests.classify.test_assignments import desks_that_got_it
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.label import make_label
from tests.factories.label_draw import draw_for_labels
from tests.factories.person import ada, asha, bruno, quentin
from tests.services import fresh_postgres
from tests.store.test_counts import live
from worker.desk import next_assignment
from worker.jobs import claim, enqueue
from worker.judging import give_label
from worker.label_queues import queue_counts


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with fresh_postgres() as url:
        installation = open_installation(Settings(home=tmp_path_factory.mktemp("home"), database_url=url))
        migrate(installation.engine)
        yield installation
        installation.engine.dispose()


def test_the_migrations_make_the_same_tables_on_postgresql(postgres: Installation) -> None:
    with postgres.engine.connect() as connection:
        looking = MigrationContext.configure(connection, opts={"include_name": is_known_table})
        assert compare_metadata(looking, metadata) == []


def test_rows_come_back_as_they_were(postgres: Installation) -> None:
    with postgres.sessions.begin() as session:
        made = bruno(session)
    with postgres.readers() as session:
        found = bruno(session)
        assert (found.id, found.created_at, found.role) == (made.id, made.created_at, made.role)


def test_of_eight_workers_one_gets_the_job(postgres: Installation, now: datetime) -> None:
    with postgres.sessions.begin() as session:
        job_id = enqueue(session, "canary", "postgres", now=now)

    def take(_worker: int) -> bool:
        with postgres.sessions.begin() as session:
            return claim(session, job_id, now=now, rules=postgres.settings.jobs) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1


def test_two_writers_and_somebody_who_folds_leave_counts_that_a_full_recount_confirms(postgres: Installation) -> None:
    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(live, postgres.sessions, seed, steps=30) for seed in (1, 2)]
        while not all(one.done() for one in writing):
            with postgres.sessions.begin() as session:
                fold(session)
            with postgres.sessions() as session:
                assert wrong_lines(session) == []
        for one in writing:
            one.result()
    with postgres.sessions.begin() as session:
        fold(session)
        assert wrong_lines(session) == []
        assert set(session.scalars(select(CallCount.writer))) == {FOLDED}


def test_workers_that_move_calls_of_one_day_do_not_wait_for_each_other(postgres: Installation) -> None:
    with postgres.sessions.begin() as session:
        first, second = make_call(session, state=CallState.DRAWN), make_call(session, state=CallState.DRAWN)
    with postgres.sessions() as slow, postgres.sessions() as quick:
        for session, call in ((slow, first), (quick, second)):
            session.execute(text("SET LOCAL lock_timeout = '1s'"))
            session.execute(update(Call).where(Call.id == call.id).values(state=CallState.DONE))
        fold(quick)
        quick.commit()
        slow.commit()
    with postgres.readers() as session:
        assert wrong_lines(session) == []


def test_a_wrong_count_is_repaired_on_postgresql_too(postgres: Installation) -> None:
    with postgres.sessions.begin() as session:
        make_call(session, dialled_number="49800")
        session.execute(text("UPDATE number_count SET calls = calls + 2"))
    with postgres.sessions.begin() as session:
        wrong = wrong_lines(session)
        assert wrong
        repair(session, wrong)
        assert wrong_lines(session) == []


def test_of_eight_desks_one_gets_the_call(postgres: Installation, now: datetime) -> None:
    assert desks_that_got_it(postgres, now) == 1


def test_a_label_may_have_every_purpose(postgres: Installation) -> None:
    with postgres.sessions.begin() as session:
        made = make_label(session, purpose=LabelPurpose.SETTLEMENT)
    with postgres.readers() as session:
        assert session.get_one(Label, made.id).purpose is LabelPurpose.SETTLEMENT


def test_the_desk_is_served_from_every_queue(postgres: Installation, now: datetime) -> None:
    """Each queue's own question, asked of PostgreSQL: a first label, a second, a third opinion, its settling."""
    with postgres.sessions.begin() as session:
        make_causes(session)
        draw_for_labels(session, 1, of=3, double_coded=1.0)
        queue_calibration(session, count=1, by=None, now=now, rng=Random(1))
        purposes = []
        for person, cause in ((asha, "ops_issue"), (quentin, "customer_need"), (ada, "unknown"), (bruno, "unknown")):
            while given := next_assignment(session, person(session), now=now, rng=Random(3)):
                call, verdict = session.get_one(Call, given.call_id), Verdict(cause, 5_900, 8_700, reason="no idea")
                purposes.append(given.purpose)
                give_label(session, call, verdict, by=person(session), origin=LabelOrigin.DESK, redact=str, now=now)
        assert Counter(purposes) == {
            LabelPurpose.CALIBRATION: 4,
            LabelPurpose.ESTIMATION: 1,
            LabelPurpose.DOUBLE_CODING: 1,
            LabelPurpose.THIRD_OPINION: 1,
            LabelPurpose.SETTLEMENT: 1,
        }
        assert {one.purpose: one.waiting for one in queue_counts(session).queues}[LabelPurpose.CALIBRATION] == 1
        assert agreement_report(session).calibration.calls == 1
