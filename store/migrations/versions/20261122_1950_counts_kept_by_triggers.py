"""counts kept by triggers.

The roll-ups `call_count`, `number_count` and `refusal_count` are written by the database itself, in the transaction
that changes a call, whoever changes it: also an older release that still runs beside this one.

A later migration that makes the table `call` or `refusal` anew on SQLite (batch mode, to alter or drop a column)
loses its triggers and has to make them again; tests/store/test_counts.py would tell.
"""

import sqlalchemy as sa
from alembic import op

revision = "2f9a63c1b7d4"
down_revision = "7f31c0a9d254"
branch_labels = None
depends_on = None

STATES = ("received", "excluded", "drawn", "done", "skipped", "failed")
EVENTS = ("insert", "update", "delete")


def upgrade() -> None:
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _make_sqlite_triggers()
        day_of = "substr({}, 1, 10)"
    else:
        _make_postgres_triggers()
        day_of = "({} AT TIME ZONE 'UTC')::date"
    _count_what_is_there(day_of)
    op.drop_index("ix_call_state", table_name="call")
    op.drop_index("ix_call_queue", table_name="call")
    op.drop_index("ix_call_dialled_number", table_name="call")
    op.create_index("ix_call_state_started_at", "call", ["state", "started_at"])
    has_reason = sa.text("reason <> ''")
    op.create_index(
        "ix_call_reason_started_at",
        "call",
        ["reason", "started_at"],
        sqlite_where=has_reason,
        postgresql_where=has_reason,
    )


