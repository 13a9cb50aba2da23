"""The review of a period, the board's page, and how departments listen."""

from datetime import timedelta

from sqlalchemy.orm import Session

from review_ui.queries.departments import departments
from store.installation import Installation
from store.tables.commitment import CommitmentState
from tests.conftest import NOW
from tests.factories.commitment import make_commitment
from tests.factories.dispute import make_dispute
from tests.factories.label import make_label
from tests.factories.listen import make_listen
from tests.factories.person import quentin
from tests.factories.question import make_question
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_departments_are_counted_by_what_was_sent_to_them(
    installation: Installation, scene: Scene, session: Session
) -> None:
    first, second = scene.excerpts[0], scene.excerpts[2]
    make_listen(session, excerpt=first, heard_at=NOW)
    make_listen(session, excerpt=second, person_id=scene.carol.id, heard_at=NOW)
    label = make_label(session, call_id=first.call_id, cause_id="ops_issue", annotator_id=scene.quentin.id)
    make_dispute(session, excerpt_id=first.id, state="upheld", label_id=label.id, settled_at=NOW)
    make_dispute(session, excerpt_id=second.id)
    make_dispute(session, excerpt_id=scene.excerpts[3].id, state="withdrawn")
    rows = {row.name: row for row in departments(session)}
    marketing, operations = rows["Marketing"], rows["Operations"]
    assert (marketing.sent, marketing.heard, marketing.answered) == (4, 1, 1)
    assert (marketing.disputed, marketing.upheld, marketing.rejected, marketing.open) == (2, 1, 0, 1)
    assert (operations.sent, operations.heard) == (4, 0)
    session.commit()
    page = visitor(installation, scene.quentin).get("/departments").text
    assert "1 of 4" in page
    assert visitor(installation, scene.bruno).get("/departments").status_code == 200
    assert visitor(installation, scene.asha).get("/departments").status_code == 403


def test_the_pack_says_what_was_promised_beside_what_was_moved(
    installation: Installation, scene: Scene, session: Session
) -> None:
    make_commitment(
        session, promise="three more people at the desk", put_people=3, moved_people=1, moved_at=NOW,
        confirmed_by_id=scene.quentin.id, confirmed_at=NOW, state=CommitmentState.IN_EFFECT,
        effective_at=NOW - timedelta(days=1),
    )  # fmt: skip
    session.commit()
    page = visitor(installation, scene.quentin).get("/review").text
    assert "3 people" in page
    assert "1 person" in page
    assert "confirmed by Quentin Moss" in page
    assert "It dropped" in page
    assert "Overdue" in page  # Carol's text messages


def test_the_pack_tells_words_of_an_excerpt_only_to_who_may_hear_it(
    installation: Installation, scene: Scene, session: Session
) -> None:
    make_dispute(session, excerpt_id=scene.excerpts[2].id, why="the letter was the printer's")
    make_question(session, excerpt_id=scene.excerpts[2].id, expert_id=scene.quentin.id, text="who signs letters?")
    session.commit()
    for person, may_read in ((scene.bruno, True), (scene.quentin, True), (scene.carol, False)):
        page = visitor(installation, person).get("/review").text
        assert ("the letter was the printer" in page) is may_read
        assert ("who signs letters?" in page) is may_read
        assert ("then why do you send it to me" in page or "your letter yesterday" in page) is may_read
        assert "Question</strong> to Quentin Moss" in page


def test_before_the_first_figures_it_says_so(installation: Installation, session: Session) -> None:
    lead = quentin(session)
    session.commit()
    assert "Nothing to review yet" in visitor(installation, lead).get("/review").text
    assert "Nothing to report yet" in visitor(installation, lead).get("/review/board").text


def test_an_unknown_period_is_the_latest(installation: Installation, scene: Scene) -> None:
    assert visitor(installation, scene.quentin).get("/review/board?period=never").status_code == 200
