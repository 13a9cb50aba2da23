"""The clocks of what is kept: one for each kind of data, each with its setting, run every hour.

A clock says which rows are older than its days and still hold something, and clears some of them at a time, each some
in a transaction of its own with the notes of their files. What was cleared is not found again, so a sweep that is
killed goes on where it was. Calls under a legal hold are passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from settings.settings import Retention
from store.tables.call import Call, CallState, Consent
from store.tables.delivery import Delivery
from store.tables.digest import Digest
from store.tables.draft import Draft
from store.tables.excerpt import Excerpt
from store.tables.feed_client import FeedClient
from store.tables.legal_hold import LegalHold
from store.tables.recording import Recording
from store.tables.refusal import Refusal
from store.tables.sign_in import BrowserSession, SignInLink
from store.tables.transcript import Transcript
from worker import clearing

Clear = Callable[[Session, Sequence[Any], datetime], None]


@dataclass(frozen=True)
class Clock:
    """One kind of data that goes by time."""

    setting: str
    """Its name in `[retention]`; the value is days, 0 for as long as nobody erases it."""
    what: str
    """As an admin calls it."""
    since: ColumnElement[datetime] | InstrumentedAttribute[datetime]
    """From when its days count."""
    holds: Select[Any]
    """The rows that still hold something and that nothing keeps, however old."""
    clear: Clear

    def days(self, retention: Retention) -> int:
        return int(getattr(retention, self.setting))

    def due(self, retention: Retention, *, now: datetime) -> Select[Any] | None:
        """The rows whose time has come; None where the clock is switched off."""
        days = self.days(retention)
        return self.holds.where(self.since < now - timedelta(days=days)) if days else None

    def count(self, session: Session, retention: Retention, *, by: datetime) -> int:
        """How many rows will have gone by an instant."""
        due = self.due(retention, now=by)
        return 0 if due is None else session.scalar(select(func.count()).select_from(due.subquery())) or 0

    def next_at(self, session: Session, retention: Retention) -> datetime | None:
        """When the oldest row goes."""
        if not self.days(retention):
            return None
        oldest = session.scalar(self.holds.with_only_columns(self.since).order_by(self.since).limit(1))
        return None if oldest is None else oldest + timedelta(days=self.days(retention))


_FREE_CALL: Final = ~LegalHold.covers(Call.id)
_UNDRAWN: Final = (Recording.blob.is_not(None), Recording.delete_at.is_(None))
_AT: Final = func.coalesce(Digest.ready_at, Excerpt.created_at)

CLOCKS: Final = (
    Clock(
        "keep_undrawn_days",
        "Original recordings of calls that no draw chose",
        Recording.received_at,
        select(Recording)
        .join(Call, Call.id == Recording.call_id)
        .where(*_UNDRAWN, Call.state.in_([CallState.RECEIVED, CallState.EXCLUDED]), _FREE_CALL),
        clearing.clear_undrawn,
    ),
    Clock(
        "keep_sound_days",
        "Silenced sound of calls",
        Transcript.created_at,
        select(Transcript)
        .join(Call, Call.id == Transcript.call_id)
        .where(Transcript.audio_blob.is_not(None), _FREE_CALL),
        clearing.clear_sound,
    ),
    Clock(
        "keep_words_days",
        "Redacted words of calls, quotes and evidence",
        Transcript.created_at,
        select(Transcript).join(Call, Call.id == Transcript.call_id).where(Transcript.text != "", _FREE_CALL),
        clearing.clear_words,
    ),
    Clock(
        "keep_excerpts_days",
        "Sound and words of excerpts",
        _AT,
        select(Excerpt)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Call, Call.id == Excerpt.call_id)
        .where(or_(Excerpt.quote != "", Excerpt.web_blob.is_not(None), Excerpt.feed_blob.is_not(None)), _FREE_CALL),
        clearing.clear_excerpts,
    ),
    Clock(
        "keep_messages_days",
        "Kept copies of mails and chat lines",
        func.coalesce(Delivery.sent_at, Delivery.created_at),
        select(Delivery).where(Delivery.blob.is_not(None)),
        clearing.clear_messages,
    ),
    Clock("keep_drafts_days", "Labels begun and never given", Draft.saved_at, select(Draft), clearing.delete_rows),
    Clock("keep_refusals_days", "Refused records", Refusal.refused_at, select(Refusal), clearing.delete_rows),
    Clock(
        "keep_sessions_days",
        "Ended sessions of browsers",
        BrowserSession.expires_at,
        select(BrowserSession),
        clearing.delete_rows,
    ),
    Clock(
        "keep_sessions_days",
        "Sign-in links that nobody used",
        SignInLink.expires_at,
        select(SignInLink).where(SignInLink.used_at.is_(None)),
        clearing.delete_rows,
    ),
    Clock(
        "keep_feed_traces_days",
        "Hashed traces of programs that fetched a feed",
        FeedClient.first_at,
        select(FeedClient),
        clearing.delete_rows,
    ),
)
"""In the order of the page."""

REFUSED: Final = (
    select(Recording)
    .join(Call, Call.id == Recording.call_id)
    .where(*_UNDRAWN, and_(Call.state == CallState.EXCLUDED, Call.consent == Consent.REFUSED), _FREE_CALL)
)
"""Recordings that came although their customer had said no: they go with the next sweep."""