def _make_tables() -> None:
    state = sa.Enum(*STATES, name="callstate", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "call_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("handle_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "state", "reason", "writer", name=op.f("pk_call_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "number_count",
        sa.Column("dialled_number", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("excluded", sa.String(), nullable=False),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("handle_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("dialled_number", "day", "excluded", "writer", name=op.f("pk_number_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refusal_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("writer", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "writer", name=op.f("pk_refusal_count")),
        sqlite_with_rowid=False,
    )


def _make_sqlite_triggers() -> None:
    """Row by row: SQLite knows no other, and one upsert into so small a table costs less than one index."""
    one_more = "; ".join(_sqlite_adding("NEW", 1))
    one_less = "; ".join(_sqlite_adding("OLD", -1))
    counted = "state, reason, started_at, handle_s, dialled_number, direction"
    op.execute(f"CREATE TRIGGER call_counted_insert AFTER INSERT ON call BEGIN {one_more}; END")
    op.execute(f"CREATE TRIGGER call_counted_delete AFTER DELETE ON call BEGIN {one_less}; END")
    op.execute(
        f"CREATE TRIGGER call_counted_update AFTER UPDATE OF {counted} ON call BEGIN {one_less}; {one_more}; END"
    )
    for event, row, sign in (("INSERT", "NEW", 1), ("DELETE", "OLD", -1)):
        op.execute(
            f"CREATE TRIGGER refusal_counted_{event.lower()} AFTER {event} ON refusal BEGIN "
            f"INSERT INTO refusal_count (day, writer, refusals) VALUES (substr({row}.refused_at, 1, 10), 0, {sign}) "
            "ON CONFLICT (day, writer) DO UPDATE SET refusals = refusals + excluded.refusals; END"
        )


def _sqlite_adding(row: str, sign: int) -> tuple[str, str]:
    of_calls = (
        "INSERT INTO call_count (day, state, reason, writer, calls, handle_s) "
        f"VALUES (substr({row}.started_at, 1, 10), {row}.state, {row}.reason, 0, {sign}, {sign} * {row}.handle_s) "
        "ON CONFLICT (day, state, reason, writer) "
        "DO UPDATE SET calls = calls + excluded.calls, handle_s = handle_s + excluded.handle_s"
    )
    of_numbers = (
        "INSERT INTO number_count (dialled_number, day, excluded, writer, calls, handle_s) "
        f"SELECT {row}.dialled_number, substr({row}.started_at, 1, 10), "
        f"CASE {row}.state WHEN 'excluded' THEN {row}.reason ELSE '' END, 0, {sign}, {sign} * {row}.handle_s "
        f"WHERE {row}.direction = 'inbound' AND {row}.dialled_number <> '' "
        "ON CONFLICT (dialled_number, day, excluded, writer) "
        "DO UPDATE SET calls = calls + excluded.calls, handle_s = handle_s + excluded.handle_s"
    )
    return of_calls, of_numbers


def _make_postgres_triggers() -> None:
    """Statement by statement, so that a COPY of thousands adds a few sums; each connection to lines of its own."""
    for event in EVENTS:
        op.execute(_postgres_function("call", event, _CALLS_CHANGED))
        op.execute(_postgres_trigger("call", event))
    for event in ("insert", "delete"):
        op.execute(_postgres_function("refusal", event, _REFUSALS_CHANGED))
        op.execute(_postgres_trigger("refusal", event))


def _changes(event: str, columns: str) -> str:
    more, less = f"SELECT 1 AS n, {columns} FROM new_rows", f"SELECT -1 AS n, {columns} FROM old_rows"
    return {"insert": more, "delete": less, "update": f"{more} UNION ALL {less}"}[event]


def _postgres_function(table: str, event: str, body: str) -> str:
    columns = "refused_at" if table == "refusal" else "started_at, state, reason, direction, dialled_number, handle_s"
    body = body.replace("CHANGES", _changes(event, columns))
    return (
        f"CREATE FUNCTION {table}_counted_{event}() RETURNS trigger LANGUAGE plpgsql AS $body$ "
        f"BEGIN {body} RETURN NULL; END $body$"
    )


def _postgres_trigger(table: str, event: str) -> str:
    rows = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
    rows["update"] = f"{rows['insert']} {rows['delete']}"
    return (
        f"CREATE TRIGGER {table}_counted_{event} AFTER {event.upper()} ON {table} REFERENCING {rows[event]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_counted_{event}()"
    )


_CALLS_CHANGED = """
INSERT INTO call_count AS held (day, state, reason, writer, calls, handle_s)
SELECT (started_at AT TIME ZONE 'UTC')::date, state, reason, pg_backend_pid(), sum(n), sum(n * handle_s)
FROM (CHANGES) AS changed
GROUP BY 1, 2, 3
HAVING sum(n) <> 0 OR sum(n * handle_s) <> 0
ON CONFLICT (day, state, reason, writer)
DO UPDATE SET calls = held.calls + excluded.calls, handle_s = held.handle_s + excluded.handle_s;

INSERT INTO number_count AS held (dialled_number, day, excluded, writer, calls, handle_s)
SELECT dialled_number, (started_at AT TIME ZONE 'UTC')::date, CASE state WHEN 'excluded' THEN reason ELSE '' END,
    pg_backend_pid(), sum(n), sum(n * handle_s)
FROM (CHANGES) AS changed
WHERE direction = 'inbound' AND dialled_number <> ''
GROUP BY 1, 2, 3
HAVING sum(n) <> 0 OR sum(n * handle_s) <> 0
ON CONFLICT (dialled_number, day, excluded, writer)
DO UPDATE SET calls = held.calls + excluded.calls, handle_s = held.handle_s + excluded.handle_s;
"""

_REFUSALS_CHANGED = """
INSERT INTO refusal_count AS held (day, writer, refusals)
SELECT (refused_at AT TIME ZONE 'UTC')::date, pg_backend_pid(), sum(n)
FROM (CHANGES) AS changed
GROUP BY 1
ON CONFLICT (day, writer) DO UPDATE SET refusals = held.refusals + excluded.refusals;
"""


def _count_what_is_there(day_of: str) -> None:
    started, refused = day_of.format("started_at"), day_of.format("refused_at")
    op.execute(
        "INSERT INTO call_count (day, state, reason, writer, calls, handle_s) "
        f"SELECT {started}, state, reason, 0, count(*), sum(handle_s) FROM call GROUP BY 1, 2, 3"
    )
    op.execute(
        "INSERT INTO number_count (dialled_number, day, excluded, writer, calls, handle_s) "
        f"SELECT dialled_number, {started}, CASE state WHEN 'excluded' THEN reason ELSE '' END, 0, count(*), "
        "sum(handle_s) FROM call WHERE direction = 'inbound' AND dialled_number <> '' GROUP BY 1, 2, 3"
    )
    op.execute(
        f"INSERT INTO refusal_count (day, writer, refusals) SELECT {refused}, 0, count(*) FROM refusal GROUP BY 1"
    )


def downgrade() -> None:
    op.drop_index("ix_call_reason_started_at", table_name="call")
    op.drop_index("ix_call_state_started_at", table_name="call")
    op.create_index("ix_call_dialled_number", "call", ["dialled_number"])
    op.create_index("ix_call_queue", "call", ["queue"])
    op.create_index("ix_call_state", "call", ["state"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, events in (("call", EVENTS), ("refusal", ("insert", "delete"))):
        for event in events:
            name = f"{table}_counted_{event}"
            op.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP TRIGGER {name} ON {table}")
            if not is_sqlite:
                op.execute(f"DROP FUNCTION {name}()")
    for table in ("refusal_count", "number_count", "call_count"):
        op.drop_table(table)
