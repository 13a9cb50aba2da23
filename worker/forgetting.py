"""What is held of a call, and how each part of it goes. Erasure takes all of it; the clocks take a part each."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Select, Update, case, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from deliver.smtp import outbox_name
from store.base import Base
from store.doomed import doom
from store.fulltext import forget_text
from store.knowledge import forget_excerpts
from store.tables.all import metadata
from store.tables.comment import Comment
from store.tables.delivery import Delivery
from store.tables.digest import Digest, DigestState
from store.tables.dispute import Dispute
from store.tables.doomed_file import FileKind
from store.tables.draft import Draft
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwner
from store.tables.kept_answer import KeptAnswer
from store.tables.label import Label
from store.tables.prediction import Prediction
from store.tables.presence import Presence
from store.tables.promise_check import PromiseCheck
from store.tables.question import Question
from store.tables.queued_call import QueuedCall
from store.tables.recording import Recording
from store.tables.reply import Reply
from store.tables.subject_export import SubjectExport
from store.tables.transcript import Transcript
from store.tables.transcript_chunk import TranscriptChunk

GONE: Final = "Erased with its call."
"""Stands where somebody had written about a call that was erased."""

GOES: Final[tuple[type[Base], ...]] = (
    TranscriptChunk, Prediction, PromiseCheck, DriverLink, Draft, Presence, QueuedCall, Label, Transcript,
)  # fmt: skip
"""Tables whose rows about a call are deleted with it."""

_REMARKS: Final[dict[type[Base], tuple[InstrumentedAttribute[str], ...]]] = {
    Comment: (Comment.text,),
    Question: (Question.text, Question.answer),
    Dispute: (Dispute.why,),
    JointOwner: (JointOwner.why, JointOwner.reason),
    Reply: (Reply.role_played, Reply.will_change, Reply.put_in),
}
"""What people wrote about an excerpt. That they answered, when, and what they promised elsewhere, stays."""


class Forgetter:
    """Drops rows and notes files in one transaction, and counts both."""

    def __init__(self, session: Session, *, now: datetime, erasure_id: UUID | None = None) -> None:
        self.session, self.now, self.erasure_id = session, now, erasure_id
        self.removed: Counter[str] = Counter()
        self.files = 0

    def doom(self, kind: FileKind, keys: Sequence[str | None]) -> None:
        self.files += doom(self.session, kind, keys, now=self.now, erasure_id=self.erasure_id)

    def run(self, table: type[Base], statement: Delete | Update) -> None:
        result = self.session.execute(statement.execution_options(synchronize_session=False))
        assert isinstance(result, CursorResult)
        if result.rowcount:
            self.removed[table.__tablename__] += result.rowcount

    def exports(self, customer_hash: str) -> None:
        """Files that were put together for the customer, and what of theirs is still under way."""
        if not customer_hash:
            return
        held = select(SubjectExport).where(SubjectExport.customer_hash == customer_hash)
        for export in self.session.scalars(held):
            self.doom(FileKind.EXPORT, [export.blob])
            export.customer_hash, export.blob, export.gone_at = "", None, self.now
            self.removed[SubjectExport.__tablename__] += 1
        self.session.flush()

    def answers(self, names: Sequence[str]) -> None:
        """What programs were answered lately, where it speaks of the call: kept for a day, so that few are read."""
        told = [name.encode() for name in names]
        kept = select(KeptAnswer.key_sha256, KeptAnswer.body).where(KeptAnswer.body != b"")
        rows = self.session.execute(kept.execution_options(yield_per=500))
        keys = [key for key, body in rows if any(name in body for name in told)]
        self.run(KeptAnswer, delete(KeptAnswer).where(KeptAnswer.key_sha256.in_(keys)))

    def original(self, call_id: UUID) -> None:
        """The recording as it arrived, and the name of its file; its hash stays, so that a copy is recognised."""
        for recording in self.session.scalars(select(Recording).where(Recording.call_id == call_id)):
            self.doom(FileKind.ORIGINAL, recording.blobs)
        gone = {"blob": None, "second_blob": None, "file_name": "", "delete_at": self.now}
        self.run(Recording, update(Recording).where(Recording.call_id == call_id).values(gone))

    def rows(self, call_id: UUID) -> None:
        """Words, sound, search, opinions, labels, and whatever else was made of a call."""
        self.doom(FileKind.SOUND, self.session.scalars(_sounds(call_id)).all())
        forget_text(self.session, Transcript.SEARCHED_AS, [call_id])
        labels = select(Label.id).where(Label.call_id == call_id).scalar_subquery()
        for key in _pointing_at(Label):
            self.session.execute(update(key.table).where(key.in_(labels)).values({key.name: None}))
        self.run(Transcript, delete(Transcript).where(Transcript.call_id == call_id, Transcript.heard_id.is_not(None)))
        for table in GOES:
            self.run(table, delete(table).where(table.call_id == call_id))  # type: ignore[attr-defined]

    def excerpts(self, call_id: UUID) -> int:
        """Excerpts that nobody has seen go; of those an executive has the frame is left. Returns how many those are."""
        unsent = list(self.session.scalars(_excerpts(call_id).where(Digest.state != DigestState.READY)))
        sent = list(self.session.scalars(_excerpts(call_id).where(Digest.state == DigestState.READY)))
        for excerpt in (*unsent, *sent):
            self.doom(FileKind.EXCERPT, (excerpt.web_blob, excerpt.feed_blob))
        self._drop(unsent)
        self.silence(sent)
        return len(sent)

    def silence(self, excerpts: Sequence[Excerpt], *, with_remarks: bool = True) -> None:
        """Empty excerpts that were sent: sound, words, quote, what was written about them, and the kept messages.

        Their clock leaves what was written.
        """
        ids = [excerpt.id for excerpt in excerpts]
        if with_remarks:
            forget_excerpts(self.session, ids)
        forget_text(self.session, "excerpt", ids)
        empty: dict[str, Any] = {
            "quote": "", "quote_start_ms": None, "quote_end_ms": None, "segments": [], "entities": [], "waveform": [],
            "web_blob": None, "feed_blob": None, "feed_bytes": 0, "picked_why": "",
        }  # fmt: skip
        self.run(Excerpt, update(Excerpt).where(Excerpt.id.in_(ids)).values(empty))
        for table, columns in _REMARKS.items() if with_remarks else ():
            said = {column.key: case((column != "", GONE), else_="") for column in columns}
            self.run(table, update(table).where(table.excerpt_id.in_(ids)).values(said))  # type: ignore[attr-defined]
        self._messages({excerpt.digest_id for excerpt in excerpts}, {str(one) for one in ids})
        for excerpt in excerpts:
            self.session.expire(excerpt)

    def _drop(self, excerpts: Sequence[Excerpt]) -> None:
        ids = [excerpt.id for excerpt in excerpts]
        forget_excerpts(self.session, ids)
        for key in _pointing_at(Excerpt):
            self.session.execute(delete(key.table).where(key.in_(ids)))
        self.run(Excerpt, delete(Excerpt).where(Excerpt.id.in_(ids)))

    def _messages(self, digest_ids: set[UUID], excerpt_ids: set[str]) -> None:
        """Take the excerpts out of what their digests still say, and let the messages that told them go."""
        for digest in self.session.scalars(select(Digest).where(Digest.id.in_(digest_ids))):
            told = digest.body.get("excerpts", [])
            kept = [one for one in told if one["excerpt_id"] not in excerpt_ids]
            if len(kept) < len(told):
                digest.body = {**digest.body, "excerpts": kept}
                self.removed[Digest.__tablename__] += 1
        kept_messages = select(Delivery).where(Delivery.digest_id.in_(digest_ids), Delivery.blob.is_not(None))
        for delivery in self.session.scalars(kept_messages):
            self.doom(FileKind.MESSAGE, [delivery.blob])
            self.doom(FileKind.OUTBOX, [outbox_name(delivery.message_id)])
            delivery.blob = None
            self.removed[Delivery.__tablename__] += 1
        self.session.flush()


def _sounds(call_id: UUID) -> Select[str | None]:
    return select(Transcript.audio_blob).where(Transcript.call_id == call_id, Transcript.audio_blob.is_not(None))


def _excerpts(call_id: UUID) -> Select[Excerpt]:
    return select(Excerpt).join(Digest, Digest.id == Excerpt.digest_id).where(Excerpt.call_id == call_id)


def _pointing_at(table: type[Base]) -> list[Any]:
    """Columns of other tables that name rows of this one."""
    return [
        key.parent
        for other in metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table.__table__ and other is not table.__table__
    ]
