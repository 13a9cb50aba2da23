"""queues of the desk: assignments, queued calls, guide, more purposes of a label."""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime

revision = "c4a1de70b952"
down_revision = "7c1f4a9e2d60"
branch_labels = None
depends_on = None

OLD_PURPOSES = ("estimation", "double_coding", "training", "dispute", "correction")
PURPOSES = (*OLD_PURPOSES, "calibration", "gold", "third_opinion", "settlement")
STATES = ("open", "labelled", "skipped", "released", "expired")
IS_OPEN = sa.text("state = 'open'")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    _allow_purposes(PURPOSES)
    op.create_table(
        "guide",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name=op.f("fk_guide_published_by_id_person")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_guide")),
    )
    op.create_table(
        "queued_call",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", one_of("labelpurpose", PURPOSES), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.String(), nullable=True),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("queued_by_id", sa.Uuid(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(purpose = 'gold') = (cause_id IS NOT NULL)", name=op.f("ck_queued_call_gold_has_an_answer")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_queued_call_call_id_call")),
        sa.ForeignKeyConstraint(["cause_id"], ["cause.id"], name=op.f("fk_queued_call_cause_id_cause")),
        sa.ForeignKeyConstraint(["queued_by_id"], ["person.id"], name=op.f("fk_queued_call_queued_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queued_call")),
        sa.UniqueConstraint("call_id", "purpose", name=op.f("uq_queued_call_call_id_purpose")),
    )
    op.create_index(op.f("ix_queued_call_purpose"), "queued_call", ["purpose"])
    op.create_table(
        "assignment",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", one_of("labelpurpose", PURPOSES), nullable=False),
        sa.Column("state", one_of("assignmentstate", STATES), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=False),
        sa.Column("label_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_assignment_call_id_call")),
        sa.ForeignKeyConstraint(["label_id"], ["label.id"], name=op.f("fk_assignment_label_id_label")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"])
    op.create_index("ix_assignment_call_id_state", "assignment", ["call_id", "state"])
    for column in ("person_id", "call_id"):
        name = f"uq_assignment_open_{column}"
        op.create_index(name, "assignment", [column], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)


def downgrade() -> None:
    op.drop_table("assignment")
    op.drop_table("queued_call")
    op.drop_table("guide")
    _allow_purposes(OLD_PURPOSES)


def _allow_purposes(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    with op.batch_alter_table("label") as table:
        table.drop_constraint(op.f("ck_label_labelpurpose"), type_="check")
        table.create_check_constraint(op.f("ck_label_labelpurpose"), f"purpose IN ({listed})")
