from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.cause import cause_called
from tests.factories.digest import the_digest
from tests.factories.draw import make_draw
from tests.factories.saving import saved
from tests.factories.transcript import LINES, talk


def make_excerpt(
    session: Session, *, digest: Digest | None = None, call: Call | None = None, **overrides: Any
) -> Excerpt:
    """The whole of the wrong flyer's call, without sound, next in Bruno's digest of October."""
    cause = cause_called(session, overrides.get("cause_id", "marketing_mailer"))
    segments = overrides.get("segments", talk(*LINES))
    digest_id = overrides.get("digest_id") or (digest or the_digest(session)).id
    before = session.scalar(select(func.count()).select_from(Excerpt).filter_by(digest_id=digest_id)) or 0
    defaults: dict[str, Any] = {
        "digest_id": digest_id,
        "call_id": overrides.get("call_id") or (call or make_call(session)).id,
        "cause_id": cause.id,
        "draw_id": make_draw(session).id if "draw_id" not in overrides else None,
        "position": before + 1,
        "start_ms": 0,
        "end_ms": round(segments[-1]["end"] * 1000) + 500,
        "quote": "I got your flyer in the mail",
        "quote_start_ms": 5900,
        "quote_end_ms": 8700,
        "segments": segments,
        "created_at": NOW,
    }
    return saved(session, Excerpt(**defaults | overrides))
