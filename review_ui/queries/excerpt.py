"""One excerpt as its page shows it: sound, words, why it is heard, what was answered."""

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import excerpts_heard_by
from accounts.policies import Decision, to_dispute
from review_ui.queries.figures import CauseFigures, current_figures_of
from review_ui.sound_picture import picture_of
from review_ui.transcripts import Turn, turns
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.comment import Comment
from store.tables.digest import Digest
from store.tables.dispute import Dispute
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen
from store.tables.person import Person
from store.tables.reply import Reply
from store.tables.transcript import Transcript


@dataclass(frozen=True)
class ExcerptView:
    excerpt: Excerpt
    call: Call
    cause: Cause
    owner: Person | None
    digest: Digest
    draw: Draw | None
    turns: list[Turn]
    picture: Markup | None
    figures: CauseFigures | None
    replies: list[tuple[Reply, Person]]
    comments: list[tuple[Comment, Person]]
    dispute: Dispute | None
    is_heard: bool
    dispute_decision: Decision
    place: int
    """Which one of the digest, from 1."""
    of: int
    previous_id: UUID | None
    next_id: UUID | None

    @property
    def own_reply(self) -> Reply | None:
        return self.replies[-1][0] if self.replies else None


def find_excerpt(session: Session, person: Person, excerpt_id: UUID) -> Excerpt | None:
    """The excerpt if this person may hear it; somebody else's looks like one that does not exist."""
    return session.scalar(select(Excerpt).where(Excerpt.id == excerpt_id, excerpts_heard_by(person)))


def view_of(session: Session, excerpt: Excerpt, person: Person) -> ExcerptView:
    cause = session.get_one(Cause, excerpt.cause_id)
    siblings = _in_listening_order(session, excerpt)
    at = siblings.index(excerpt.id)
    heard = is_heard(session, excerpt, person)
    transcript = session.scalar(select(Transcript).where(Transcript.call_id == excerpt.call_id, Transcript.is_current))
    dispute = session.scalar(select(Dispute).where(Dispute.excerpt_id == excerpt.id, Dispute.person_id == person.id))
    return ExcerptView(
        excerpt=excerpt,
        call=session.get_one(Call, excerpt.call_id),
        cause=cause,
        owner=session.get(Person, cause.owner_id) if cause.owner_id else None,
        digest=session.get_one(Digest, excerpt.digest_id),
        draw=session.get(Draw, excerpt.draw_id) if excerpt.draw_id else None,
        turns=turns(excerpt.segments, quote_ms=quote_inside(excerpt)),
        picture=picture_of(excerpt, transcript, quote_inside(excerpt)),
        figures=current_figures_of(session, cause.id),
        replies=_replies(session, excerpt),
        comments=_comments(session, excerpt),
        dispute=dispute,
        is_heard=heard,
        dispute_decision=to_dispute(heard=heard, already_open=dispute is not None),
        place=at + 1,
        of=len(siblings),
        previous_id=siblings[at - 1] if at else None,
        next_id=siblings[at + 1] if at + 1 < len(siblings) else None,
    )


def quote_inside(excerpt: Excerpt) -> tuple[int, int] | None:
    """Where the evidence lies, in milliseconds from the excerpt's start."""
    if excerpt.quote_start_ms is None or excerpt.quote_end_ms is None:
        return None
    return excerpt.quote_start_ms - excerpt.start_ms, excerpt.quote_end_ms - excerpt.start_ms


def is_heard(session: Session, excerpt: Excerpt, person: Person) -> bool:
    heard = select(Listen.id).where(Listen.excerpt_id == excerpt.id, Listen.person_id == person.id)
    return session.scalar(heard.limit(1)) is not None


def _in_listening_order(session: Session, excerpt: Excerpt) -> list[UUID]:
    ordered = select(Excerpt.id).where(Excerpt.digest_id == excerpt.digest_id)
    return list(session.scalars(ordered.order_by(Excerpt.is_hand_picked, Excerpt.position)))


def _replies(session: Session, excerpt: Excerpt) -> list[tuple[Reply, Person]]:
    found = select(Reply, Person).join(Person, Person.id == Reply.person_id).where(Reply.excerpt_id == excerpt.id)
    return [(reply, by) for reply, by in session.execute(found.order_by(Reply.replied_at))]


def _comments(session: Session, excerpt: Excerpt) -> list[tuple[Comment, Person]]:
    found = select(Comment, Person).join(Person, Person.id == Comment.person_id)
    rows = session.execute(found.where(Comment.excerpt_id == excerpt.id).order_by(Comment.commented_at))
    return [(comment, by) for comment, by in rows]
