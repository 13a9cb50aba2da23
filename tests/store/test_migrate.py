from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from settings.settings import Settings
from store.fulltext import is_known_table
from store.installation import Installation, open_installation
from store.migrate import alembic_config, migrate, newest_version, schema_version, tables_may_be_rebuilt
from store.tables.all import metadata
from store.tables.dispute import Dispute
from store.tables.label import Label
from tests.factories.dispute import make_dispute
from tests.factories.label import make_label


def test_the_migrations_make_exactly_the_tables_the_code_knows(installation: Installation) -> None:
    with installation.engine.connect() as connection:
        looking = MigrationContext.configure(connection, opts={"include_name": is_known_table})
        assert compare_metadata(looking, metadata) == []


def test_migrating_twice_is_as_good_as_once(settings: Settings) -> None:
    installation = open_installation(settings)
    migrate(installation.engine)
    migrate(installation.engine)
    assert schema_version(installation.engine) == newest_version()
    installation.engine.dispose()


def test_a_table_that_others_point_at_is_rebuilt_and_they_still_do(installation: Installation) -> None:
    """SQLite copies `label` to change its CHECK; a dispute points at a label all the while."""
    with installation.sessions.begin() as session:
        settled = make_dispute(session, label_id=make_label(session).id)
    config = alembic_config()
    with installation.engine.connect() as connection, tables_may_be_rebuilt(connection), connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "c4a1de70b952-1")
    migrate(installation.engine)
    with installation.sessions.begin() as session:
        assert session.get_one(Label, session.get_one(Dispute, settled.id).label_id).cause_id == "marketing_mailer"
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
