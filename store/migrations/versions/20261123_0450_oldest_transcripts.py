"""oldest transcripts: clocks find what goes next without reading the words of all."""

from alembic import op

revision = "e93b51d7c20a"
down_revision = "c41e7a08d6f2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_transcript_created_at", "transcript", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_transcript_created_at", "transcript")
