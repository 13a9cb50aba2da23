"""registers and exceptions: what fits us, where we failed, versions of what a register said, exception requests."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "f2b9637ce014"
down_revision = "c58e20f7a914"
branch_labels = None
depends_on = None

REGISTERS = ("offerings", "fit", "failure")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"))


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("register", one_of("register", *REGISTERS), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
    )
    op.create_index(op.f("ix_register_entry_register"), "register_entry", ["register"])
    op.create_table(
        "register_version",
        sa.Column("register", one_of("register", *REGISTERS), nullable=False),
        sa.Column("entry_key", sa.String(), nullable=False),
        sa.Column("content", JSON_DOCUMENT, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        person("register_version", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_version")),
    )
    op.create_index("ix_register_version_register_entry_key", "register_version", ["register", "entry_key"])
    _make_requests()


def _make_requests() -> None:
    op.create_table(
        "exception_request",
        sa.Column("promise", sa.String(), nullable=False),
        sa.Column("offering_id", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("state", one_of("requeststate", "open", "approved", "refused", "withdrawn"), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("exception_id", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name=op.f("ck_exception_request_decided_by_somebody_else")),
        sa.CheckConstraint(
            "(state = 'approved') = (exception_id IS NOT NULL)",
            name=op.f("ck_exception_request_approved_is_registered"),
        ),
        person("exception_request", "asked_by_id"),
        person("exception_request", "decided_by_id"),
        sa.ForeignKeyConstraint(
            ["exception_id"], ["promise_exception.id"], name=op.f("fk_exception_request_exception_id_promise_exception")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_exception_request_offering_id_offering")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exception_request")),
    )
    op.create_index(op.f("ix_exception_request_state"), "exception_request", ["state"])
    op.create_table(
        "exception_voice",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("voice_of", one_of("voiceof", "operations", "customer_care", "sales"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_for", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        person("exception_voice", "person_id"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["exception_request.id"], name=op.f("fk_exception_voice_request_id_exception_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exception_voice")),
        sa.UniqueConstraint("request_id", "voice_of", name=op.f("uq_exception_voice_request_id_voice_of")),
    )


def downgrade() -> None:
    for table in ("exception_voice", "exception_request", "register_version", "register_entry"):
        op.drop_table(table)
