"""the shared number."""

import sqlalchemy as sa
from alembic import op

revision = "4be80d17f6a2"
down_revision = "c4a1de70b952"
branch_labels = None
depends_on = None

MEASURES = ("share", "calls", "minutes", "cost")
SUBJECTS = ("cause", "owner", "driver")


def upgrade() -> None:
    _allow((*MEASURES, "per_thousand"), (*SUBJECTS, "avoidable"))
    op.create_index("ix_figure_subject_ends_at", "figure", ["subject", "ends_at"])
    op.create_table(
        "campaign_outcome",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.Column("sales", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.Double(), nullable=False),
        sa.CheckConstraint("leads >= 0 AND sales >= 0 AND revenue >= 0", name=op.f("ck_campaign_outcome_counts")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_outcome_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaign_outcome")),
    )


def downgrade() -> None:
    op.drop_table("campaign_outcome")
    op.drop_index("ix_figure_subject_ends_at", "figure")
    op.execute("DELETE FROM figure WHERE subject = 'avoidable' OR measure = 'per_thousand'")
    _allow(MEASURES, SUBJECTS)


def _allow(measures: tuple[str, ...], subjects: tuple[str, ...]) -> None:
    """Let these values in and no others; no row is touched."""
    with op.batch_alter_table("figure") as table:
        for column, values in (("measure", measures), ("subject", subjects)):
            listed = ", ".join(f"'{value}'" for value in values)
            table.drop_constraint(op.f(f"ck_figure_{column}"), type_="check")
            table.create_check_constraint(op.f(f"ck_figure_{column}"), f"{column} IN ({listed})")
