"""Every factory makes its row from nothing but a session, twice where the table allows it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.assignment import make_assignment
from tests.factories.call import make_call
from tests.factories.cause import make_cause, make_causes
from tests.factories.comment import make_comment
from tests.factories.commitment import make_commitment
from tests.factories.customer_count import make_customer_count
from tests.factories.delivery import make_delivery
from tests.factories.digest import make_digest
from tests.factories.dispute import make_dispute
from tests.factories.draw import make_draw
from tests.factories.driver import make_campaign, make_incident, make_offering, make_promise_exception
from tests.factories.driver_link import make_driver_link
from tests.factories.excerpt import make_excerpt
from tests.factories.feed import make_feed
from tests.factories.figure import make_figure
from tests.factories.job import make_job
from tests.factories.joint_owner import make_joint_owner
from tests.factories.label import make_label
from tests.factories.listen import make_listen
from tests.factories.measurement import make_measurement
from tests.factories.mention import make_mention
from tests.factories.model_version import make_model_version
from tests.factories.person import bruno, carol, make_person
from tests.factories.prediction import make_prediction
from tests.factories.question import make_question
from tests.factories.queued_call import make_queued_call
from tests.factories.recording import make_recording
from tests.factories.refusal import make_refusal
from tests.factories.reply import make_reply
from tests.factories.sampling_plan import make_sampling_plan
from tests.factories.selection import make_selection
from tests.factories.transcript import make_transcript

FACTORIES: tuple[Callable[..., Any], ...] = (
    make_joint_owner, make_mention, make_question,
    make_assignment, make_call, make_campaign, make_cause, make_comment, make_commitment, make_customer_count,
    make_delivery, make_digest, make_dispute, make_draw, make_driver_link, make_excerpt, make_feed, make_figure,
    make_incident, make_job, make_label, make_listen, make_measurement, make_model_version, make_offering,
    make_person, make_prediction, make_promise_exception, make_queued_call, make_recording, make_refusal,
    make_reply, make_sampling_plan, make_selection, make_transcript,
)  # fmt: skip


@pytest.mark.parametrize("make", FACTORIES, ids=lambda make: make.__name__)
def test_it_makes_a_row_from_its_defaults(session: Session, make: Callable[..., Any]) -> None:
    row = make(session)
    assert session.get(type(row), row.__mapper__.primary_key_from_instance(row)) is row


def test_people_and_causes_are_the_same_ones_every_time(session: Session) -> None:
    causes = {cause.id: cause for cause in make_causes(session)}
    assert make_causes(session) == list(causes.values())
    assert causes["marketing_mailer"].owner_id == bruno(session).id
    assert causes["ops_issue"].owner_id == carol(session).id
