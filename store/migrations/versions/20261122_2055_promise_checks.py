"""promise checks."""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime

revision = "c4e81f5a0b37"
down_revision = "4be80d17f6a2"
branch_labels = None
depends_on = None

BOXES = ("inside", "outside", "unknown")


def upgrade() -> None:
    op.create_table(
        "promise_check",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column(
            "box",
            sa.Enum(*BOXES, name="promisebox", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("against", sa.String(), nullable=False),
        sa.Column("offering_id", sa.String(), nullable=False),
        sa.Column("exception_id", sa.String(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_promise_check_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_check")),
        sa.UniqueConstraint("call_id", name=op.f("uq_promise_check_call_id")),
    )


def downgrade() -> None:
    op.drop_table("promise_check")
