"""One excerpt as its page shows it: sound, words, why it is heard, what was answered."""

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.permissions import excerpts_heard_by
from review_ui.queries.figures import CauseFigures, current_figures_of
from review_ui.sound_picture import picture_of
from review_ui.transcripts import Turn, turns
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.digest import Digest
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen, ListenChannel
from store.tables.person import Person, Role
from store.tables.transcript import Transcript


@dataclass(frozen=True)
class ExcerptView:
    excerpt: Excerpt
    call: Call
    cause: Cause
    owner: Person | None
    digest: Digest
    may_see_digest: bool
    """Who was asked about one excerpt only hears just that one."""
    draw: Draw | None
    picked_by: Person | None
    language: str
    turns: list[Turn]
    picture: Markup | None
    figures: CauseFigures | None
    listens: dict[str, Listen]
    """By channel, of the person who looks."""
    is_heard: bool
    place: int
    """Which one of the digest, from 1."""
    of: int
    previous_id: UUID | None
    next_id: UUID | None
    is_cut_again: bool
    """A correction withdrew its sound, which is being rendered again."""

    @property
    def is_downloaded(self) -> bool:
        """A podcast program of the person fetched it."""
        return ListenChannel.FEED in self.listens

    @property
    def is_said_only(self) -> bool:
        """Heard by the person's own word, not by seconds that a player told of."""
        return all(listen.is_said for listen in self.listens.values() if listen.heard_at)


def find_excerpt(session: Session, person: Person, excerpt_id: UUID) -> Excerpt | None:
    """The excerpt if this person may hear it; somebody else's looks like one that does not exist."""
    return session.scalar(select(Excerpt).where(Excerpt.id == excerpt_id, excerpts_heard_by(person)))


def view_of(session: Session, excerpt: Excerpt, person: Person) -> ExcerptView:
    cause = session.get_one(Cause, excerpt.cause_id)
    siblings = _in_listening_order(session, excerpt, person)
    digest = session.get_one(Digest, excerpt.digest_id)
    at = siblings.index(excerpt.id)
    listens = listens_of(session, excerpt, person)
    transcript = session.scalar(select(Transcript).where(Transcript.call_id == excerpt.call_id, Transcript.is_current))
    return ExcerptView(
        excerpt=excerpt,
        call=session.get_one(Call, excerpt.call_id),
        cause=cause,
        owner=session.get(Person, cause.owner_id) if cause.owner_id else None,
        digest=digest,
        may_see_digest=person.role is not Role.EXECUTIVE or digest.person_id == person.id,
        draw=session.get(Draw, excerpt.draw_id) if excerpt.draw_id else None,
        picked_by=session.get(Person, excerpt.picked_by_id) if excerpt.picked_by_id else None,
        language=(transcript.language if transcript else "") or "en",
        turns=turns(excerpt.segments, quote_ms=quote_inside(excerpt)),
        picture=picture_of(excerpt, transcript, quote_inside(excerpt)),
        figures=current_figures_of(session, cause.id),
        listens=listens,
        is_heard=any(listen.heard_at for listen in listens.values()),
        place=at + 1,
        of=len(siblings),
        previous_id=siblings[at - 1] if at else None,
        next_id=siblings[at + 1] if at + 1 < len(siblings) else None,
        is_cut_again=excerpt.web_blob is None and transcript is not None and transcript.audio_blob is not None,
    )


def quote_inside(excerpt: Excerpt) -> tuple[int, int] | None:
    """Where the evidence lies, in milliseconds from the excerpt's start."""
    if excerpt.quote_start_ms is None or excerpt.quote_end_ms is None:
        return None
    return excerpt.quote_start_ms - excerpt.start_ms, excerpt.quote_end_ms - excerpt.start_ms


def listens_of(session: Session, excerpt: Excerpt, person: Person) -> dict[str, Listen]:
    """How it reached this person so far, by channel."""
    found = session.scalars(select(Listen).where(Listen.excerpt_id == excerpt.id, Listen.person_id == person.id))
    return {listen.channel: listen for listen in found}


def _in_listening_order(session: Session, excerpt: Excerpt, person: Person) -> list[UUID]:
    ordered = select(Excerpt.id).where(Excerpt.digest_id == excerpt.digest_id, excerpts_heard_by(person))
    return list(session.scalars(ordered.order_by(Excerpt.is_hand_picked, Excerpt.position)))
