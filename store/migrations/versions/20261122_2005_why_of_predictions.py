"""why of predictions."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "7c1f4a9e2d60"
down_revision = "a95e27c3f014"
branch_labels = None
depends_on = None

LISTS = ("reasons", "words", "neighbours")


def upgrade() -> None:
    for name in LISTS:
        op.add_column(
            "prediction",
            sa.Column(name, JSON_DOCUMENT, nullable=False, server_default=sa.text("'[]'")),
        )
    op.add_column("model_version", sa.Column("promoted_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("model_version", "promoted_at")
    for name in reversed(LISTS):
        op.drop_column("prediction", name)
