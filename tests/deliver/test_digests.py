from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from deliver.digest_body import as_json, body_of
from deliver.digests import open_digest, read_body, write_digest
from deliver.excerpt_draw import draw_excerpts
from deliver.excerpts import render_excerpts
from store.blobs import Blobs
from store.installation import Installation
from store.tables.digest import Digest, DigestState
from store.tables.figure import Measure
from tests.deliver.street import predicted_calls
from tests.factories.cause import make_causes
from tests.factories.commitment import make_commitment
from tests.factories.digest import the_digest
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.excerpt import make_excerpt
from tests.factories.figure import make_figure
from tests.factories.measurement import make_measurement
from tests.factories.person import asha, bruno, carol


@pytest.fixture
def blobs(installation: Installation) -> Blobs:
    return installation.blobs


def written(session: Session, now: datetime) -> Digest:
    return write_digest(session, the_digest(session), currency="EUR", now=now)


def filled(session: Session, blobs: Blobs, digest: Digest, now: datetime) -> Digest:
    """Drawn, rendered and written."""
    draw = draw_excerpts(session, digest, count=3, now=now)
    if draw is not None:
        render_excerpts(session, blobs, digest, draw, now=now)
    return write_digest(session, digest, currency="EUR", now=now)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_a_period_has_one_digest_for_each_person(session: Session, now: datetime) -> None:
    first = open_digest(session, bruno(session), starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)
    assert open_digest(session, bruno(session), starts_at=STARTS_AT, ends_at=ENDS_AT, now=now) is first
    assert open_digest(session, carol(session), starts_at=STARTS_AT, ends_at=ENDS_AT, now=now) is not first


def test_with_nothing_honest_to_say_it_is_empty(session: Session, now: datetime) -> None:
    make_causes(session)
    digest = written(session, now)
    assert (digest.state, digest.subject) == (DigestState.EMPTY, "")


def test_somebody_who_owns_no_cause_gets_nothing(session: Session, blobs: Blobs, now: datetime) -> None:
    predicted_calls(session, 3)
    make_figure(session)
    digest = open_digest(session, asha(session), starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)
    filled(session, blobs, digest, now)
    assert digest.state is DigestState.EMPTY


def test_too_few_calls_are_said_and_not_guessed(session: Session, now: datetime) -> None:
    make_figure(session, value=None, low=None, high=None, labelled=12)
    digest = written(session, now)
    assert digest.state is DigestState.READY
    assert digest.subject == "Not enough calls yet, 5 Oct – 1 Nov 2026"
    assert body_of(digest.body).findings[0].sentence == "Mailer: not enough calls yet to say (12 calls were labelled)."


def test_the_subject_is_the_finding(session: Session, now: datetime) -> None:
    make_figure(session)
    assert plain(written(session, now).subject) == "Mailer: about 41 % of calls (33–49 %), 5 Oct – 1 Nov 2026"


def test_it_draws_renders_and_is_ready_once(session: Session, blobs: Blobs, now: datetime) -> None:
    predicted_calls(session, 8)
    make_figure(session)
    digest = the_digest(session)
    filled(session, blobs, digest, now)
    body = body_of(digest.body)
    assert (digest.state, digest.ready_at) == (DigestState.READY, now)
    assert [excerpt.position for excerpt in body.excerpts] == [1, 2, 3]
    assert body.excerpts[0].quote == "your flyer"
    with pytest.raises(ValueError, match="cannot become"):
        write_digest(session, digest, currency="EUR", now=now)


def test_calls_and_cost_stand_beside_the_share(session: Session, now: datetime) -> None:
    make_figure(session, version=1, value=0.9, low=0.8, high=0.95)
    make_figure(session, version=2)
    make_figure(session, measure=Measure.CALLS, value=164.0, low=132.0, high=196.0)
    make_figure(session, measure=Measure.COST, value=812.0, low=650.0, high=990.0)
    finding = read_body(session, the_digest(session), currency="EUR", now=now).findings[0]
    assert (finding.share.value, finding.calls.value, finding.cost.value) == (0.41, 164.0, 812.0)  # type: ignore[union-attr]


def test_the_change_since_the_fix_comes_from_the_measurement(session: Session, now: datetime) -> None:
    make_figure(session)
    make_measurement(session)
    change = read_body(session, the_digest(session), currency="EUR", now=now).findings[0].change
    assert change.startswith("Since the fix its share dropped by 39 points")


def test_without_a_fix_the_earlier_period_is_compared(session: Session, now: datetime) -> None:
    make_figure(session)
    make_figure(session, starts_at=STARTS_AT - timedelta(days=28), ends_at=STARTS_AT, value=0.15, low=0.10, high=0.21)
    change = plain(read_body(session, the_digest(session), currency="EUR", now=now).findings[0].change)
    assert change == "Up 26 points from 15 % in 7 Sep – 4 Oct 2026."


def test_the_chart_shows_the_stretches_that_were_published_last(session: Session, now: datetime) -> None:
    make_figure(session)
    middle = STARTS_AT + timedelta(days=14)
    make_figure(session, grain="weeks", published_at=now - timedelta(days=7))
    make_figure(session, grain="weeks", ends_at=middle)
    make_figure(session, grain="weeks", starts_at=middle, value=None, low=None, high=None)
    steps = read_body(session, the_digest(session), currency="EUR", now=now).findings[0].steps
    assert [(step.starts_at, step.share is None) for step in steps] == [(STARTS_AT, False), (middle, True)]


def test_overdue_promises_are_reminded_of(session: Session, now: datetime) -> None:
    make_commitment(session, due_date=date(2026, 10, 23))
    make_commitment(session, due_date=date(2026, 12, 1))
    make_commitment(session, due_date=date(2026, 10, 1), person_id=carol(session).id)
    digest = written(session, now)
    (promise,) = body_of(digest.body).overdue
    assert promise.sentence == "“the corrected mailer goes out” was promised for 23 Oct 2026, 10 days ago."
    assert digest.subject == "A promise is overdue, 5 Oct – 1 Nov 2026"


def test_the_body_survives_its_row(session: Session, now: datetime) -> None:
    make_figure(session)
    make_figure(session, grain="weeks")
    make_excerpt(session)
    make_commitment(session, due_date=date(2026, 10, 23))
    body = read_body(session, the_digest(session), currency="EUR", now=now)
    assert body_of(as_json(body)) == body
