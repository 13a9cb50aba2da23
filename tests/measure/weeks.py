"""Eight weeks of drawn and labelled calls in which the mailer's share falls when its fix takes effect."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from store.draws import commit_draw, reveal_draw, selections_of
from store.tables.call import Call, CallState, Consent
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.label import Label, LabelOrigin, LabelPurpose
from store.tables.transcript import Transcript
from tests.factories.cause import make_causes
from tests.factories.person import asha

STARTS = datetime(2026, 9, 7, tzinfo=UTC)
FIXED = STARTS + timedelta(weeks=4)
ENDS = STARTS + timedelta(weeks=8)

Shares = Callable[[datetime], float]
"""The mailer's true share of calls at a moment."""


def falling(at: datetime) -> float:
    return 0.48 if at < FIXED else 0.08


def steady(at: datetime) -> float:
    return 0.3


def weeks_of_calls(
    session: Session, share: Shares, *, calls: int = 400, drawn: int = 240, drawn_at: datetime = ENDS
) -> None:
    """Every drawn call is labelled: what is no mailer is operations or a plain need, half and half."""
    make_causes(session)
    times = [STARTS + (ENDS - STARTS) * (number + 0.5) / calls for number in range(calls)]
    truths = [_truth(number, share(at)) for number, at in enumerate(times)]
    frame = [_call(at) for at in times]
    session.add_all(frame)
    session.flush()
    draw = _drawn(session, DrawPurpose.CALLS, [(call.id.hex, "all") for call in frame], drawn, drawn_at)
    truth_of = {call.id: truth for call, truth in zip(frame, truths, strict=True)}
    chosen = [selection.call_id for selection in selections_of(session, draw)]
    labels = _drawn(session, DrawPurpose.LABELS, [(call_id.hex, "1:all/rest") for call_id in chosen], drawn, drawn_at)
    reviewer = asha(session).id
    session.add_all(_transcript(call_id) for call_id in chosen)
    session.add_all(_label(call_id, truth_of[call_id], labels.id, reviewer) for call_id in chosen)
    session.flush()


def _truth(number: int, share: float) -> str:
    """Spread evenly by the golden ratio, so that only the draw is left to chance."""
    place = (number * 0.6180339887) % 1
    if place < share:
        return "marketing_mailer"
    return "ops_issue" if number % 2 else "customer_need"


def _call(at: datetime) -> Call:
    return Call(
        external_id=uuid4().hex,
        started_at=at,
        duration_s=60,
        handle_s=60,
        consent=Consent.GIVEN,
        state=CallState.DONE,
        received_at=at,
    )


def _transcript(call_id: UUID) -> Transcript:
    return Transcript(
        call_id=call_id,
        version=1,
        segments=[],
        entities=[],
        text="the flyer",
        duration_s=60.0,
        channels=2,
        engine="ready",
        created_at=ENDS,
    )


def _label(call_id: UUID, cause_id: str, draw_id: UUID, reviewer: UUID) -> Label:
    return Label(
        call_id=call_id,
        cause_id=cause_id,
        annotator_id=reviewer,
        labelled_at=ENDS,
        purpose=LabelPurpose.ESTIMATION,
        origin=LabelOrigin.IMPORTED,
        draw_id=draw_id,
        probability=1.0,
        is_blind=True,
    )


def _drawn(session: Session, purpose: DrawPurpose, lines: list[tuple[str, str]], take: int, at: datetime) -> Draw:
    draw = commit_draw(
        session,
        purpose=purpose,
        subject="eight weeks",
        manifest=lines,
        targets={lines[0][1]: take},
        seed_source=SeedSource.DICE,
        seed_named="dice",
        starts_at=STARTS,
        ends_at=ENDS,
        excluded={},
        details={},
        now=at,
    )
    reveal_draw(session, draw, seed=b"3516224136", now=at)
    return draw
