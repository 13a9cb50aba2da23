"""The listening queue: which digest, which excerpts, what was heard and answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, defer

from deliver.digest_body import DigestBody, body_of
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.digest import Digest, DigestState
from store.tables.dispute import Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen, ListenChannel
from store.tables.person import Person, Role
from store.tables.reply import Reply


@dataclass(frozen=True)
class QueuedExcerpt:
    id: UUID
    quote: str
    cause_name: str
    call_started_at: datetime
    duration_s: float
    has_sound: bool
    is_hand_picked: bool
    is_heard: bool
    is_downloaded: bool
    is_answered: bool
    is_disputed: bool
    is_gone: bool
    """Its call was erased: there is nothing to hear or read."""

    @property
    def state(self) -> str:
        """The one word beside the entry."""
        if self.is_gone:
            return "erased"
        if self.is_disputed:
            return "disputed"
        if self.is_answered:
            return "answered"
        if self.is_heard:
            return "heard"
        return "downloaded" if self.is_downloaded else "new"


@dataclass(frozen=True)
class Queue:
    digest: Digest
    body: DigestBody | None
    listener: Person
    excerpts: list[QueuedExcerpt]
    earlier: list[Digest]

    @property
    def is_after_fix(self) -> bool:
        """Made on demand, to hear whether a cause is gone."""
        return self.digest.commitment_id is not None

    @property
    def is_being_made(self) -> bool:
        return self.digest.state is DigestState.OPEN

    @property
    def heard(self) -> int:
        return sum(excerpt.is_heard for excerpt in self.excerpts)

    @property
    def downloaded(self) -> int:
        """Fetched by a podcast program, and nobody said yet that it was played."""
        return sum(excerpt.is_downloaded and not excerpt.is_heard for excerpt in self.excerpts)

    @property
    def answered(self) -> int:
        return sum(excerpt.is_answered for excerpt in self.excerpts)

    @property
    def seconds_left(self) -> float:
        return sum(one.duration_s for one in self.excerpts if not one.is_heard and not one.is_gone)

    @property
    def next_excerpt(self) -> QueuedExcerpt | None:
        return next((one for one in self.excerpts if not one.is_heard and not one.is_gone), None)


def queues_for(session: Session, person: Person, *, digest_id: UUID | None = None) -> list[Queue]:
    """An executive's own queue; for admins and QA leads the current queue of every executive.

    With `digest_id` that one digest, if the person may open it.
    """
    digests = session.scalars(_visible_to(person).order_by(Digest.ends_at.desc(), Digest.created_at.desc())).all()
    by_listener: dict[UUID, list[Digest]] = {}
    for digest in digests:
        by_listener.setdefault(digest.person_id, []).append(digest)
    queues = [_queue(session, shown, digest_id) for shown in by_listener.values()]
    chosen = [queue for queue in queues if digest_id is None or queue.digest.id == digest_id]
    return sorted(chosen, key=lambda queue: queue.listener.name)


def _visible_to(person: Person) -> Select[Digest]:
    is_ready = Digest.state.in_([DigestState.READY, DigestState.EMPTY])
    ready = select(Digest).where(or_(is_ready, Digest.commitment_id.is_not(None)))
    return ready.where(Digest.person_id == person.id) if person.role is Role.EXECUTIVE else ready


def _queue(session: Session, digests: list[Digest], digest_id: UUID | None) -> Queue:
    usual = next((digest for digest in digests if digest.commitment_id is None), digests[0])
    shown = next((digest for digest in digests if digest.id == digest_id), usual)
    listener = session.get_one(Person, shown.person_id)
    others = [digest for digest in digests if digest is not shown]
    body = body_of(shown.body) if shown.body else None
    return Queue(shown, body, listener, excerpts_of(session, shown, listener), others)


def excerpts_of(session: Session, digest: Digest, listener: Person) -> list[QueuedExcerpt]:
    def done(row: type[Listen | Reply | Dispute], *stands: ColumnElement[bool]) -> Select[int]:
        return select(func.count()).where(row.excerpt_id == Excerpt.id, row.person_id == listener.id, *stands)

    fetched = done(Listen).where(Listen.channel == ListenChannel.FEED)

    rows = session.execute(
        select(
            Excerpt,
            Cause.name,
            Call.started_at,
            done(Listen).where(Listen.heard_at.is_not(None)).scalar_subquery(),
            fetched.scalar_subquery(),
            done(Reply, Reply.withdrawn_at.is_(None)).scalar_subquery(),
            done(Dispute, Dispute.state != DisputeState.WITHDRAWN).scalar_subquery(),
        )
        .join(Cause, Cause.id == Excerpt.cause_id)
        .join(Call, Call.id == Excerpt.call_id)
        .where(Excerpt.digest_id == digest.id)
        .options(defer(Excerpt.segments), defer(Excerpt.entities), defer(Excerpt.waveform))
        .order_by(Excerpt.is_hand_picked, Excerpt.position)
    )
    return [
        QueuedExcerpt(
            id=excerpt.id,
            quote=excerpt.quote,
            cause_name=cause_name,
            call_started_at=started_at,
            duration_s=excerpt.duration_s,
            has_sound=excerpt.web_blob is not None,
            is_hand_picked=excerpt.is_hand_picked,
            is_heard=bool(heard),
            is_downloaded=bool(downloaded),
            is_answered=bool(answered),
            is_disputed=bool(disputed),
            is_gone=excerpt.is_emptied,
        )
        for excerpt, cause_name, started_at, heard, downloaded, answered, disputed in rows
    ]
