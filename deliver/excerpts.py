"""Rendering drawn calls for the ear: cut, levelled, encoded, with words and picture, nothing decoded in a request."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from audio.cut import Span, cut, silence
from audio.decode import Limits, SoundStream
from audio.encode import encode_mp3, encode_opus
from audio.loudness import level
from audio.mask import mask_voice
from audio.sound import Samples, Sound
from audio.waveform import peaks
from deliver.attributed import Attribution, Evidence, attributions_of
from deliver.excerpt_cut import (
    LONGEST_S,
    SHORTEST_S,
    Window,
    agent_spans,
    choose_window,
    cut_spans,
    shifted_entities,
    shifted_segments,
    shifted_spans,
    words_between,
)
from settings.errors import ListenbackError
from store.blobs import Blobs
from store.draws import selections_of
from store.tables.call import Call, CallState
from store.tables.digest import Digest
from store.tables.draw import Draw
from store.tables.excerpt import Excerpt
from store.tables.selection import Selection
from store.tables.transcript import Transcript

PEAK_BUCKETS: Final = 300
"""Columns of the picture: two or three for each second."""


class SoundMissingError(ListenbackError):
    code = "excerpt_sound_missing"

    def __init__(self, start_s: float, stored_s: float) -> None:
        super().__init__(
            f"the excerpt starts at {start_s:.1f} s, but the stored sound ends at {stored_s:.1f} s.",
            remedy="Transcribe the call again: its words and its sound do not belong together.",
        )


@dataclass(frozen=True, slots=True)
class Hidden:
    """A call's words after something more was cut out of them, and the stretches of its sound to silence."""

    segments: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    spans: tuple[Span, ...] = ()


Hide = Callable[[Transcript], Hidden]
"""Cuts more out of a call than was cut before it was stored, such as the names of agents."""


@dataclass(frozen=True)
class Manner:
    """How excerpts are cut and rendered. `rng` gives the agent another voice; None leaves it."""

    around_evidence: bool = True
    shortest_s: float = SHORTEST_S
    longest_s: float = LONGEST_S
    hide: Hide | None = None
    rng: np.random.Generator | None = None


PLAIN: Final = Manner()


@dataclass(frozen=True)
class Rendered:
    """The sound of an excerpt as it is stored; all empty where the call came as a ready transcript."""

    web_blob: str | None = None
    feed_blob: str | None = None
    feed_bytes: int = 0
    waveform: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Cut:
    """Everything about one excerpt before it has a row."""

    call_id: UUID
    version: int
    """Of the transcript it was cut from."""
    cause_id: str
    evidence: Evidence | None
    window: Window
    segments: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    sound: Rendered


def cut_excerpts(session: Session, blobs: Blobs, digest: Digest, draw: Draw, *, manner: Manner = PLAIN) -> list[Cut]:
    """Cut and render what was drawn for a digest, in ticket order; calls that have their excerpt already are left out.

    So are those that were excluded or erased since. Only reads rows: it takes seconds, and nobody who writes should
    wait for it.
    """
    chosen = sorted(selections_of(session, draw), key=lambda selection: selection.ticket)
    attributed = attributions_of(session, [selection.call_id for selection in chosen])
    known = set(session.scalars(select(Excerpt.call_id).where(Excerpt.digest_id == digest.id)))
    there = _still_there(session, [selection.call_id for selection in chosen])
    return [
        cut_excerpt(
            session,
            blobs,
            call_id=selection.call_id,
            cause_id=draw.details["causes"][selection.call_id.hex],
            evidence=_evidence(attributed.get(selection.call_id), draw, selection),
            place=_place(selection),
            manner=manner,
        )
        for selection in chosen
        if selection.call_id in there - known
    ]


def cut_excerpt(
    session: Session,
    blobs: Blobs,
    *,
    call_id: UUID,
    cause_id: str,
    evidence: Evidence | None,
    place: float = 0.5,
    manner: Manner = PLAIN,
) -> Cut:
    """One excerpt of a transcribed call. `place` in [0, 1) says where it lies when there is no evidence to look for."""
    current = select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current)
    transcript = session.scalars(current).one()
    kept = kept_of(transcript, manner)
    named = Window(evidence.start_ms / 1000, evidence.end_ms / 1000) if evidence else None
    window = choose_window(
        kept.segments,
        duration_s=transcript.duration_s,
        evidence=named if manner.around_evidence else None,
        place=place,
        shortest_s=manner.shortest_s,
        longest_s=manner.longest_s,
    )
    return Cut(
        call_id=call_id,
        version=transcript.version,
        cause_id=cause_id,
        evidence=_heard_in(window, evidence, kept),
        window=window,
        segments=shifted_segments(kept.segments, window),
        entities=shifted_entities(kept.entities, window),
        sound=render_stretch(blobs, transcript, kept, window, manner),
    )


def keep_excerpts(
    session: Session, digest: Digest, cuts: Iterable[Cut], *, draw: Draw | None, now: datetime
) -> list[Excerpt]:
    """Write the rows, behind the excerpts that are there.

    Without a draw they are hand-picked, marked as such, and enter no figure.
    """
    made = list(cuts)
    there = _still_there(session, [cut.call_id for cut in made])
    kept = (cut for cut in made if cut.call_id in there)
    first = _next_position(session, digest)
    excerpts = [_row(digest, cut, position, draw, now) for position, cut in enumerate(kept, start=first)]
    session.add_all(excerpts)
    session.flush()
    return excerpts


