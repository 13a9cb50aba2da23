"""A street with calls on it: drawn, transcribed and put down to somebody, ready for a digest."""

from typing import Any

from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.draw import Draw
from tests.factories.call import make_call
from tests.factories.draw import make_draw
from tests.factories.label import make_label
from tests.factories.prediction import make_prediction
from tests.factories.selection import make_selection
from tests.factories.transcript import make_transcript


def heard_call(session: Session, *, draw: Draw | None = None, transcript: dict[str, Any] | None = None) -> Call:
    """A call that was drawn and transcribed, without a cause yet."""
    call = make_call(session)
    make_selection(session, draw=draw or make_draw(session), call=call)
    make_transcript(session, call=call, **(transcript or {}))
    return call


def predicted_calls(session: Session, count: int, cause_id: str = "marketing_mailer") -> list[Call]:
    draw = make_draw(session)
    calls = [heard_call(session, draw=draw) for _ in range(count)]
    for call in calls:
        evidence = {"speaker": "customer", "start_ms": 5900, "end_ms": 8700, "text": "your flyer", "weight": 1.0}
        make_prediction(session, call=call, cause_id=cause_id, evidence=[evidence])
    return calls


def labelled_calls(session: Session, count: int, cause_id: str = "marketing_mailer") -> list[Call]:
    draw = make_draw(session)
    calls = [heard_call(session, draw=draw) for _ in range(count)]
    for call in calls:
        make_label(session, call=call, cause_id=cause_id, quote="your flyer", quote_start_ms=5900, quote_end_ms=8700)
    return calls
