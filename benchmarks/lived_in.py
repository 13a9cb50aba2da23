"""What a year leaves behind beside calls: digests, what was heard and answered, promises, jobs, the audit record."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.audit import NOTHING_BEFORE, hash_of
from benchmarks.heard_calls import MADE_OF, WAVEFORM, put
from deliver.digest_body import CauseFinding, DigestBody, Estimate, as_json
from store.tables.audit_event import AuditEvent
from store.tables.cause import Cause
from store.tables.comment import Comment
from store.tables.commitment import Commitment, CommitmentState
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest, DigestState
from store.tables.dispute import Dispute
from store.tables.excerpt import Excerpt
from store.tables.job import JobState
from store.tables.listen import Listen, ListenChannel
from store.tables.measurement import Measurement
from store.tables.person import Person, Role
from store.tables.question import Question
from store.tables.reply import Reply, RoleReason
from tests.factories.listening_schedule import make_listening_schedule
from tests.factories.person import ada, make_person
from worker.queues import Kind, queue_of

EXECUTIVES: Final = 8
WEEKS: Final = 52
EXCERPTS: Final = 6
"""Of one weekly digest."""
PROMISES: Final = 60
LOOKS: Final = 20
"""Weekly measurements of a promise in effect."""
AUDITED: Final = 50_000


def live_in(session: Session, heard: Sequence[UUID], ends_at: datetime, sound: str, rng: np.random.Generator) -> None:
    """A year of weekly digests to eight executives, up to `ends_at`; `heard` are calls that excerpts are cut from."""
    causes = list(session.scalars(select(Cause).order_by(Cause.position)))
    listeners = _executives(session)
    for person in listeners:
        make_listening_schedule(session, person=person, next_at=ends_at + timedelta(days=30))
        for week in range(WEEKS):
            _digest(session, person, causes, heard, ends_at - timedelta(weeks=week), sound, rng)
    _promise(session, listeners, causes, ends_at)
    session.flush()
    put(session, "job", list(_jobs(heard, ends_at)))
    put(session, "audit_event", list(_audited(heard, ada(session).id, ends_at)))


def _executives(session: Session) -> list[Person]:
    """The owners of causes, and others of their departments."""
    owners = list(session.scalars(select(Person).where(Person.role == Role.EXECUTIVE).order_by(Person.name)))
    others = [
        make_person(session, name=f"Deputy {number}", department=owners[number % len(owners)].department)
        for number in range(EXECUTIVES - len(owners))
    ]
    return [*owners, *others]


def _digest(
    session: Session,
    person: Person,
    causes: Sequence[Cause],
    heard: Sequence[UUID],
    ends_at: datetime,
    sound: str,
    rng: np.random.Generator,
) -> None:
    digest = Digest(
        id=uuid4(), person_id=person.id, starts_at=ends_at - timedelta(weeks=1), ends_at=ends_at,
        state=DigestState.READY, subject="Mailer: about a third of calls", created_at=ends_at, ready_at=ends_at,
        body=_body(person, causes[0], ends_at),
    )  # fmt: skip
    session.add(digest)
    session.flush()
    for channel in (Channel.PAGE, Channel.MAIL):
        sent = {"state": DeliveryState.SENT, "created_at": ends_at, "sent_at": ends_at}
        session.add(Delivery(person_id=person.id, digest_id=digest.id, channel=channel, **sent))
    mine = [cause for cause in causes if cause.owner_id == person.id] or list(causes)
    for position, place in enumerate(rng.choice(len(heard), EXCERPTS, replace=False).tolist(), 1):
        excerpt = Excerpt(
            id=uuid4(), digest_id=digest.id, call_id=heard[place], cause_id=mine[position % len(mine)].id,
            position=position, start_ms=0, end_ms=round(MADE_OF[-1]["end"] * 1000) + 500,
            quote="I got your flyer in the mail", quote_start_ms=5900, quote_end_ms=8700,
            segments=MADE_OF, web_blob=sound, waveform=WAVEFORM, created_at=ends_at,
        )  # fmt: skip
        session.add(excerpt)
        session.flush()
        _answer(session, excerpt, person, ends_at, rng.random(5).tolist())


def _body(person: Person, cause: Cause, ends_at: datetime) -> dict[str, Any]:
    finding = CauseFinding(cause.id, cause.name, Estimate(0.31, 0.26, 0.36), labelled=221, drawn=240, frame=20_000)
    return as_json(DigestBody(person.name, ends_at - timedelta(weeks=1), ends_at, "EUR", findings=(finding,)))


def _answer(session: Session, excerpt: Excerpt, person: Person, at: datetime, dice: Sequence[float]) -> None:
    of_person: dict[str, Any] = {"excerpt_id": excerpt.id, "person_id": person.id}
    if dice[0] < 0.7:
        session.add(Listen(**of_person, channel=ListenChannel.PAGE, first_at=at, heard_at=at))
    if dice[1] < 0.3:
        said = {"role_played": "we printed a price that had ended", "will_change": "billing proofreads every flyer"}
        session.add(Reply(**of_person, is_ours=True, reason=RoleReason.PROCESS, replied_at=at, **said))
    if dice[2] < 0.05:
        session.add(Dispute(**of_person, why="the flyer was not ours", opened_at=at))
    if dice[3] < 0.1:
        session.add(Comment(**of_person, text="the same as last week", commented_at=at))
    if dice[4] < 0.03 and (expert := session.scalar(select(Person.id).where(Person.id != person.id).limit(1))):
        asked = {"expert_id": expert, "text": "why was the card charged twice", "asked_at": at}
        session.add(Question(excerpt_id=excerpt.id, asked_by_id=person.id, **asked))


def _promise(session: Session, listeners: Sequence[Person], causes: Sequence[Cause], ends_at: datetime) -> None:
    """A third each promised, in effect and closed, spread over the year; those in effect measured every week."""
    states = (CommitmentState.PROMISED, CommitmentState.IN_EFFECT, CommitmentState.CLOSED)
    for number in range(PROMISES):
        made_at = ends_at - timedelta(days=6 * number)
        state = states[number % len(states)]
        commitment = Commitment(
            id=uuid4(), cause_id=causes[number % 4].id, person_id=listeners[number % len(listeners)].id,
            promise="the corrected mailer goes out", put_in="one person, two days a month", expected_drop=0.2,
            state=state, made_at=made_at, due_date=(made_at + timedelta(days=30)).date(),
            effective_at=None if state is CommitmentState.PROMISED else made_at,
        )  # fmt: skip
        session.add(commitment)
        session.flush()
        if state is not CommitmentState.PROMISED:
            looks = (made_at + timedelta(weeks=week) for week in range(1, LOOKS + 1))
            session.add_all(_look(commitment, as_of, causes) for as_of in looks)


def _look(commitment: Commitment, as_of: datetime, causes: Sequence[Cause]) -> Measurement:
    side = {"share": 0.3, "low": 0.24, "high": 0.37, "n": 110, "N": 120, "estimator": "ppi++"}
    unmoved = {"change": 0.01, "low": -0.09, "high": 0.11, "verdict": "unchanged"}
    return Measurement(
        commitment_id=commitment.id, cause_id=commitment.cause_id, as_of=as_of, before=side, after=side, change=-0.1,
        low=-0.2, high=-0.01, log_e=4.0, verdict="dropped", measured_at=as_of,
        controls=[{"cause": cause.id, **unmoved} for cause in causes if cause.id != commitment.cause_id],
    )  # fmt: skip


def _jobs(heard: Sequence[UUID], at: datetime) -> Iterator[dict[str, Any]]:
    for kind in (Kind.PROCESS_RECORDING, Kind.PREDICT_CALL):
        for call_id in heard:
            yield {
                "id": uuid4(), "kind": kind, "subject": str(call_id), "queue": queue_of(kind), "payload": {},
                "state": JobState.DONE, "attempt": 1, "forgiven": 0, "progress": 0.0, "not_before": at,
                "reason": "", "created_at": at, "claimed_at": at, "finished_at": at + timedelta(seconds=40),
            }  # fmt: skip


def _audited(heard: Sequence[UUID], by: UUID, ends_at: datetime) -> Iterator[dict[str, Any]]:
    """A chain that holds: calls were heard all year."""
    before = NOTHING_BEFORE
    for number in range(1, AUDITED + 1):
        event = AuditEvent(
            number=number, at=ends_at - timedelta(minutes=10 * (AUDITED - number)), person_id=by, action="heard call",
            subject=f"call:{heard[number % len(heard)]}", details={"channel": "page"}, previous_sha256=before,
        )  # fmt: skip
        event.record_sha256 = before = hash_of(event)
        yield {column.name: getattr(event, column.name) for column in AuditEvent.__table__.columns}
