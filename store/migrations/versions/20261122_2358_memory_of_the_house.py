"""memory of the house: what was said before this release becomes findable by its words."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.base import JSON_DOCUMENT
from store.fulltext import folded

revision = "e0c47b91d2a8"
down_revision = "a7d20c5e83f1"
branch_labels = None
depends_on = None

KINDS = ("excerpt", "reply", "dispute", "question", "comment", "commitment")
SAID = {
    "reply": "role_played || ' ' || will_change || ' ' || put_in FROM reply WHERE withdrawn_at IS NULL",
    "dispute": "why FROM dispute WHERE state <> 'withdrawn'",
    "question": "text || ' ' || answer FROM question WHERE withdrawn_at IS NULL",
    "comment": "text FROM comment",
    "commitment": "promise || ' ' || put_in || ' ' || moved FROM commitment",
}


def upgrade() -> None:
    for kind, said in SAID.items():
        _keep(kind, [(row.id, row.said) for row in _rows(f"SELECT id, {said.replace(' FROM', ' AS said FROM', 1)}")])
    excerpts = _rows("SELECT id, quote, segments FROM excerpt", segments=JSON_DOCUMENT)
    _keep("excerpt", [(row.id, f"{row.quote} {_words(row.segments)}") for row in excerpts])


def _rows(statement: str, **types: Any) -> list[Any]:
    return list(op.get_bind().execute(sa.text(statement).columns(id=sa.Uuid(), **types)))


def _words(segments: list[dict[str, list[dict[str, str]]]]) -> str:
    return " ".join(word["word"] for segment in segments for word in segment.get("words", []))


def _keep(kind: str, told: list[tuple[object, str]]) -> None:
    searchable = sa.table(
        "searchable", sa.column("kind", sa.String), sa.column("subject_id", sa.Uuid), sa.column("words", sa.String)
    )
    values = [{"kind": kind, "subject_id": row, "words": folded(said)} for row, said in told if said.strip()]
    if values:
        op.get_bind().execute(searchable.insert(), values)


def downgrade() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    op.execute(f"DELETE FROM searchable WHERE kind IN ({listed})")
