"""A draw of calls and the label draw after it, as the desk finds them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.queues import waiting_for_label
from store.draws import commit_draw, reveal_draw
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.queued_call import QueuedCall
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.transcript import make_transcript


def draw_for_labels(session: Session, calls: int, *, of: int | None = None, double_coded: float = 0.0) -> list[Call]:
    """Draw `of` transcribed calls and `calls` of them for labels; those in the order the desk serves them."""
    heard = [make_call(session) for _ in range(of or calls)]
    for call in heard:
        make_transcript(session, call=call)
    for purpose, count in ((DrawPurpose.CALLS, len(heard)), (DrawPurpose.LABELS, calls)):
        _draw(session, purpose, heard, count, double_coded)
    return list(session.scalars(waiting_for_label()))


def second_labels_waiting(session: Session) -> list[QueuedCall]:
    return list(session.scalars(select(QueuedCall).order_by(QueuedCall.position)))


def _draw(session: Session, purpose: DrawPurpose, calls: list[Call], count: int, double_coded: float) -> Draw:
    draw = commit_draw(
        session,
        purpose=purpose,
        subject="October",
        manifest=[(call.id.hex, "all") for call in calls],
        targets={"all": count},
        seed_source=SeedSource.DICE,
        seed_named="dice",
        starts_at=STARTS_AT,
        ends_at=ENDS_AT,
        excluded={},
        details={"double_coded": double_coded},
        now=NOW,
    )
    reveal_draw(session, draw, seed=b"3516224136", now=NOW)
    return draw
