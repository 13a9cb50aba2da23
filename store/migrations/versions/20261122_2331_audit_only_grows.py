"""audit only grows.

The database refuses to change, delete or truncate records of the audit, whoever asks; and the auditor's page finds them
by time, person, kind and object without reading the rest. A later migration that makes `audit_event` anew on SQLite
(batch mode) loses the triggers and has to make them again; tests/accounts/test_audit.py would tell.
"""

from alembic import op

revision = "a81e4c20f6d3"
down_revision = "a3c19be0427d"
branch_labels = None
depends_on = None

REFUSAL = "the audit record only grows"
SQLITE = f"CREATE TRIGGER audit_event_no_{{0}} BEFORE {{0}} ON audit_event BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
POSTGRESQL = f"""
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
"""
SEARCHED = (["at"], ["person_id", "at"], ["action", "at"], ["subject", "at"])


def upgrade() -> None:
    for name in ("ix_audit_event_person_id", "ix_audit_event_subject"):
        op.drop_index(name, table_name="audit_event")
    for columns in SEARCHED:
        op.create_index(f"ix_audit_event_{'_'.join(columns)}_number", "audit_event", [*columns, "number"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(SQLITE.format(change))
    else:
        op.execute(POSTGRESQL)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_event_no_{change}")
    else:
        op.execute("DROP TRIGGER audit_event_only_grows ON audit_event")
        op.execute("DROP FUNCTION audit_only_grows")
    for columns in SEARCHED:
        op.drop_index(f"ix_audit_event_{'_'.join(columns)}_number", table_name="audit_event")
    for column in ("person_id", "subject"):
        op.create_index(f"ix_audit_event_{column}", "audit_event", [column])
