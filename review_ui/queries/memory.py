"""The house's memory: what was heard, answered, asked and promised, found by its words, as far as one may hear it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from accounts.permissions import Action, excerpts_heard_by, may
from store.fulltext import Query, folded, parsed, said_in
from store.tables.cause import Cause
from store.tables.comment import Comment
from store.tables.commitment import Commitment
from store.tables.dispute import Dispute
from store.tables.exception_request import ExceptionRequest
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.question import Question
from store.tables.register_entry import RegisterEntry
from store.tables.reply import Reply

MOST: Final = 40
"""Results of one kind; who wants more asks more exactly."""

LEAST_ALIKE: Final = 0.34
"""Share of a question's telling words that an earlier one has to hold."""

_EMPTY: Final = (
    "a an and any are as at be but by can did do does for from had has have how i if in is it its me my no not of on "
    "or our so that the their them then there they this to us was we were what when where which who why will with "
    "would you your"
)
_EMPTY_WORDS: Final = frozenset(_EMPTY.split())
"""They tell nothing of what a question is about."""


Names = Mapping[str | UUID, str]


@dataclass(frozen=True)
class Found:
    """One result: what it is, where it stands, its words."""

    kind: str
    link: str
    cause: str
    by: str
    at: datetime
    text: str
    more: str = ""
    """The answer of a question, what an answer will change."""


@dataclass(frozen=True)
class Similar:
    """An earlier question that was answered."""

    question: Question
    expert: Person


def search_memory(session: Session, person: Person, asked: str) -> list[Found]:
    """Everything that holds all the words, the latest first; nothing that this person may not hear or read."""
    query = parsed(asked)
    if not query:
        return []
    names = _names(session)
    found: list[Found] = []
    if may(person, Action.HEAR_EXCERPTS):
        for kind, row, excerpt in _about_excerpts(session, person, query):
            found.append(_found(names, kind, row, excerpt))
    if may(person, Action.SEE_ACTIONS):
        found += _commitments(session, names, query)
    if may(person, Action.SEE_LISTS):
        found += _registered(session, names, query)
    return sorted(found, key=lambda one: one.at, reverse=True)


def similar_questions(session: Session, person: Person, text: str) -> list[Similar]:
    """Answered questions that ask nearly the same, the likest first; at most three."""
    words = _telling(text)
    if not words:
        return []
    rows = session.execute(
        select(Question, Person)
        .join(Excerpt, Excerpt.id == Question.excerpt_id)
        .join(Person, Person.id == Question.expert_id)
        .where(Question.answered_at.is_not(None), excerpts_heard_by(person))
        .order_by(Question.answered_at.desc())
        .limit(1_000)
    )
    scored = [(_alike(words, _telling(question.text)), question, expert) for question, expert in rows]
    near = sorted((one for one in scored if one[0] >= LEAST_ALIKE), key=lambda one: -one[0])
    return [Similar(question, expert) for _, question, expert in near[:3]]


def _telling(text: str) -> set[str]:
    return {word for word in folded(text).split() if word not in _EMPTY_WORDS}


def _alike(words: set[str], other: set[str]) -> float:
    return len(words & other) / len(words | other) if other else 0.0


def _about_excerpts(session: Session, person: Person, query: Query) -> list[tuple[str, Any, Excerpt]]:
    found: list[tuple[str, Any, Excerpt]] = []
    told = load_only(Excerpt.cause_id, Excerpt.quote, Excerpt.created_at, raiseload=True)
    excerpts = (
        select(Excerpt)
        .options(told)
        .where(Excerpt.id.in_(said_in(session, "excerpt", query)), excerpts_heard_by(person))
    )
    newest = excerpts.order_by(Excerpt.created_at.desc()).limit(MOST)
    found += [("excerpt", excerpt, excerpt) for excerpt in session.scalars(newest)]
    tables: Sequence[tuple[str, Any, Any]] = (
        ("reply", Reply, Reply.replied_at),
        ("dispute", Dispute, Dispute.opened_at),
        ("question", Question, Question.asked_at),
        ("comment", Comment, Comment.commented_at),
    )
    for kind, table, at in tables:
        rows = session.execute(
            select(table, Excerpt)
            .options(told)
            .join(Excerpt, Excerpt.id == table.excerpt_id)
            .where(table.id.in_(said_in(session, kind, query)), excerpts_heard_by(person))
            .order_by(at.desc())
            .limit(MOST)
        )
        found += [(kind, row, excerpt) for row, excerpt in rows]
    return found


def _found(names: Names, kind: str, row: Any, excerpt: Excerpt) -> Found:
    cause, link = names[excerpt.cause_id], f"/excerpts/{excerpt.id}"
    match kind:
        case "excerpt":
            return Found("Excerpt", link, cause, "", row.created_at, row.quote or "An excerpt without a quote")
        case "reply":
            text = row.role_played or row.will_change
            more = row.will_change if row.role_played else ""
            return Found("Answer", f"{link}#reply-{row.id}", cause, names[row.person_id], row.replied_at, text, more)
        case "dispute":
            return Found("Dispute", f"{link}#dispute", cause, names[row.person_id], row.opened_at, row.why)
        case "question":
            by = names[row.asked_by_id]
            return Found("Question", f"{link}#question-{row.id}", cause, by, row.asked_at, row.text, row.answer)
        case _:
            by = names[row.person_id]
            return Found("Remark", f"{link}#comment-{row.id}", cause, by, row.commented_at, row.text)


def _commitments(session: Session, names: Names, query: Query) -> list[Found]:
    rows = session.scalars(
        select(Commitment)
        .where(Commitment.id.in_(said_in(session, "commitment", query)))
        .order_by(Commitment.made_at.desc())
        .limit(MOST)
    )
    return [
        Found("Commitment", f"/actions#{row.id}", names[row.cause_id], names[row.person_id], row.made_at, row.promise)
        for row in rows
    ]


def _registered(session: Session, names: Names, query: Query) -> list[Found]:
    """Lines of the registers and requests for exceptions; everybody in the house may read them."""
    entries = select(RegisterEntry).where(RegisterEntry.id.in_(said_in(session, "register", query)))
    asked = select(ExceptionRequest).where(ExceptionRequest.id.in_(said_in(session, "exception_request", query)))
    return [
        Found("Register", f"/registers/{row.register}/{row.id}", row.name, "", row.changed_at, row.text)
        for row in session.scalars(entries.order_by(RegisterEntry.changed_at.desc()).limit(MOST))
    ] + [
        Found(
            "Exception request",
            f"/exception-requests#{row.id}",
            row.state.value,
            names[row.asked_by_id],
            row.asked_at,
            row.promise,
            row.decision,
        )
        for row in session.scalars(asked.order_by(ExceptionRequest.asked_at.desc()).limit(MOST))
    ]


def _names(session: Session) -> Names:
    """Of all causes and people, by their ids."""
    names: dict[str | UUID, str] = {}
    names.update((key, name) for key, name in session.execute(select(Cause.id, Cause.name)))
    names.update((key, name) for key, name in session.execute(select(Person.id, Person.name)))
    return names
