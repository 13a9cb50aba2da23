"""The labelling guide: the shipped text until somebody publishes their own, each text a numbered version."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.errors import ListenbackError
from store.tables.guide import Guide
from store.tables.person import Person

SHIPPED = Path(__file__).with_name("guide.md")
FIRST = 1
"""The version number of the shipped text."""
LONGEST = 20_000


class GuideError(ListenbackError):
    code = "bad_guide"
    status = 422


@dataclass(frozen=True)
class GuideText:
    version: int
    text: str
    published_at: datetime | None
    """None for the shipped text."""


def current_guide(session: Session) -> GuideText:
    newest = session.scalars(select(Guide).order_by(Guide.version.desc()).limit(1)).first()
    if newest is None:
        return GuideText(FIRST, SHIPPED.read_text(encoding="utf-8"), None)
    return GuideText(newest.version, newest.text, newest.published_at)


def publish_guide(session: Session, text: str, *, by: Person, now: datetime) -> GuideText:
    """Make `text` the next version. Labels given from now on carry its number. Raises GuideError."""
    current = current_guide(session)
    wanted = text.replace("\r\n", "\n").strip() + "\n"
    if not text.strip():
        raise GuideError("the guide is empty.", remedy="Say how each cause is told from the others.")
    if len(wanted) > LONGEST:
        raise GuideError(f"the guide has {len(wanted)} characters.", remedy=f"Keep it below {LONGEST}.")
    if wanted == current.text:
        raise GuideError(f"this is word for word version {current.version}.", remedy="Change something first.")
    session.add(Guide(version=current.version + 1, text=wanted, published_at=now, published_by_id=by.id))
    session.flush()
    return current_guide(session)
