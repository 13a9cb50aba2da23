"""further columns of a call."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT

revision = "7c41d09e2f38"
down_revision = "5d2c8b7e41a9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("extra", JSON_DOCUMENT, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column("call", "extra")