def _still_there(session: Session, call_ids: Sequence[UUID]) -> set[UUID]:
    """Calls that nobody excluded or erased while their excerpts were made."""
    heard = select(Transcript.call_id).join(Call, Call.id == Transcript.call_id)
    has_words = Transcript.is_current & or_(Transcript.text != "", Transcript.no_speech)
    return set(session.scalars(heard.where(has_words, Call.state == CallState.DONE, Call.id.in_(call_ids))))


def render_excerpts(session: Session, blobs: Blobs, digest: Digest, draw: Draw, *, now: datetime) -> list[Excerpt]:
    """Cut and keep in one go, where nobody else is kept waiting."""
    return keep_excerpts(session, digest, cut_excerpts(session, blobs, digest, draw), draw=draw, now=now)


def render_sound(blobs: Blobs, key: str, window: Window) -> Rendered:
    """Cut the window out of stored, silenced sound: Opus with both sides for the page, MP3 in one for the feed."""
    return _encoded(blobs, _read_window(blobs, key, window))


def kept_of(transcript: Transcript, manner: Manner) -> Hidden:
    """What anybody may hear of a call: all of it, or without what is hidden besides."""
    return manner.hide(transcript) if manner.hide else Hidden(transcript.segments, transcript.entities)


def render_stretch(blobs: Blobs, transcript: Transcript, kept: Hidden, window: Window, manner: Manner) -> Rendered:
    """The same with what is hidden silent, and the agent in another voice where wanted; nothing where no sound is.

    What a correction cut out is silenced here too, whether or not the call's own sound is silent yet.
    """
    if transcript.audio_blob is None:
        return Rendered()
    sound = _read_window(blobs, transcript.audio_blob, window)
    corrected = cut_spans(transcript.entities, transcript.lanes) if transcript.heard_id else []
    sound = silence(sound, shifted_spans((*kept.spans, *corrected), window))
    if manner.rng is not None:
        sound = mask_voice(sound, agent_spans(kept.segments, transcript.lanes, window), rng=manner.rng)
    return _encoded(blobs, sound)


def _encoded(blobs: Blobs, sound: Sound) -> Rendered:
    heard = level(sound)
    mp3 = encode_mp3(level(heard.mono()))
    return Rendered(
        web_blob=blobs.put(encode_opus(heard)),
        feed_blob=blobs.put(mp3),
        feed_bytes=len(mp3),
        waveform=tuple(tuple(round(float(peak), 3) for peak in lane) for lane in peaks(heard, PEAK_BUCKETS)),
    )


def _heard_in(window: Window, evidence: Evidence | None, kept: Hidden) -> Evidence | None:
    """The evidence if the excerpt holds it, in the words that are left; a quote that nobody can hear is none."""
    if evidence is None:
        return None
    start, end = evidence.start_ms / 1000, evidence.end_ms / 1000
    if not window.start <= start < window.end:
        return None
    is_touched = any(span.overlaps(start, end) for span in kept.spans)
    return replace(evidence, quote=words_between(kept.segments, start, end)) if is_touched else evidence


def _row(digest: Digest, cut: Cut, position: int, draw: Draw | None, now: datetime) -> Excerpt:
    evidence = cut.evidence
    return Excerpt(
        digest_id=digest.id,
        call_id=cut.call_id,
        cause_id=cut.cause_id,
        draw_id=draw.id if draw else None,
        is_hand_picked=draw is None,
        position=position,
        start_ms=round(cut.window.start * 1000),
        end_ms=round(cut.window.end * 1000),
        quote=evidence.quote if evidence else "",
        quote_start_ms=evidence.start_ms if evidence else None,
        quote_end_ms=evidence.end_ms if evidence else None,
        segments=cut.segments,
        entities=cut.entities,
        web_blob=cut.sound.web_blob,
        feed_blob=cut.sound.feed_blob,
        feed_bytes=cut.sound.feed_bytes,
        waveform=[list(lane) for lane in cut.sound.waveform],
        created_at=now,
    )


def _next_position(session: Session, digest: Digest) -> int:
    last = session.scalar(select(func.max(Excerpt.position)).where(Excerpt.digest_id == digest.id))
    return (last or 0) + 1


def _read_window(blobs: Blobs, key: str, window: Window) -> Sound:
    """Only the blocks that reach into the window are kept, so a call of an hour costs no hour of memory."""
    with tempfile.NamedTemporaryFile(suffix=".ogg") as file:
        with blobs.open(key) as stored:
            while chunk := stored.read(1 << 20):
                file.write(chunk)
        file.flush()
        stream = SoundStream(Path(file.name), Limits())
        return _cut_blocks(stream, window, stream.rate)


def _cut_blocks(blocks: Iterable[Samples], window: Window, rate: int) -> Sound:
    kept: list[Samples] = []
    first = at = 0
    for block in blocks:
        ends = at + block.shape[1]
        if ends > window.start * rate:
            first = first if kept else at
            kept.append(block)
        at = ends
        if at >= window.end * rate:
            break
    if not kept:
        raise SoundMissingError(window.start, at / rate)
    sound = Sound(np.concatenate(kept, axis=1), rate)
    offset = first / rate
    return cut(sound, max(window.start - offset, 0.0), window.end - offset)


def _evidence(attribution: Attribution | None, draw: Draw, selection: Selection) -> Evidence | None:
    """The evidence for the cause the call was drawn for; a label that came since may name another one."""
    if attribution is None or attribution.cause_id != draw.details["causes"][selection.call_id.hex]:
        return None
    return attribution.evidence


def _place(selection: Selection) -> float:
    """A random but repeatable place in the call, from the ticket that selected it."""
    return int(selection.ticket[-8:], 16) / 2**32
