from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from respond.disputes import open_dispute, settle_dispute, undo_dispute, waiting_for
from respond.errors import AnswerError
from respond.listens import record_listen
from store.tables.dispute import Dispute, DisputeState
from store.tables.excerpt import Excerpt
from store.tables.label import Label, LabelPurpose
from tests.factories.assignment import make_assignment
from tests.factories.dispute import make_dispute
from tests.factories.excerpt import make_excerpt
from tests.factories.label import make_label
from tests.factories.listen import make_listen
from tests.factories.person import asha, bruno, carol, quentin
from tests.respond.masking import mask


def disputed(session: Session) -> tuple[Excerpt, Dispute]:
    """Asha put the call down to the mailer; Bruno objects."""
    excerpt = make_excerpt(session)
    make_label(session, call_id=excerpt.call_id, annotator_id=asha(session).id)
    return excerpt, make_dispute(session, excerpt=excerpt)


def second_label(session: Session, excerpt: Excerpt, cause_id: str, **facts: Any) -> Label:
    """Quentin's blind label, given for the dispute."""
    defaults: dict[str, Any] = {"annotator_id": quentin(session).id, "purpose": LabelPurpose.DISPUTE, "is_blind": True}
    return make_label(session, call_id=excerpt.call_id, cause_id=cause_id, **defaults | facts)


def test_bruno_may_not_dispute_what_he_has_not_heard(session: Session, now: datetime) -> None:
    with pytest.raises(StateForbidsError, match="Listen to the excerpt first"):
        open_dispute(session, make_excerpt(session), by=bruno(session), why="an outage", redact=mask, now=now)


def test_somebody_elses_listening_does_not_count_for_bruno(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    make_listen(session, excerpt=excerpt, person_id=carol(session).id)
    with pytest.raises(StateForbidsError):
        open_dispute(session, excerpt, by=bruno(session), why="an outage", redact=mask, now=now)


def test_after_listening_bruno_may_dispute_once(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    record_listen(session, excerpt, by=owner, channel="page", now=now)
    dispute = open_dispute(session, excerpt, by=owner, why="an outage, ask 555 0142", redact=mask, now=now)
    assert (dispute.state, dispute.why) == (DisputeState.OPEN, "an outage, ask [PHONE]")
    with pytest.raises(StateForbidsError, match="already disputed"):
        open_dispute(session, excerpt, by=owner, why="again", redact=mask, now=now)


def test_a_dispute_needs_a_reason(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    make_listen(session, excerpt=excerpt)
    with pytest.raises(AnswerError) as refused:
        open_dispute(session, excerpt, by=owner, why="  ", redact=mask, now=now)
    assert refused.value.field == "why"


def test_another_cause_upholds_and_the_same_cause_rejects(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    settle_dispute(session, dispute, label=second_label(session, excerpt, "ops_issue"), now=now)
    assert (dispute.state, dispute.settled_at) == (DisputeState.UPHELD, now)
    excerpt, dispute = disputed(session)
    settle_dispute(session, dispute, label=second_label(session, excerpt, "marketing_mailer"), now=now)
    assert dispute.state is DisputeState.REJECTED


def test_a_second_cause_of_the_call_is_enough_to_reject(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    label = second_label(session, excerpt, "ops_issue", secondary_cause_id="marketing_mailer")
    assert settle_dispute(session, dispute, label=label, now=now).state is DisputeState.REJECTED


def test_asha_who_labelled_the_call_cannot_settle_the_dispute(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    label = second_label(session, excerpt, "ops_issue", annotator_id=asha(session).id)
    with pytest.raises(StateForbidsError, match="not judged this call before"):
        settle_dispute(session, dispute, label=label, now=now)


@pytest.mark.parametrize("facts", [{"is_blind": False}, {"purpose": LabelPurpose.CORRECTION}])
def test_only_a_blind_label_given_for_the_dispute_settles_it(
    session: Session, now: datetime, facts: dict[str, Any]
) -> None:
    excerpt, dispute = disputed(session)
    with pytest.raises(StateForbidsError, match="blind label"):
        settle_dispute(session, dispute, label=second_label(session, excerpt, "ops_issue", **facts), now=now)


def test_a_label_of_another_call_settles_nothing(session: Session, now: datetime) -> None:
    _, dispute = disputed(session)
    other = second_label(session, make_excerpt(session), "ops_issue")
    with pytest.raises(StateForbidsError, match="another call"):
        settle_dispute(session, dispute, label=other, now=now)


def test_a_settled_dispute_stays_settled(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    label = second_label(session, excerpt, "ops_issue")
    settle_dispute(session, dispute, label=label, now=now)
    with pytest.raises(StateForbidsError, match="already upheld"):
        settle_dispute(session, dispute, label=label, now=now)


def test_disputes_wait_for_reviewers_who_have_not_judged_the_call(session: Session) -> None:
    _, dispute = disputed(session)
    assert list(session.scalars(waiting_for(quentin(session)))) == [dispute]
    assert list(session.scalars(waiting_for(asha(session)))) == []
    assert list(session.scalars(waiting_for(bruno(session)))) == []


def test_a_dispute_can_be_taken_back_and_opened_again(session: Session, now: datetime) -> None:
    excerpt, owner = make_excerpt(session), bruno(session)
    make_listen(session, excerpt=excerpt)
    dispute = open_dispute(session, excerpt, by=owner, why="an outage", redact=mask, now=now)
    undo_dispute(session, dispute, by=owner, now=now)
    assert dispute.state is DisputeState.WITHDRAWN
    assert list(session.scalars(waiting_for(quentin(session)))) == []
    again = open_dispute(session, excerpt, by=owner, why="an outage, for sure", redact=mask, now=now)
    assert (again.id, again.state, again.why) == (dispute.id, DisputeState.OPEN, "an outage, for sure")


def test_nobody_elses_dispute_and_none_that_is_settled_can_be_taken_back(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    with pytest.raises(StateForbidsError, match="Only the person who disputed"):
        undo_dispute(session, dispute, by=carol(session), now=now)
    settle_dispute(session, dispute, label=second_label(session, excerpt, "ops_issue"), now=now)
    with pytest.raises(StateForbidsError, match="no longer open"):
        undo_dispute(session, dispute, by=bruno(session), now=now)


def test_while_the_second_reviewer_listens_it_is_too_late(session: Session, now: datetime) -> None:
    excerpt, dispute = disputed(session)
    make_assignment(session, call_id=excerpt.call_id, person_id=quentin(session).id, purpose=LabelPurpose.DISPUTE)
    with pytest.raises(StateForbidsError, match="listening to this call now"):
        undo_dispute(session, dispute, by=bruno(session), now=now)
