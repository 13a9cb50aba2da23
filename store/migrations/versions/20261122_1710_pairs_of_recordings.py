"""pairs of recordings."""

import sqlalchemy as sa
from alembic import op

revision = "5d2c8b7e41a9"
down_revision = "b21f6c0d7e95"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("recording", sa.Column("second_blob", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("recording", "second_blob")
