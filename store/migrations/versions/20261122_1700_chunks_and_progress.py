"""chunks of a long call, progress of a job."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT

revision = "b21f6c0d7e95"
down_revision = "3d7c1a9e40b6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transcript_chunk",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("segments", JSON_DOCUMENT, nullable=False),
        sa.Column("entities", JSON_DOCUMENT, nullable=False),
        sa.Column("names", JSON_DOCUMENT, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("channels", sa.Integer(), nullable=False),
        sa.Column("lanes", JSON_DOCUMENT, nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("packets", sa.LargeBinary(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_transcript_chunk_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_chunk")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_transcript_chunk_call_id_number")),
    )
    with op.batch_alter_table("job") as table:
        table.add_column(sa.Column("progress", sa.Double(), nullable=False, server_default=sa.text("0")))
        table.add_column(sa.Column("forgiven", sa.Integer(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    with op.batch_alter_table("job") as table:
        table.drop_column("forgiven")
        table.drop_column("progress")
    op.drop_table("transcript_chunk")
