"""Causes are edited in place: their order, their owners, and when they begin to mean something else."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.cause_sheet import CAUSES, Break, change_causes
from classify.taxonomy import causes_in_order
from store.sheets import plan_rows
from store.tables.prediction import Prediction
from store.tables.taxonomy_version import TaxonomyVersion
from tests.conftest import NOW
from tests.factories.cause import make_causes
from tests.factories.label import make_label
from tests.factories.model_version import make_model_version
from tests.factories.person import quentin
from tests.factories.prediction import make_prediction


def change(session: Session, row: Mapping[str, str], told: Break | None = None) -> None:
    plan = plan_rows(session, CAUSES, [(1, dict(row))])
    assert not plan.refused
    change_causes(session, plan.lines, told=told or Break(), now=NOW)


def versions(session: Session) -> list[tuple[int, str, str]]:
    return [(row.number, row.what, row.note) for row in session.scalars(select(TaxonomyVersion))]


def order(session: Session) -> list[str]:
    return [cause.id for cause in causes_in_order(session)]


def test_another_owner_or_name_is_no_other_meaning(session: Session) -> None:
    make_causes(session)
    change(session, {"id": "ops_issue", "name": "Operations", "owner": quentin(session).email})
    assert versions(session) == []
    assert {cause.owner_id for cause in causes_in_order(session)} >= {quentin(session).id}


def test_another_description_begins_a_version_with_its_reason(session: Session) -> None:
    make_causes(session)
    told = Break(note="Late visits count here now.", person_id=quentin(session).id)
    change(session, {"id": "ops_issue", "description": "Whatever came late or not at all."}, told)
    assert versions(session) == [(2, "defined anew: ops_issue", "Late visits count here now.")]
    assert {cause.taxonomy_version for cause in causes_in_order(session)} == {2}


def test_words_that_only_became_clearer_begin_none(session: Session) -> None:
    make_causes(session)
    change(session, {"id": "ops_issue", "description": "Something broke."}, Break(is_one=False))
    assert versions(session) == []
    change(session, {"id": "ops_issue", "avoidable": "no"})
    assert [what for _, what, _ in versions(session)] == ["defined anew: ops_issue"]


def test_a_new_cause_stands_last_or_where_it_is_wanted(session: Session) -> None:
    make_causes(session)
    new = {"name": "Lost bag", "description": "A bag.", "avoidable": "yes"}
    change(session, {"id": "lost_bag", **new})
    assert order(session)[-1] == "lost_bag"
    assert versions(session)[0][1] == "added: lost_bag"
    change(session, {"id": "lost_bag", "position": "2"})
    assert order(session)[:3] == ["marketing_mailer", "lost_bag", "ops_issue"]
    change(session, {"id": "lost_bag", "position": "3"})
    assert order(session)[:3] == ["marketing_mailer", "ops_issue", "lost_bag"]
    assert [cause.position for cause in causes_in_order(session)] == list(range(7))


def test_suggestions_are_taken_back_with_the_words_they_were_made_of_and_labels_stay(session: Session) -> None:
    make_causes(session)
    label = make_label(session)
    make_prediction(session, model_version_id=make_model_version(session).id)
    change(session, {"id": "marketing_mailer", "name": "Mail"})
    before = len(session.scalars(select(Prediction)).all())
    change(session, {"id": "marketing_mailer", "examples": "the flyer lied | the code is refused"})
    assert len(session.scalars(select(Prediction)).all()) < before
    assert label in session
    mailer = causes_in_order(session)[0]
    assert mailer.examples == ["the flyer lied", "the code is refused"]
