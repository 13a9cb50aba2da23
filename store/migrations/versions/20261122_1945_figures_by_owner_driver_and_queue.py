"""figures by owner driver and queue."""

import sqlalchemy as sa
from alembic import op

revision = "7f31c0a9d254"
down_revision = "7c41d09e2f38"
branch_labels = None
depends_on = None

OLD = "uq_figure_measure_cause_id_starts_at_ends_at_grain_version"
KEY = ["measure", "subject", "subject_id", "queue", "starts_at", "ends_at", "grain", "version"]
SUBJECT = sa.Enum("cause", "owner", "driver", name="subject", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("figure") as table:
        table.add_column(sa.Column("subject", SUBJECT, nullable=False, server_default="cause"))
        table.add_column(sa.Column("subject_id", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("queue", sa.String(), nullable=False, server_default=""))
        table.alter_column("cause_id", existing_type=sa.String(), nullable=True)
        table.drop_constraint(OLD, type_="unique")
    op.execute("UPDATE figure SET subject_id = cause_id")
    with op.batch_alter_table("figure") as table:
        table.create_unique_constraint("uq_figure", KEY)


def downgrade() -> None:
    op.execute("DELETE FROM figure WHERE cause_id IS NULL OR queue <> ''")
    with op.batch_alter_table("figure") as table:
        table.drop_constraint("uq_figure", type_="unique")
        table.create_unique_constraint(OLD, ["measure", "cause_id", "starts_at", "ends_at", "grain", "version"])
        table.alter_column("cause_id", existing_type=sa.String(), nullable=False)
        table.drop_column("queue")
        table.drop_column("subject_id")
        table.drop_column("subject")
