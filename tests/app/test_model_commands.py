"""The cause model at the command line: what it says of a call, training, cards, and the way back."""

import json

import pytest
from sqlalchemy.orm import Session

from classify.versions import ensure_seed
from store.installation import Installation
from tests.app.test_cli import Line
from tests.conftest import NOW
from tests.factories.call import make_call
from tests.factories.model_version import make_model_version
from tests.factories.prediction import make_prediction
from tests.factories.taught import make_taught


@pytest.fixture
def line(installation: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(installation.settings.home, monkeypatch, capsys)


def test_a_suggestion_is_called_one_on_the_command_line(
    line: Line, installation: Installation, session: Session
) -> None:
    call = make_call(session, external_id="A-1")
    make_prediction(session, call=call, model_version_id=make_model_version(session).id, reasons=["the shipped model"])
    session.commit()
    told = line.run("calls", "show", "A-1")[1]
    assert "Suggestion, no figure is made of it: marketing_mailer (the shipped model)." in told
    document = json.loads(line.run("calls", "show", "A-1", "--json")[1])
    assert document["prediction"]["origin"] == "suggestion"


def test_a_model_is_trained_sent_back_and_told_on_the_command_line(
    line: Line, installation: Installation, session: Session
) -> None:
    ensure_seed(session, installation.blobs, now=NOW)
    session.commit()
    code, _, error = line.run("model", "train")
    assert code != 0
    assert "there are no labels" in error
    make_taught(session, 42, labelled=42)
    session.commit()
    code, out, _ = line.run("model", "train", "--json")
    assert (code, json.loads(out)["promoted"]) == (0, True)
    assert "# Cause model, version 2" in line.run("model", "card", "2")[1]
    assert "Version 1 is the champion again." in line.run("model", "rollback")[1]
    code, _, error = line.run("model", "rollback")
    assert code != 0
    assert "there is no earlier champion" in error
    assert "Version 2 is the champion." in line.run("model", "promote", "2")[1]
    code, _, error = line.run("model", "promote", "7")
    assert code != 0
    assert "there is no model version 7" in error
