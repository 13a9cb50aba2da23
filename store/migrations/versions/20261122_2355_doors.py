"""doors.

A session knows its role and its browser, a key its scopes, and tries are counted. Sessions that are open end: everybody
signs in once more. Keys that are there keep what they could do.
"""

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT, UtcDateTime

revision = "d41c7e08ab92"
down_revision = "e0c47b91d2a8"
branch_labels = None
depends_on = None

ROLES = ("admin", "qa_lead", "reviewer", "executive", "auditor", "service")


def upgrade() -> None:
    role = sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=40)
    op.execute("DELETE FROM browser_session")
    with op.batch_alter_table("browser_session") as table:
        table.add_column(sa.Column("role", role, nullable=False))
        table.add_column(sa.Column("user_agent", sa.String(), nullable=False))
    with op.batch_alter_table("api_key") as table:
        all_of_it = sa.text("""'["read", "write"]'""")
        table.add_column(sa.Column("scopes", JSON_DOCUMENT, server_default=all_of_it, nullable=False))
        table.create_index(op.f("ix_api_key_person_id"), ["person_id"])
    op.create_table(
        "attempt",
        sa.Column("who_sha256", sa.String(), nullable=False),
        sa.Column("window_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who_sha256", "window_at", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_window_at"), "attempt", ["window_at"])


def downgrade() -> None:
    op.drop_table("attempt")
    with op.batch_alter_table("api_key") as table:
        table.drop_index(op.f("ix_api_key_person_id"))
        table.drop_column("scopes")
    with op.batch_alter_table("browser_session") as table:
        table.drop_column("user_agent")
        table.drop_constraint(op.f("ck_browser_session_role"), type_="check")
        table.drop_column("role")
