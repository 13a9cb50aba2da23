"""A company whose calls are told apart by their words: transcribed, drawn and labelled by Asha."""

from datetime import timedelta

from sqlalchemy.orm import Session

from store.tables.call import Call
from tests.conftest import NOW
from tests.factories.call import STARTED_AT, make_call
from tests.factories.cause import make_causes
from tests.factories.label import make_label
from tests.factories.transcript import make_transcript, talk

SAID = {
    "marketing_mailer": (
        "the zebra coupon was refused",
        "your zebra paper is wrong",
        "zebra prices on a sheet",
    ),
    "ops_issue": ("my walrus is down again", "the walrus stopped on monday", "no walrus since the weekend"),
    "customer_need": ("i want a second giraffe", "please move my giraffe", "add a giraffe for my son"),
}
"""Words that the shipped model has never met in these meanings."""


def make_taught(session: Session, count: int, *, labelled: int, first: int = 0) -> list[Call]:
    """`count` calls whose causes take turns; the first `labelled` of them have Asha's drawn label."""
    make_causes(session)
    calls = []
    for number in range(first, first + count):
        cause = list(SAID)[number % len(SAID)]
        lines = SAID[cause]
        call = make_call(session, external_id=f"T-{number:04d}", started_at=STARTED_AT + timedelta(minutes=number))
        said = talk(("agent", "good morning"), ("customer", lines[number // len(SAID) % len(lines)]))
        make_transcript(session, call=call, segments=said)
        if number - first < labelled:
            make_label(session, call=call, cause_id=cause, labelled_at=NOW - timedelta(days=1), probability=1.0)
        calls.append(call)
    session.flush()
    return calls
