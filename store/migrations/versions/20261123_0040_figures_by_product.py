"""figures by product."""

import sqlalchemy as sa
from alembic import op

revision = "c58e20f7a914"
down_revision = "e27d40b81c95"
branch_labels = None
depends_on = None

OLD = ["measure", "subject", "subject_id", "queue", "starts_at", "ends_at", "grain", "version"]
NEW = ["measure", "subject", "subject_id", "queue", "product", "starts_at", "ends_at", "grain", "version"]


def upgrade() -> None:
    with op.batch_alter_table("figure") as table:
        table.add_column(sa.Column("product", sa.String(), nullable=False, server_default=""))
        table.drop_constraint("uq_figure", type_="unique")
        table.create_unique_constraint("uq_figure", NEW)


def downgrade() -> None:
    op.execute("DELETE FROM figure WHERE product <> ''")
    with op.batch_alter_table("figure") as table:
        table.drop_constraint("uq_figure", type_="unique")
        table.create_unique_constraint("uq_figure", OLD)
        table.drop_column("product")
