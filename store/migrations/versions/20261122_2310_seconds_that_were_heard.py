"""seconds that were heard.

A listen keeps which milliseconds were played and when that was enough. What was recorded before: the page's fetches
count as heard, as they did; downloads by podcast programs do not.
"""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "5d0c7e92ab16"
down_revision = "5be0d92c77a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("listen") as table:
        table.add_column(sa.Column("played", JSON_DOCUMENT, server_default=sa.text("'[]'"), nullable=False))
        table.add_column(sa.Column("heard_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("is_said", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute("UPDATE listen SET heard_at = first_at WHERE channel <> 'feed'")


def downgrade() -> None:
    with op.batch_alter_table("listen") as table:
        for column in ("is_said", "heard_at", "played"):
            table.drop_column(column)
