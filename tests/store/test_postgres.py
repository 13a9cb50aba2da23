from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.tables.all import metadata
from tests.factories.person import bruno
from tests.services import fresh_postgres
from worker.jobs import claim, enqueue


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with fresh_postgres() as url:
        installation = open_installation(Settings(home=tmp_path_factory.mktemp("home"), database_url=url))
        migrate(installation.engine)
        yield installation
        installation.engine.dispose()


def test_the_migrations_make_the_same_tables_on_postgresql(postgres: Installation) -> None:
    with postgres.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


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
