"""versions of the causes.

When causes came to mean something else, by whom and why. Versions from before have no row; their numbers stand in the
figures.
"""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime

revision = "a3c19be0427d"
down_revision = "5d0c7e92ab16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taxonomy_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_taxonomy_version_person_id_person")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_taxonomy_version")),
    )


def downgrade() -> None:
    op.drop_table("taxonomy_version")
