"""clients of a feed."""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime

revision = "71f3a9d4c06e"
down_revision = "3f6ad81c05e9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feed") as table:
        table.add_column(sa.Column("leak_seen_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("leak_cleared_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("closed_by_leak", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "feed_client",
        sa.Column("feed_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("client_sha256", sa.String(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_client_feed_id_feed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_client")),
        sa.UniqueConstraint("feed_id", "day", "client_sha256", name=op.f("uq_feed_client_feed_id_day_client_sha256")),
    )


def downgrade() -> None:
    op.drop_table("feed_client")
    with op.batch_alter_table("feed") as table:
        for column in ("closed_by_leak", "leak_cleared_at", "leak_seen_at"):
            table.drop_column(column)
