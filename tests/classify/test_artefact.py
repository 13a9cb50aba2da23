"""A model file is opened without trusting it."""

import json
import pickle
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.tree import DecisionTreeClassifier

from classify.artefact import (
    CARD_FILE,
    MODEL_FILE,
    card_of,
    dump_model,
    labels_sha256,
    load_model,
    open_model,
    save_model,
)
from classify.errors import ModelFileError
from classify.model import CauseModel
from classify.modelstate import state_of
from tests.classify.calls import texts
from tests.conftest import NOW


class Bomb:
    """Says so if anybody unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("the file was executed",)


@pytest.fixture
def folder(tmp_path: Path, model: CauseModel) -> Path:
    said, labels = texts(90)
    save_model(tmp_path / "model", model, card_of(model, said, labels, now=NOW, metrics={"macro_f1": 0.9}))
    return tmp_path / "model"


def test_a_model_predicts_the_same_after_it_was_saved(folder: Path, model: CauseModel) -> None:
    opened, card = open_model(folder)
    said, _ = texts(30, seed=8)
    assert (opened.predict_proba(said) == model.predict_proba(said)).all()
    assert list(opened.classes_) == list(model.classes_)
    assert card.metrics == {"macro_f1": 0.9}
    assert card.labels == 90
    assert card.calls_by_cause == {"bill": 30, "login": 30, "parcel": 30}
    assert card.created_at == "2026-11-02T09:00:00+00:00"


def test_a_model_with_a_linear_head_and_an_agent_survives_too() -> None:
    said, labels = texts(120)
    spoken = [f"Agent: good day\n{text}" for text in said]
    noisy = [label if row % 5 else "bill" for row, label in enumerate(labels)]
    model = CauseModel(linear_from=60, topics=(4,)).fit(spoken, noisy)
    again = load_model(dump_model(model))
    assert (again.predict_proba(spoken) == model.predict_proba(spoken)).all()


def test_the_file_needs_no_trust(model: CauseModel) -> None:
    assert skops.io.get_untrusted_types(data=dump_model(model)) == []


def test_it_never_runs_a_pickle() -> None:
    with pytest.raises(ModelFileError, match=r"v1\.skops is a pickle; nothing in it was run"):
        load_model(pickle.dumps(Bomb()), name="v1.skops")


def test_it_refuses_types_beyond_skops_own() -> None:
    tree = DecisionTreeClassifier().fit(np.eye(2), [0, 1])
    with pytest.raises(ModelFileError, match="not trusted"):
        load_model(skops.io.dumps({"format": "listenback cause model 1", "state": tree}))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 broken"])
def test_it_refuses_what_is_no_archive(data: bytes) -> None:
    with pytest.raises(ModelFileError, match="no model file"):
        load_model(data)


def test_it_refuses_foreign_archives() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ModelFileError, match="is an archive, but no model"):
        load_model(packed.getvalue())
    with pytest.raises(ModelFileError, match="no cause model of this version"):
        load_model(skops.io.dumps({"something": "else"}))


def test_it_refuses_an_archive_with_a_broken_plan() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("schema.json", "{}")
    with pytest.raises(ModelFileError, match="no skops file that can be read"):
        load_model(packed.getvalue())


@pytest.mark.parametrize(
    "damage",
    [
        {"classes": ["bill"]},
        {"temperature": 0.0},
        {"topics": np.zeros((2, 3), dtype=np.float32)},
        {"topics": "none"},
        {"regression": {}},
        {"blend": float("nan")},
    ],
)
def test_it_refuses_a_model_whose_parts_do_not_fit(model: CauseModel, damage: dict[str, object]) -> None:
    document = {"format": "listenback cause model 1", "state": state_of(model) | damage}
    with pytest.raises(ModelFileError, match="is damaged"):
        load_model(skops.io.dumps(document))


def test_it_refuses_a_model_that_is_not_its_cards(folder: Path) -> None:
    said, labels = texts(30, seed=5)
    (folder / MODEL_FILE).write_bytes(dump_model(CauseModel().fit(said, labels)))
    with pytest.raises(ModelFileError, match="not the file its card describes"):
        open_model(folder)


def test_it_names_the_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"model\.skops cannot be read"):
        open_model(tmp_path)


def test_it_refuses_a_card_that_is_none(folder: Path) -> None:
    (folder / CARD_FILE).write_text(json.dumps({"hello": 1}), encoding="utf-8")
    with pytest.raises(ModelFileError, match="is no model card"):
        open_model(folder)


def test_the_fingerprint_of_labels_ignores_their_order() -> None:
    assert labels_sha256(["a", "b"], ["x", "y"]) == labels_sha256(["b", "a"], ["y", "x"])
    assert labels_sha256(["a", "b"], ["x", "y"]) != labels_sha256(["a", "b"], ["y", "x"])
