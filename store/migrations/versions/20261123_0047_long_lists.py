"""long lists: the length of a draw's manifest beside it, the manifest behind all else, refusals in order of time."""

import sqlalchemy as sa
from alembic import op

revision = "a61c0e95d4b7"
down_revision = "f2b9637ce014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draw", sa.Column("listed", sa.Integer(), nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE draw SET listed = jsonb_array_length(manifest)")
    else:
        _move_behind()
    op.create_index("ix_refusal_refused_at", "refusal", ["refused_at", "source", "line", "id"])


def _move_behind() -> None:
    """SQLite reads a row from its front: what stands behind megabytes costs all of them, whoever asks for it."""
    op.execute("ALTER TABLE draw RENAME COLUMN manifest TO manifest_in_front")
    op.execute("ALTER TABLE draw ADD COLUMN manifest JSON NOT NULL DEFAULT '[]'")
    op.execute("UPDATE draw SET manifest = manifest_in_front, listed = json_array_length(manifest_in_front)")
    op.execute("ALTER TABLE draw DROP COLUMN manifest_in_front")


def downgrade() -> None:
    op.drop_index("ix_refusal_refused_at", "refusal")
    with op.batch_alter_table("draw") as table:
        table.drop_column("listed")
