"""Runs the migrations on the connection that `store.migrate` passes in, or on `-x url=…` when developing."""

from typing import Literal

from alembic import context
from sqlalchemy import JSON, Connection

from store.base import UtcDateTime
from store.fulltext import is_known_table
from store.session import open_engine
from store.tables.all import metadata


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types by their short names, which the template imports."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, JSON):
        return "JSON_DOCUMENT"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        include_name=is_known_table,
        transactional_ddl=True,
    )
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is not None:
    run(connection)
else:
    engine = open_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.begin() as fresh:
        run(fresh)
