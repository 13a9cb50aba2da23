"""consent taken back: the calls whose customers did so are found without reading all others."""

import sqlalchemy as sa
from alembic import op

revision = "c41e7a08d6f2"
down_revision = "5b0d3e97c1a4"
branch_labels = None
depends_on = None

WAITS = sa.text("consent_withdrawn_at IS NOT NULL AND erased_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_call_consent_withdrawn_at", "call", ["consent_withdrawn_at"], sqlite_where=WAITS, postgresql_where=WAITS
    )


def downgrade() -> None:
    op.drop_index("ix_call_consent_withdrawn_at", "call")
