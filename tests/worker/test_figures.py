"""Figures of a small October: sixty of 120 calls drawn from two queues, all of them labelled."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.draws import commit_draw, reveal_draw, selections_of
from store.installation import Installation
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.figure import Figure, Measure, Subject
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.driver import make_campaign, make_incident
from tests.factories.driver_link import make_driver_link
from tests.factories.label import make_label
from tests.factories.person import bruno, carol
from tests.factories.transcript import make_transcript, talk
from tests.worker.working import work_off
from worker.queues import Kind
from worker.schedule import publish_period

STARTS = datetime(2026, 10, 5, tzinfo=UTC)
ENDS = STARTS + timedelta(days=7)
CAUSES = ("marketing_mailer", "ops_issue", "customer_need")
SAID = {
    "marketing_mailer": "your flyer says the first month is free",
    "ops_issue": "the internet is down again since monday",
    "customer_need": "I would like to add a second line",
}


def draw_all(session: Session, purpose: DrawPurpose, lines: list[tuple[str, str]], take: int) -> Draw:
    draw = commit_draw(
        session,
        purpose=purpose,
        subject="October",
        manifest=lines,
        targets={stratum: take for _, stratum in lines},
        seed_source=SeedSource.DICE,
        seed_named="dice",
        starts_at=STARTS,
        ends_at=ENDS,
        excluded={},
        details={},
        now=ENDS,
    )
    reveal_draw(session, draw, seed=b"3516224136", now=ENDS)
    return draw


@pytest.fixture
def labelled(session: Session) -> list[Call]:
    """The drawn calls in order of their start, labelled with the three causes in turn."""
    make_causes(session)
    frame = [
        make_call(
            session,
            queue=("billing", "moves")[n % 2],
            started_at=STARTS + timedelta(hours=n),
            extra={"product": "fibre"} if n % 4 < 3 else {},
        )
        for n in range(120)
    ]
    draw = draw_all(session, DrawPurpose.CALLS, [(call.id.hex, call.queue) for call in frame], 30)
    chosen = {selection.call_id for selection in selections_of(session, draw)}
    calls = [call for call in frame if call.id in chosen]
    again = draw_all(session, DrawPurpose.LABELS, [(call.id.hex, f"1:{call.queue}/2-rest") for call in calls], 30)
    for number, call in enumerate(calls):
        cause = CAUSES[number % 3]
        lines = talk(("agent", "how can I help you"), ("customer", f"{SAID[cause]} this is call {number}"))
        make_transcript(session, call=call, segments=lines)
        make_label(session, call=call, cause_id=cause, draw_id=again.id, probability=1.0)
    return calls


def published(installation: Installation, session: Session, now: datetime) -> list[Figure]:
    publish_period(session, STARTS, ENDS, now=now)
    session.commit()
    work_off(installation, now=now, kinds=(Kind.PUBLISH_FIGURES,))
    return list(session.scalars(select(Figure).where(Figure.grain == "period")))


def share(figures: list[Figure], subject: Subject, subject_id: str, queue: str = "", product: str = "") -> Figure:
    (found,) = (
        figure
        for figure in figures
        if (figure.measure, figure.subject, figure.subject_id, figure.queue, figure.product)
        == (Measure.SHARE, subject, subject_id, queue, product)
    )
    return found


def test_figures_are_told_by_owner_driver_and_queue_beside_every_cause(
    installation: Installation, session: Session, labelled: list[Call], now: datetime
) -> None:
    bruno_id, carol_id = bruno(session).id, carol(session).id
    session.get_one(Cause, "customer_need").owner_id = bruno_id
    make_campaign(session, id="autumn", owner_id=bruno_id)
    make_incident(session, id="outage", owner_id=carol_id)
    for call in labelled[:15]:  # five of each cause
        make_driver_link(session, call=call, driver_id="autumn")
    figures = published(installation, session, now)

    mailer = share(figures, Subject.CAUSE, "marketing_mailer")
    assert mailer.value == pytest.approx(1 / 3)
    assert mailer.cause_id == "marketing_mailer"
    brunos = share(figures, Subject.OWNER, str(bruno_id))
    assert brunos.value == pytest.approx(2 / 3), "all of his causes together"
    assert brunos.cause_id is None
    assert share(figures, Subject.OWNER, str(carol_id)).value == pytest.approx(1 / 3)

    flyer = share(figures, Subject.DRIVER, "campaign/autumn")
    assert flyer.value == pytest.approx(10 / 60), "found in fifteen calls, ten of which people lay at Bruno's door"
    assert (flyer.labelled, flyer.drawn, flyer.frame) == (60, 60, 120)
    assert not [figure for figure in figures if figure.subject_id == "incident/outage"], "nobody spoke of it"

    in_billing = [n for n, call in enumerate(labelled) if call.queue == "billing" and n % 3 == 0]
    billing = share(figures, Subject.CAUSE, "marketing_mailer", "billing")
    assert billing.value == pytest.approx(len(in_billing) / 30)
    assert (billing.labelled, billing.drawn, billing.frame) == (30, 30, 60)
    assert {figure.queue for figure in figures} == {"", "billing", "moves"}

    of_fibre = [call for call in labelled if call.extra.get("product") == "fibre"]
    fibre = share(figures, Subject.CAUSE, "marketing_mailer", product="fibre")
    assert (fibre.labelled, fibre.drawn, fibre.frame) == (len(of_fibre), len(of_fibre), 90)
    assert {figure.product for figure in figures} == {"", "fibre"}, "calls without a product make no figure"


@pytest.mark.slow
@pytest.mark.usefixtures("labelled")
def test_a_second_publication_is_a_new_version_of_all(
    installation: Installation, session: Session, now: datetime
) -> None:
    first = published(installation, session, now)
    publish_period(session, STARTS, ENDS, now=now, run="again")
    session.commit()
    work_off(installation, now=now, kinds=(Kind.PUBLISH_FIGURES,))
    session.expire_all()
    second = session.scalars(select(Figure).where(Figure.grain == "period", Figure.version == 2)).all()
    assert len(second) == len(first)
