"""Bring a database to the current schema; the only way tables are ever made."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from settings.errors import ListenbackError

HERE = Path(__file__).parent / "migrations"


class MigrationError(ListenbackError):
    code = "migration"
    status = 500


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    return config


def migrate(engine: Engine) -> None:
    """Run every migration that is missing. Safe to repeat, and to run from two processes."""
    if schema_version(engine) == newest_version():
        return
    config = alembic_config()
    with engine.connect() as connection, tables_may_be_rebuilt(connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise MigrationError("the migration would leave rows that point nowhere; nothing was changed.")


@contextmanager
def tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite changes a CHECK by copying the table, and dropping the old one would break what points at it.

    So its foreign keys sleep for the migration, as its manual has it; they are looked through before the end.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    plain = connection.connection.dbapi_connection
    assert plain is not None
    plain.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        plain.execute("PRAGMA foreign_keys=ON")


def schema_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_version() -> str | None:
    """Of the migrations of this program: read once, for finding it reads all their files."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()
