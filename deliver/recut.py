"""An excerpt whose call's words were put right, or heard another way: what it says is written anew at once.

Its stretch of the call never moves, so that remarks, questions and what was heard keep their seconds. Sound in which
something more is to be silent is withdrawn at once and rendered again; until then it is not served.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliver.digest_body import as_json, body_of
from deliver.digests import heard_excerpts
from deliver.excerpt_cut import Window, shifted_entities, shifted_segments, words_between
from deliver.excerpts import Hidden, Rendered
from store.doomed import doom
from store.tables.delivery import Delivery
from store.tables.digest import Digest
from store.tables.doomed_file import FileKind
from store.tables.excerpt import Excerpt


def window_of(excerpt: Excerpt) -> Window:
    return Window(excerpt.start_ms / 1000, excerpt.end_ms / 1000)


def rewrite_words(session: Session, excerpt: Excerpt, kept: Hidden, *, now: datetime) -> None:
    """Say what the call says now. Where more is cut out of it, the sound goes and is to be rendered again."""
    window = window_of(excerpt)
    entities = shifted_entities(kept.entities, window)
    is_more_cut = any(entity not in excerpt.entities for entity in entities)
    excerpt.segments, excerpt.entities = shifted_segments(kept.segments, window), entities
    if excerpt.quote_start_ms is not None and excerpt.quote_end_ms is not None:
        excerpt.quote = words_between(kept.segments, excerpt.quote_start_ms / 1000, excerpt.quote_end_ms / 1000)
    if is_more_cut:
        replace_sound(session, excerpt, Rendered(), now=now)
    retell(session, excerpt, now=now)


def replace_sound(session: Session, excerpt: Excerpt, sound: Rendered, *, now: datetime) -> None:
    """Another rendering, or none; the files of the one before are noted for deletion."""
    doom(session, FileKind.EXCERPT, (excerpt.web_blob, excerpt.feed_blob), now=now)
    excerpt.web_blob, excerpt.feed_blob, excerpt.feed_bytes = sound.web_blob, sound.feed_blob, sound.feed_bytes
    excerpt.waveform = [list(lane) for lane in sound.waveform]
    session.flush()


def requote(session: Session, excerpt: Excerpt, span_ms: tuple[int | None, int | None], *, now: datetime) -> None:
    """Point at other words of the same stretch, or at none: what was pointed at showed another cause."""
    excerpt.quote_start_ms, excerpt.quote_end_ms = start, end = span_ms
    inside = None if start is None or end is None else (start - excerpt.start_ms, end - excerpt.start_ms)
    excerpt.quote = words_between(excerpt.segments, inside[0] / 1000, inside[1] / 1000) if inside else ""
    retell(session, excerpt, now=now)


def retell(session: Session, excerpt: Excerpt, *, now: datetime) -> None:
    """Let the digest say it, also on its way: a message is written from the digest when it leaves.

    Kept messages with the words as they were go; that they were sent, when and whereto stays.
    """
    session.flush()
    digest = session.get_one(Digest, excerpt.digest_id)
    if not digest.body:
        return
    body, as_it_is = body_of(digest.body), {one.excerpt_id: one for one in heard_excerpts(session, digest)}
    told = tuple(as_it_is.get(one.excerpt_id, one) for one in body.excerpts)
    if told == body.excerpts:
        return
    digest.body = as_json(replace(body, excerpts=told))
    kept = select(Delivery).where(Delivery.digest_id == digest.id, Delivery.blob.is_not(None))
    for delivery in session.scalars(kept):
        doom(session, FileKind.MESSAGE, [delivery.blob], now=now)
        delivery.blob = None
    session.flush()
