"""consent taken back, legal holds, erasure with its proof and tombstones, files to delete, subject access exports."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "b7d2f0a94c31"
down_revision = "a61c0e95d4b7"
branch_labels = None
depends_on = None

TABLES = ("subject_export", "doomed_file", "legal_hold", "tombstone", "erasure")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.add_column("call", sa.Column("consent_withdrawn_at", UtcDateTime(), nullable=True))
    op.add_column("call", sa.Column("erased_at", UtcDateTime(), nullable=True))
    _make_erasure()
    _make_tombstone()
    _make_hold()
    _make_files()
    # Calls that were erased before: when exactly stands in the audit record.
    op.execute("UPDATE call SET erased_at = received_at WHERE reason = 'erased'")


def _make_erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("why", one_of("erasurewhy", "call", "customer", "consent", "replay"), nullable=False),
        sa.Column("state", one_of("erasurestate", "pending", "held", "done", "failed"), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("customer_hash", sa.String(), nullable=False),
        sa.Column("call_ids", JSON_DOCUMENT, nullable=False),
        sa.Column("needles", JSON_DOCUMENT, nullable=False),
        sa.Column("removed", JSON_DOCUMENT, nullable=False),
        sa.Column("files", JSON_DOCUMENT, nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("proof", JSON_DOCUMENT, nullable=False),
        sa.Column("proof_sha256", sa.String(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        points("erasure", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_state"), "erasure", ["state"])


def _make_tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("number_sha256", sa.String(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=False),
        sa.Column("erasure_id", sa.Uuid(), nullable=True),
        points("tombstone", "erasure_id", "erasure"),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_number_sha256"), "tombstone", ["number_sha256"])
    op.create_index(op.f("ix_tombstone_erasure_id"), "tombstone", ["erasure_id"])


def _make_hold() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_why", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        points("legal_hold", "call_id", "call"),
        points("legal_hold", "set_by_id", "person"),
        points("legal_hold", "lifted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    is_open = sa.text("lifted_at IS NULL")
    op.create_index(
        "uq_legal_hold_open_call_id",
        "legal_hold",
        ["call_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_legal_hold_call_id", "legal_hold", ["call_id"])


def _make_files() -> None:
    kinds = ("original", "sound", "excerpt", "message", "outbox", "model", "export", "orphan")
    op.create_table(
        "doomed_file",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", one_of("filekind", *kinds), nullable=False),
        sa.Column("doomed_at", UtcDateTime(), nullable=False),
        sa.Column("erasure_id", sa.Uuid(), nullable=True),
        points("doomed_file", "erasure_id", "erasure"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_doomed_file")),
    )
    for column in ("doomed_at", "erasure_id"):
        op.create_index(op.f(f"ix_doomed_file_{column}"), "doomed_file", [column])
    op.create_table(
        "subject_export",
        sa.Column("customer_hash", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        points("subject_export", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_export")),
    )
    for column in ("customer_hash", "expires_at"):
        op.create_index(op.f(f"ix_subject_export_{column}"), "subject_export", [column])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for column in ("erased_at", "consent_withdrawn_at"):
        op.drop_column("call", column)
