"""links counted too.

Like the roll-ups of calls: a trigger keeps, for each driver and day, how many calls are linked to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "8c1e5d7a20b3"
down_revision = "c4e81f5a0b37"
branch_labels = None
depends_on = None

EVENTS = ("insert", "update", "delete")


def upgrade() -> None:
    op.create_table(
        "link_count",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("driver_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.Column("links", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "driver_id", "day", "writer", name=op.f("pk_link_count")),
        sqlite_with_rowid=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event in EVENTS:
        if is_sqlite:
            op.execute(_sqlite_trigger(event))
        else:
            op.execute(_postgres_function(event))
            op.execute(_postgres_trigger(event))
    day = "substr(call.started_at, 1, 10)" if is_sqlite else "(call.started_at AT TIME ZONE 'UTC')::date"
    op.execute(
        "INSERT INTO link_count (kind, driver_id, day, writer, links) "
        f"SELECT kind, driver_id, {day}, 0, count(*) FROM driver_link JOIN call ON call.id = driver_link.call_id "
        "GROUP BY 1, 2, 3"
    )


def _sqlite_trigger(event: str) -> str:
    more, less = _sqlite_adding("NEW", 1), _sqlite_adding("OLD", -1)
    body = {"insert": more, "delete": less, "update": f"{less}; {more}"}[event]
    return f"CREATE TRIGGER driver_link_counted_{event} AFTER {event.upper()} ON driver_link BEGIN {body}; END"


def _sqlite_adding(row: str, sign: int) -> str:
    return (
        "INSERT INTO link_count (kind, driver_id, day, writer, links) "
        f"SELECT {row}.kind, {row}.driver_id, substr(call.started_at, 1, 10), 0, {sign} FROM call "
        f"WHERE call.id = {row}.call_id "
        "ON CONFLICT (kind, driver_id, day, writer) DO UPDATE SET links = links + excluded.links"
    )


def _postgres_function(event: str) -> str:
    more = "SELECT 1 AS n, kind, driver_id, call_id FROM new_rows"
    less = "SELECT -1 AS n, kind, driver_id, call_id FROM old_rows"
    changed = {"insert": more, "delete": less, "update": f"{more} UNION ALL {less}"}[event]
    return (
        f"CREATE FUNCTION driver_link_counted_{event}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
        "INSERT INTO link_count AS held (kind, driver_id, day, writer, links) "
        "SELECT kind, driver_id, (call.started_at AT TIME ZONE 'UTC')::date, pg_backend_pid(), sum(n) "
        f"FROM ({changed}) AS changed JOIN call ON call.id = changed.call_id "
        "GROUP BY 1, 2, 3 HAVING sum(n) <> 0 "
        "ON CONFLICT (kind, driver_id, day, writer) DO UPDATE SET links = held.links + excluded.links; "
        "RETURN NULL; END $body$"
    )


def _postgres_trigger(event: str) -> str:
    rows = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
    rows["update"] = f"{rows['insert']} {rows['delete']}"
    return (
        f"CREATE TRIGGER driver_link_counted_{event} AFTER {event.upper()} ON driver_link REFERENCING {rows[event]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION driver_link_counted_{event}()"
    )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for event in EVENTS:
        name = f"driver_link_counted_{event}"
        op.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP TRIGGER {name} ON driver_link")
        if not is_sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("link_count")
