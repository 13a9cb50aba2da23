"""The silenced sound of a call or an excerpt, with the record of who was given which seconds."""

from datetime import datetime

from fastapi.responses import Response
from sqlalchemy.orm import Session

from accounts import audit
from doors.sound import OGG, sound_response, whole
from store.installation import Installation
from store.ranges import ByteRange, asked_range
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.transcript import Transcript


def sound_of_call(
    installation: Installation,
    session: Session,
    transcript: Transcript,
    range_header: str | None,
    *,
    by: Person,
    channel: str,
    now: datetime,
) -> Response | None:
    """None where the call came without sound. The original is for nobody's ears."""
    if transcript.audio_blob is None:
        return None
    size = installation.blobs.size(transcript.audio_blob)
    asked = asked_range(range_header, size)
    heard = {"channel": channel, **_seconds(asked or whole(size), transcript.duration_s)}
    audit.record(session, by=by, action="heard call", subject=f"call:{transcript.call_id}", details=heard, now=now)
    return sound_response(
        installation.blobs,
        transcript.audio_blob,
        asked or whole(size),
        media_type=OGG,
        file_name="call.ogg",
        is_range=asked is not None,
    )


def sound_of_excerpt(
    installation: Installation,
    session: Session,
    excerpt: Excerpt,
    range_header: str | None,
    *,
    by: Person,
    channel: str,
    now: datetime,
) -> Response | None:
    """None where its call came without sound. That it was given is recorded; hearing is another matter."""
    if excerpt.web_blob is None:
        return None
    size = installation.blobs.size(excerpt.web_blob)
    asked = asked_range(range_header, size)
    given = {
        "channel": channel,
        "call": str(excerpt.call_id),
        **_seconds(asked or whole(size), excerpt.duration_s),
    }
    audit.record(session, by=by, action="fetched sound", subject=f"excerpt:{excerpt.id}", details=given, now=now)
    return sound_response(
        installation.blobs,
        excerpt.web_blob,
        asked or whole(size),
        media_type=OGG,
        file_name=f"excerpt-{excerpt.position}.ogg",
        is_range=asked is not None,
    )


def _seconds(span: ByteRange, duration_s: float) -> dict[str, float]:
    """Which seconds the bytes hold, nearly: Opus at a constant setting spends them evenly."""
    second = duration_s / span.size
    return {"from_s": round(span.first * second, 1), "to_s": round((span.last + 1) * second, 1)}
