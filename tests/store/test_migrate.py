from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate, newest_version, schema_version
from store.tables.all import metadata


def test_the_migrations_make_exactly_the_tables_the_code_knows(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_is_as_good_as_once(settings: Settings) -> None:
    installation = open_installation(settings)
    migrate(installation.engine)
    migrate(installation.engine)
    assert schema_version(installation.engine) == newest_version()
    installation.engine.dispose()
