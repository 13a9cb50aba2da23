"""Helen is told what became of her people's promises; Bruno's colleagues are not."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from deliver.digest_body import body_of
from deliver.digests import open_digest, write_digest
from deliver.reports import reports_to
from store.tables.commitment import CommitmentState
from store.tables.person import Person
from tests.factories.commitment import make_commitment
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.measurement import make_measurement
from tests.factories.person import bruno, carol, make_person
from worker.digests import ask_for_digests

FIVE_WEEKS = timedelta(weeks=5)


@pytest.fixture
def helen(session: Session) -> Person:
    """Chief executive: Bruno reports to her, Carol to nobody."""
    helen = make_person(session, name="Helen Okafor")
    bruno(session).superior_id = helen.id
    session.flush()
    return helen


def closed(session: Session, now: datetime, *, verdict: str, since: timedelta = FIVE_WEEKS) -> None:
    commitment = make_commitment(session, state=CommitmentState.CLOSED, effective_at=now - since)
    make_measurement(session, commitment=commitment, as_of=now, verdict=verdict, change=0.01, low=-0.02, high=0.04)


def test_she_is_told_of_an_overdue_promise(session: Session, helen: Person, now: datetime) -> None:
    make_commitment(session, due_date=date(2026, 10, 23))
    make_commitment(session, due_date=date(2026, 12, 1))
    make_commitment(session, due_date=date(2026, 10, 1), person_id=carol(session).id)
    (told,) = reports_to(session, helen, now=now)
    assert told == f"{bruno(session).name}: “the corrected mailer goes out” was promised for 23 Oct 2026, 10 days ago."


@pytest.mark.parametrize("verdict", ["unchanged", "rose", "cannot_tell_yet"])
def test_she_is_told_when_a_closed_promise_did_not_help(
    session: Session, helen: Person, now: datetime, verdict: str
) -> None:
    closed(session, now, verdict=verdict)
    (told,) = reports_to(session, helen, now=now)
    assert "closed “the corrected mailer goes out”, and Mailer still rings. Since the fix" in told


@pytest.mark.parametrize(("verdict", "since"), [("dropped", FIVE_WEEKS), ("unchanged", timedelta(weeks=3))])
def test_a_fix_that_worked_or_is_young_is_no_news(
    session: Session, helen: Person, now: datetime, verdict: str, since: timedelta
) -> None:
    closed(session, now, verdict=verdict, since=since)
    assert list(reports_to(session, helen, now=now)) == []


def test_only_the_newest_look_counts(session: Session, helen: Person, now: datetime) -> None:
    commitment = make_commitment(session, state=CommitmentState.CLOSED, effective_at=now - 2 * FIVE_WEEKS)
    make_measurement(session, commitment=commitment, as_of=now - FIVE_WEEKS, verdict="unchanged")
    make_measurement(session, commitment=commitment, as_of=now, verdict="dropped")
    assert list(reports_to(session, helen, now=now)) == []


def test_it_stands_in_her_digest_and_carols_is_silent(session: Session, helen: Person, now: datetime) -> None:
    make_commitment(session, due_date=date(2026, 10, 23))
    digest = open_digest(session, helen, starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)
    write_digest(session, digest, currency="EUR", now=now)
    assert len(body_of(digest.body).reports) == 1
    assert digest.subject.startswith("1 promise of your people to ask about")
    assert list(reports_to(session, carol(session), now=now)) == []


def test_she_gets_a_digest_only_when_there_is_something_to_ask(session: Session, helen: Person, now: datetime) -> None:
    before = ask_for_digests(session, starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)
    make_commitment(session, due_date=date(2026, 10, 23))
    owners = 1  # Bruno owns the mailer since he made a promise for it
    assert (before, ask_for_digests(session, starts_at=STARTS_AT, ends_at=ENDS_AT, now=now)) == (0, owners + 1)
    assert helen.is_active
