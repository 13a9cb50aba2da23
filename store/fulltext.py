"""Search in words: FTS5 on SQLite, a GIN index on PostgreSQL, and the same answers on both.

Text is folded before it is kept (case and accents go, so do placeholders of what was cut), and a query is folded the
same way. Every word of a query must be there, in any order, each as the beginning of a word; words in double quotes
must follow each other.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, false, func, literal_column, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from store.tables.searchable import Searchable

INDEX: Final = "searchable_words"
"""Name of the FTS5 table, whose shadow tables begin with it, and of PostgreSQL's index."""

MOST_WORDS: Final = 20
_PLACEHOLDER: Final = re.compile(r"\[[A-Z_]+\]")
_WORD: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True)
class Query:
    """What was asked: phrases of words that follow each other; of a phrase without quotes the last may go on."""

    phrases: tuple[tuple[str, ...], ...]
    are_exact: tuple[bool, ...]

    def __bool__(self) -> bool:
        return bool(self.phrases)


def folded(said: str) -> str:
    """Words as they are compared: without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", _PLACEHOLDER.sub(" ", said).casefold())
    return " ".join(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def parsed(asked: str) -> Query:
    """Words typed by a person; what holds no letter or digit is left out."""
    found = [(folded(quoted or plain), bool(quoted)) for quoted, plain in _PART.findall(asked)][:MOST_WORDS]
    kept = [(tuple(words.split()), exact) for words, exact in found if words]
    return Query(tuple(words for words, _ in kept), tuple(exact for _, exact in kept))


def keep_text(session: Session, kind: str, subject_id: UUID, said: str) -> None:
    """Make a subject findable by its words, instead of those it had before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    keeping = insert(Searchable).values(kind=kind, subject_id=subject_id, words=folded(said))
    session.execute(
        keeping.on_conflict_do_update(index_elements=["kind", "subject_id"], set_={"words": keeping.excluded.words})
    )


def forget_text(session: Session, kind: str, subject_ids: Sequence[UUID]) -> None:
    session.execute(delete(Searchable).where(Searchable.kind == kind, Searchable.subject_id.in_(subject_ids)))


def compact(session: Session) -> None:
    """Rewrite the index, so that nothing of forgotten texts is left in it. PostgreSQL's own vacuum does it there."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')"))  # noqa: S608 - our own name only


def said_in(session: Session, kind: str, asked: Query) -> Select[UUID]:
    """The subjects in which all that was asked is said; none for an empty query."""
    found = select(Searchable.subject_id).where(Searchable.kind == kind)
    return found.where(_matches(session.get_bind().dialect.name, asked) if asked else false())


def _matches(dialect: str, asked: Query) -> ColumnElement[bool]:
    if dialect == "postgresql":
        vector = func.to_tsvector(literal_column("'simple'"), Searchable.words)
        return vector.bool_op("@@")(func.to_tsquery(literal_column("'simple'"), _tsquery(asked)))
    rows = text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :asked")  # noqa: S608 - our own name only
    return Searchable.id.in_(rows.bindparams(asked=_fts5(asked)))


def _fts5(asked: Query) -> str:
    """Words are letters and digits alone (`folded`), so nothing has to be escaped."""
    return " AND ".join(
        f'"{" ".join(words)}"{"" if exact else " *"}'
        for words, exact in zip(asked.phrases, asked.are_exact, strict=True)
    )


def _tsquery(asked: Query) -> str:
    return " & ".join(
        f"({' <-> '.join(words)}{'' if exact else ':*'})"
        for words, exact in zip(asked.phrases, asked.are_exact, strict=True)
    )


def is_known_table(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the schema's own comparison should look at it: the index is made by hand, in its migration."""
    return not (kind in {"table", "index"} and name is not None and name.startswith(INDEX))
