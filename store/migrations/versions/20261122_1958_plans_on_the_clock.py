"""plans on the clock, terms of a draw, start of a job."""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "e3b05a7d1c64"
down_revision = "2f9a63c1b7d4"
branch_labels = None
depends_on = None

SCHEDULE = sa.Enum("manual", "daily", "weekly", name="schedule", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    with op.batch_alter_table("sampling_plan") as plan:
        plan.add_column(sa.Column("monthly_hours", sa.Double(), nullable=True))
        plan.add_column(sa.Column("labels", sa.Integer(), nullable=True))
        plan.add_column(sa.Column("schedule", SCHEDULE, server_default="manual", nullable=False))
        plan.add_column(sa.Column("weekday", sa.Integer(), server_default="0", nullable=False))
        plan.add_column(sa.Column("hour", sa.Integer(), server_default="6", nullable=False))
        plan.add_column(sa.Column("time_zone", sa.String(), server_default="UTC", nullable=False))
        plan.add_column(sa.Column("drawn_until", sa.Date(), nullable=True))
        plan.add_column(sa.Column("is_paused", sa.Boolean(), server_default=sa.false(), nullable=False))
        plan.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        plan.add_column(sa.Column("changed_at", UtcDateTime(), nullable=True))
        plan.create_check_constraint("weekday", "weekday BETWEEN 0 AND 6")
        plan.create_check_constraint("hour", "hour BETWEEN 0 AND 23")
    op.add_column("draw", sa.Column("terms", JSON_DOCUMENT, server_default=sa.text("'{}'"), nullable=False))
    op.add_column("job", sa.Column("claimed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("job", "claimed_at")
    op.drop_column("draw", "terms")
    with op.batch_alter_table("sampling_plan") as plan:
        for name in (
            "changed_at", "version", "is_paused", "drawn_until", "time_zone", "hour", "weekday", "schedule", "labels",
            "monthly_hours",
        ):  # fmt: skip
            plan.drop_column(name)
