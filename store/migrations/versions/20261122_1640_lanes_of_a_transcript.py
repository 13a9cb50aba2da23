"""lanes of a transcript."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT

revision = "3d7c1a9e40b6"
down_revision = "68fb25d21f54"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("transcript") as table:
        table.add_column(sa.Column("lanes", JSON_DOCUMENT, nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    with op.batch_alter_table("transcript") as table:
        table.drop_column("lanes")
