"""People named with an @ in what is written about an excerpt: they are told, if they may hear it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from accounts.permissions import may_hear_excerpt
from store.tables.excerpt import Excerpt
from store.tables.mention import Mention, MentionedIn
from store.tables.person import Person, Role


@dataclass(frozen=True)
class Mentioned:
    """The text with every known name spelled out, whom it names, and what is wrong with that."""

    text: str
    people: tuple[Person, ...] = ()
    problem: str = ""


def mentioned_in(session: Session, excerpt: Excerpt, text: str) -> Mentioned:
    """Find `@Carol Novak`, or `@Carol` where only one person is called so. A mention opens no door."""
    if "@" not in text:
        return Mentioned(text)
    active = select(Person).where(Person.is_active, Person.role != Role.SERVICE).order_by(Person.name)
    spelled, named = spell_out(text, list(session.scalars(active)))
    deaf = [person.name for person in named if not may_hear_excerpt(session, person, excerpt)]
    if not deaf:
        return Mentioned(spelled, named)
    names = " and ".join(deaf)
    return Mentioned(
        spelled, named, f"{names} may not hear this excerpt. Ask a question or to own it together instead."
    )


def spell_out(text: str, people: Sequence[Person]) -> tuple[str, tuple[Person, ...]]:
    """Each @ with a full or unmistakable first name, as the full name."""
    called: dict[str, list[Person]] = {}
    for person in people:
        for name in {person.name.lower(), person.name.lower().split()[0]}:
            called.setdefault(name, []).append(person)
    known = {name: found[0] for name, found in called.items() if len(found) == 1}
    if not known:
        return text, ()
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    named = tuple(dict.fromkeys(known[match[1].lower()] for match in pattern.finditer(text)))
    return pattern.sub(lambda match: f"@{known[match[1].lower()].name}", text), named


def record_mentions(
    session: Session,
    excerpt: Excerpt,
    people: Iterable[Person],
    *,
    told: tuple[MentionedIn, UUID],
    by: Person,
    now: datetime,
) -> None:
    """One row a person and text; whoever mentions themselves needs no reminder."""
    for person in sorted({person for person in people if person.id != by.id}, key=lambda person: person.name):
        session.add(
            Mention(
                person_id=person.id,
                by_id=by.id,
                excerpt_id=excerpt.id,
                mentioned_in=told[0],
                row_id=told[1],
                mentioned_at=now,
            )
        )
    session.flush()


def mentions_of(person: Person) -> Select[Mention]:
    """The latest first."""
    return select(Mention).where(Mention.person_id == person.id).order_by(Mention.mentioned_at.desc(), Mention.id)


def see_mentions(session: Session, person: Person, *, now: datetime) -> None:
    """All mentions of this person are read now."""
    session.execute(
        update(Mention).where(Mention.person_id == person.id, Mention.seen_at.is_(None)).values(seen_at=now)
    )
