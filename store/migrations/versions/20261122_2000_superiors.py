"""superiors."""

import sqlalchemy as sa
from alembic import op

revision = "a95e27c3f014"
down_revision = "e3b05a7d1c64"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("superior_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f("fk_person_superior_id_person"), "person", ["superior_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("fk_person_superior_id_person"), type_="foreignkey")
        table.drop_column("superior_id")
