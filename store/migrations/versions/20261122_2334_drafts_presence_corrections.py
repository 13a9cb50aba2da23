"""drafts, presence and corrected transcripts."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "3f6ad81c05e9"
down_revision = "b7d20c94e15a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("fields", JSON_DOCUMENT, nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_draft_call_id_call")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "call_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "presence",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_presence_call_id_call")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_call_id", "presence", ["call_id"])
    op.add_column("label", sa.Column("submission_id", sa.Uuid(), nullable=True))
    op.create_index("uq_label_submission_id", "label", ["submission_id"], unique=True)
    op.add_column("prediction", sa.Column("machine_probabilities", JSON_DOCUMENT, nullable=True))
    with op.batch_alter_table("transcript") as table:
        table.add_column(sa.Column("corrected_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("heard_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_transcript_corrected_by_id_person"), "person", ["corrected_by_id"], ["id"])
        table.create_foreign_key(op.f("fk_transcript_heard_id_transcript"), "transcript", ["heard_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("transcript") as table:
        table.drop_constraint(op.f("fk_transcript_heard_id_transcript"), type_="foreignkey")
        table.drop_constraint(op.f("fk_transcript_corrected_by_id_person"), type_="foreignkey")
        table.drop_column("heard_id")
        table.drop_column("corrected_by_id")
    op.drop_column("prediction", "machine_probabilities")
    op.drop_index("uq_label_submission_id", table_name="label")
    op.drop_column("label", "submission_id")
    op.drop_table("presence")
    op.drop_table("draft")
