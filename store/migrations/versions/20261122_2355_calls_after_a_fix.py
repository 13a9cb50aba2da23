"""calls after a fix, and calls picked by hand."""

import sqlalchemy as sa
from alembic import op

revision = "e27d40b81c95"
down_revision = "d41c7e08ab92"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("digest") as table:
        table.add_column(sa.Column("commitment_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_digest_commitment_id_commitment"), "commitment", ["commitment_id"], ["id"])
        table.create_index(op.f("ix_digest_commitment_id"), ["commitment_id"])
    with op.batch_alter_table("excerpt") as table:
        table.add_column(sa.Column("picked_by_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("picked_why", sa.String(), server_default=sa.text("''"), nullable=False))
        table.create_foreign_key(op.f("fk_excerpt_picked_by_id_person"), "person", ["picked_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("excerpt") as table:
        table.drop_constraint(op.f("fk_excerpt_picked_by_id_person"), type_="foreignkey")
        table.drop_column("picked_why")
        table.drop_column("picked_by_id")
    with op.batch_alter_table("digest") as table:
        table.drop_index(op.f("ix_digest_commitment_id"))
        table.drop_constraint(op.f("fk_digest_commitment_id_commitment"), type_="foreignkey")
        table.drop_column("commitment_id")
