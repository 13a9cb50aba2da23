"""structured answers: what is put in as numbers and confirmed, joint owners, questions, mentions, threads, undo."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from store.base import UtcDateTime

revision = "b7d20c94e15a"
down_revision = "a81e4c20f6d3"
branch_labels = None
depends_on = None

OLD_DISPUTE_STATES = ("open", "upheld", "rejected")
RESOURCES = ("people", "money", "days")


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("reply") as table:
        _add_resources(table, "put")
        table.add_column(sa.Column("withdrawn_at", UtcDateTime(), nullable=True))
        table.create_check_constraint(op.f("ck_reply_put"), _not_negative("put"))
    with op.batch_alter_table("commitment") as table:
        _add_resources(table, "put")
        _add_resources(table, "moved")
        table.add_column(sa.Column("moved_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("confirmed_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("confirmed_at", UtcDateTime(), nullable=True))
        table.create_foreign_key(op.f("fk_commitment_confirmed_by_id_person"), "person", ["confirmed_by_id"], ["id"])
        table.create_check_constraint(op.f("ck_commitment_put"), _not_negative("put"))
        table.create_check_constraint(op.f("ck_commitment_moved"), _not_negative("moved"))
        table.create_check_constraint(op.f("ck_commitment_confirmed_by_somebody_else"), "confirmed_by_id <> person_id")
    with op.batch_alter_table("comment") as table:
        table.add_column(sa.Column("parent_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_comment_parent_id_comment"), "comment", ["parent_id"], ["id"])
        table.create_index(op.f("ix_comment_parent_id"), ["parent_id"])
    _allow_dispute_states((*OLD_DISPUTE_STATES, "withdrawn"))
    _make_joint_owner()
    _make_question()
    _make_mention()


def _make_joint_owner() -> None:
    op.create_table(
        "joint_owner",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("state", one_of("jointownerstate", "asked", "accepted", "declined", "withdrawn"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("person_id <> asked_by_id", name=op.f("ck_joint_owner_somebody_else")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_joint_owner_asked_by_id_person")),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_joint_owner_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_joint_owner_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_owner")),
        sa.UniqueConstraint("excerpt_id", "person_id", name=op.f("uq_joint_owner_excerpt_id_person_id")),
    )
    op.create_index(op.f("ix_joint_owner_person_id"), "joint_owner", ["person_id"])
    op.create_index(op.f("ix_joint_owner_asked_by_id"), "joint_owner", ["asked_by_id"])


def _make_question() -> None:
    op.create_table(
        "question",
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("expert_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("expert_id <> asked_by_id", name=op.f("ck_question_somebody_else")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_question_asked_by_id_person")),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_question_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["expert_id"], ["person.id"], name=op.f("fk_question_expert_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    for column in ("excerpt_id", "asked_by_id", "expert_id"):
        op.create_index(op.f(f"ix_question_{column}"), "question", [column])


def _make_mention() -> None:
    op.create_table(
        "mention",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("excerpt_id", sa.Uuid(), nullable=False),
        sa.Column("mentioned_in", one_of("mentionedin", "comment", "question", "reply"), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("mentioned_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mention_by_id_person")),
        sa.ForeignKeyConstraint(["excerpt_id"], ["excerpt.id"], name=op.f("fk_mention_excerpt_id_excerpt")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("person_id", "row_id", name=op.f("uq_mention_person_id_row_id")),
    )
    op.create_index(op.f("ix_mention_excerpt_id"), "mention", ["excerpt_id"])


def _add_resources(table: BatchOperations, prefix: str) -> None:
    for kind in RESOURCES:
        table.add_column(sa.Column(f"{prefix}_{kind}", sa.Double(), nullable=True))


def _not_negative(prefix: str) -> str:
    return " AND ".join(f"{prefix}_{kind} >= 0" for kind in RESOURCES)


def _allow_dispute_states(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("dispute") as table:
        table.drop_constraint(op.f("ck_dispute_disputestate"), type_="check")
        table.create_check_constraint(op.f("ck_dispute_disputestate"), f"state IN ({listed})")


def downgrade() -> None:
    for name in ("mention", "question", "joint_owner"):
        op.drop_table(name)
    op.execute("DELETE FROM dispute WHERE state = 'withdrawn'")
    _allow_dispute_states(OLD_DISPUTE_STATES)
    with op.batch_alter_table("comment") as table:
        table.drop_index(op.f("ix_comment_parent_id"))
        table.drop_constraint(op.f("fk_comment_parent_id_comment"), type_="foreignkey")
        table.drop_column("parent_id")
    with op.batch_alter_table("commitment") as table:
        for check in ("put", "moved", "confirmed_by_somebody_else"):
            table.drop_constraint(op.f(f"ck_commitment_{check}"), type_="check")
        table.drop_constraint(op.f("fk_commitment_confirmed_by_id_person"), type_="foreignkey")
        for column in ("confirmed_at", "confirmed_by_id", "moved_at"):
            table.drop_column(column)
        for prefix in ("put", "moved"):
            for kind in RESOURCES:
                table.drop_column(f"{prefix}_{kind}")
    with op.batch_alter_table("reply") as table:
        table.drop_constraint(op.f("ck_reply_put"), type_="check")
        table.drop_column("withdrawn_at")
        for kind in RESOURCES:
            table.drop_column(f"put_{kind}")
