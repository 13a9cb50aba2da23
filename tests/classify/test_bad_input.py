"""Labels, causes and models that cannot be right: a clear error, and the old state stands."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.label_import import LabelFileError, import_labels
from classify.taxonomy import CauseEntry, TaxonomyError, causes_in_order, load_causes, read_causes
from store.tables.label import Label
from store.tables.prediction import Prediction
from tests.conftest import NOW
from tests.factories.cause import make_cause, make_causes
from tests.factories.commitment import make_commitment
from tests.factories.excerpt import make_excerpt
from tests.factories.figure import make_figure
from tests.factories.label import make_label
from tests.factories.model_version import make_model_version
from tests.factories.person import asha
from tests.factories.prediction import make_prediction


def entry(cause_id: str, description: str = "Calls of a kind.") -> CauseEntry:
    return CauseEntry(cause_id, cause_id, description, (), is_avoidable=True, owner="")


def plain(text: str) -> str:
    return text


@pytest.mark.parametrize("make", [make_label, make_figure, make_excerpt, make_commitment])
def test_a_cause_in_use_is_not_dropped(session: Session, make: object) -> None:
    make_causes(session)
    assert callable(make)
    make(session)  # all of them are about the mailer
    before = [cause.id for cause in causes_in_order(session)]
    with pytest.raises(TaxonomyError, match="'marketing_mailer' has 1 in"):
        load_causes(session, [entry("ops_issue"), entry("unknown")], now=NOW)
    assert [cause.id for cause in causes_in_order(session)] == before


def test_a_cause_that_was_only_suggested_is_dropped_and_the_suggestions_with_it(session: Session) -> None:
    make_cause(session)
    make_prediction(session, model_version_id=make_model_version(session).id)
    for label in session.scalars(select(Label)):
        session.delete(label)
    load_causes(session, [entry("lost_bag"), entry("late_flight")], now=NOW)
    assert [cause.id for cause in causes_in_order(session)] == ["lost_bag", "late_flight"]
    assert session.scalars(select(Prediction)).all() == []


def test_the_same_causes_again_take_no_suggestion_back(session: Session) -> None:
    entries = [entry("marketing_mailer"), entry("unknown")]
    load_causes(session, entries, now=NOW)
    make_prediction(session, model_version_id=make_model_version(session).id)
    session.flush()
    before = len(session.scalars(select(Prediction)).all())
    make_causes(session)
    everything = [
        CauseEntry(one.id, one.name, one.description, tuple(one.examples), is_avoidable=one.is_avoidable, owner="")
        for one in causes_in_order(session)
    ]
    load_causes(session, everything, now=NOW)
    assert len(session.scalars(select(Prediction)).all()) == before == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[causes]\n", "is no TOML"),
        ("name = 1\n", "names no"),
        ('[[causes]]\nid = "a b"\n', "no usable id"),
        ('[[causes]]\nid = "a"\nname = "A"\n', "has no description"),
        ('[[causes]]\nid = "a"\nname = "A"\ndescription = "d"\navoidable = "yes"\n', "has no avoidable"),
        (
            '[[causes]]\nid = "a"\nname = "A"\ndescription = "d"\navoidable = true\n' * 2,
            "names cause 'a' twice",
        ),
    ],
)
def test_a_file_of_causes_that_cannot_be_read_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "causes.toml"
    path.write_text(text)
    with pytest.raises(TaxonomyError, match=said):
        read_causes(path)


def test_labels_of_nothing_known_are_refused_line_by_line(session: Session, tmp_path: Path, now: datetime) -> None:
    make_causes(session)
    label = make_label(session)
    session.flush()
    path = tmp_path / "labels.csv"
    path.write_text(
        "external_id,cause,annotator\n"
        f"no-such-call,ops_issue,{asha(session).email}\n"
        "no-such-call,ops_issue,nobody@example.com\n"
    )
    result = import_labels(session, path, redact=plain, now=now)
    assert [line.split(": ")[0] for line in result.refused] == ["labels.csv line 2", "labels.csv line 3"]
    assert "call 'no-such-call' is not known" in result.refused[0]
    assert session.scalars(select(Label)).all() == [label]


def test_a_label_file_with_other_columns_changes_nothing(session: Session, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("call,why\n1,2\n")
    with pytest.raises(LabelFileError, match="has no column external_id, cause, annotator"):
        import_labels(session, path, redact=plain, now=now)
