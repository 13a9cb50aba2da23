"""words that are searched.

FTS5 reads its text from the table `searchable` (external content), whose integer key no VACUUM renumbers. On SQLite a
later migration that makes `searchable` anew loses its triggers and has to make them again.
"""

import sqlalchemy as sa
from alembic import op

from store.fulltext import folded

revision = "5be0d92c77a1"
down_revision = "8c1e5d7a20b3"
branch_labels = None
depends_on = None

INTO = "INSERT INTO searchable_words (rowid, words) VALUES (NEW.id, NEW.words);"
OUT_OF = "INSERT INTO searchable_words (searchable_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
TRIGGERS = {"insert": INTO, "delete": OUT_OF, "update": f"{OUT_OF} {INTO}"}
AT_ONCE = 1_000


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searchable")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_searchable_kind_subject_id")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE searchable_words USING fts5("
            "words, content='searchable', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')"
        )
        for event, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER searchable_{event} AFTER {event} ON searchable BEGIN {what} END")
    else:
        op.execute("CREATE INDEX searchable_words ON searchable USING gin (to_tsvector('simple', words))")
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT call_id, text FROM transcript WHERE is_current"))
    searchable = sa.table(
        "searchable", sa.column("kind", sa.String), sa.column("subject_id"), sa.column("words", sa.String)
    )
    for some in rows.partitions(AT_ONCE):
        values = [{"kind": "call", "subject_id": call_id, "words": folded(said)} for call_id, said in some]
        connection.execute(searchable.insert(), values)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE searchable_words")
    op.drop_table("searchable")
