"""Excerpts that were rendered already, after a correction or a settled dispute: nobody is served the old rendering."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deliver.excerpts import Cut, keep_excerpts, kept_of, render_stretch
from deliver.recut import replace_sound, requote, rewrite_words, window_of
from store.doomed import doom
from store.installation import Installation
from store.session import SETTINGS
from store.tables.digest import Digest
from store.tables.dispute import Dispute, DisputeState
from store.tables.doomed_file import FileKind
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.label import Label
from store.tables.transcript import Transcript
from worker.jobs import Claim, enqueue
from worker.queues import Kind
from worker.rendering import manner_of
from worker.step import Write


def rewrite_excerpts(session: Session, written: Transcript, *, now: datetime) -> None:
    """In the transaction of the correction: the words of all excerpts of the call, and sound that is to fall silent."""
    kept = kept_of(written, manner_of(session, session.info[SETTINGS]))
    for excerpt in session.scalars(_excerpts(written.call_id)):
        if not excerpt.is_emptied:
            rewrite_words(session, excerpt, kept, now=now)


def ask_for_sound(session: Session, call_id: UUID, *, now: datetime) -> None:
    """Enqueue the rendering of excerpts whose sound was withdrawn, once the call's own is silent."""
    current = _current(session, call_id)
    if current is not None and current.audio_blob is not None and _silent(session, call_id):
        subject, payload = f"{call_id}/{current.version}", {"call_id": str(call_id)}
        enqueue(session, Kind.CUT_AGAIN, subject, now=now, payload=payload)


def cut_again(installation: Installation, claim: Claim) -> Write:
    """Render withdrawn excerpts outside any transaction. What a later correction overtook is left to its own job."""
    call_id = UUID(claim.payload["call_id"])
    with installation.readers() as session:
        current = _current(session, call_id)
        excerpts = _silent(session, call_id) if current is not None else []
        manner = manner_of(session, installation.settings)
    if current is None or current.audio_blob is None:  # erased meanwhile
        return _nothing
    kept = kept_of(current, manner)
    rendered = {one.id: render_stretch(installation.blobs, current, kept, window_of(one), manner) for one in excerpts}

    def write(session: Session, now: datetime) -> None:
        newest = _current(session, call_id)
        is_newest = newest is not None and newest.version == current.version
        for excerpt_id, sound in rendered.items():
            excerpt = session.get(Excerpt, excerpt_id)
            if not is_newest or excerpt is None or excerpt.is_emptied:
                doom(session, FileKind.EXCERPT, (sound.web_blob, sound.feed_blob), now=now)
            else:
                replace_sound(session, excerpt, sound, now=now)

    return write


def requote_disputed(session: Session, dispute: Dispute, label: Label, *, now: datetime) -> None:
    """Excerpts of the call point at what the second reviewer heard.

    One that was put down to an overturned cause points at nothing where the reviewer's words lie outside it.
    """
    disputed, span = session.get_one(Excerpt, dispute.excerpt_id), (label.quote_start_ms, label.quote_end_ms)
    for excerpt in session.scalars(_excerpts(disputed.call_id).where(Excerpt.cause_id == disputed.cause_id)):
        if excerpt.is_emptied:
            continue
        if excerpt.holds_ms(*span):
            requote(session, excerpt, span, now=now)
        elif dispute.state is DisputeState.UPHELD:
            requote(session, excerpt, (None, None), now=now)


def keep_cuts(
    session: Session, digest: Digest, cuts: Sequence[Cut], *, draw: Draw | None, now: datetime
) -> list[Excerpt]:
    """Keep what was cut outside any transaction; what a correction overtook meanwhile is written anew at once."""
    kept = keep_excerpts(session, digest, cuts, draw=draw, now=now)
    for cut in cuts:
        current = _current(session, cut.call_id)
        if current is not None and current.version != cut.version:
            rewrite_excerpts(session, current, now=now)
            ask_for_sound(session, cut.call_id, now=now)
    return kept


def _excerpts(call_id: UUID) -> Select[Excerpt]:
    return select(Excerpt).where(Excerpt.call_id == call_id).order_by(Excerpt.id)


def _silent(session: Session, call_id: UUID) -> Sequence[Excerpt]:
    """Those without sound that are not emptied."""
    without = session.scalars(_excerpts(call_id).where(Excerpt.web_blob.is_(None)))
    return [one for one in without if not one.is_emptied]


def _current(session: Session, call_id: UUID) -> Transcript | None:
    return session.scalar(select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current))


def _nothing(_session: Session, _now: datetime) -> None:
    """There is nothing left to render."""
