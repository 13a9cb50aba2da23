"""The cause model learns from few labels, from many, and from words nobody labelled."""

import numpy as np
import pytest
from sklearn.base import clone

from classify.calltext import CallText
from classify.crossfit import in_order
from classify.errors import TrainingError
from classify.model import CauseModel
from tests.classify.calls import texts


def test_it_tells_causes_apart_that_it_has_not_read_word_by_word(model: CauseModel) -> None:
    said, truth = texts(60, seed=1)
    assert (model.predict(said) == np.array(truth)).mean() > 0.95


def test_probabilities_sum_to_one_in_the_order_of_the_classes(model: CauseModel) -> None:
    shares = model.predict_proba(["hi | my invoice is too high | bye"])
    assert shares.shape == (1, 3)
    assert shares.sum() == pytest.approx(1.0)
    assert model.classes_[shares.argmax()] == "bill"


def test_it_follows_the_rules_of_an_estimator() -> None:
    model = CauseModel(folds=3, random_state=7)
    assert clone(model).get_params() == model.get_params()
    assert not hasattr(model, "classes_")


def test_the_same_calls_make_the_same_model() -> None:
    said, labels = texts(60)
    first, second = (CauseModel(random_state=3).fit(said, labels) for _ in range(2))
    assert (first.predict_proba(said) == second.predict_proba(said)).all()


def test_twenty_labels_are_enough_to_begin() -> None:
    said, labels = texts(20)
    others, truth = texts(60, seed=2)
    model = CauseModel().fit(said, labels, others)
    assert (model.predict(others) == np.array(truth)).mean() > 0.8


def test_a_cause_with_one_label_keeps_its_place() -> None:
    said, labels = texts(61)
    model = CauseModel().fit([*said, "the dog ate my router"], [*labels, "dog"])
    assert "dog" in model.classes_
    assert model.predict_proba(["the dog ate my router"])[0, list(model.classes_).index("dog")] > 0


def test_thousands_of_labels_bring_the_linear_head() -> None:
    said, labels = texts(120)
    noisy = [label if row % 7 else "login" for row, label in enumerate(labels)]
    model = CauseModel(linear_from=100, topics=(5,), strengths=(1.0,)).fit(said, noisy)
    assert {"linear, C 1", "blend 0.5"} <= set(model.choice_.losses)
    assert model.predict_proba(said).sum(axis=1) == pytest.approx(1.0)


def test_two_causes_are_enough() -> None:
    said, labels = texts(80, causes=("bill", "parcel"))
    model = CauseModel(linear_from=50).fit(said, labels)
    assert model.predict_proba(said).shape == (80, 2)
    assert (model.predict(said) == np.array(labels)).all()


def test_what_the_agent_says_counts() -> None:
    said = [
        CallText(("hello", "i have a question"), (f"let me see {line}",)) for line in ("i do not know", "of course")
    ]
    model = CauseModel().fit(said * 20, ["gap", "need"] * 20)
    assert list(model.predict(said)) == ["gap", "need"]


def test_an_early_turn_counts_more_than_a_late_one(model: CauseModel) -> None:
    small_talk = ["okay thank you"] * 6
    early = " | ".join(["my invoice is too high", *small_talk, "the package is late"])
    late = " | ".join(["the package is late", *small_talk, "my invoice is too high"])
    bill = list(model.classes_).index("bill")
    assert model.predict_proba([early])[0, bill] > model.predict_proba([late])[0, bill]


def test_a_call_without_words_gets_an_answer_and_no_call_none(model: CauseModel) -> None:
    assert model.predict_proba([""]).sum() == pytest.approx(1.0)
    assert model.predict_proba([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("said", "labels", "message"),
    [
        (["a bill"], ["bill", "parcel"], "1 texts have 2 labels"),
        ([], [], "there are no labels"),
        (["a bill", "b bill"], ["bill", "bill"], "nothing can be told apart"),
        (["?", "!"], ["bill", "parcel"], "no call has any words"),
    ],
)
def test_it_says_why_it_cannot_learn(said: list[str], labels: list[str], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        CauseModel().fit(said, labels)


def test_it_stays_calm_when_words_are_deleted(model: CauseModel) -> None:
    rng = np.random.default_rng(11)
    said, truth = texts(90, seed=4)
    torn = [" ".join(word for word in text.split() if word == "|" or rng.random() > 0.3) for text in said]
    assert (model.predict(torn) == np.array(truth)).mean() > 0.8


def test_a_model_with_the_same_settings_tries_no_others(model: CauseModel) -> None:
    again = model.same_settings().fit(*texts(90))
    assert len(again.topics) == len(again.strengths) == 1
    assert again.choice_.topic.topics == model.choice_.topic.topics
    assert np.allclose(again.predict_proba(["my invoice"]), model.predict_proba(["my invoice"]), atol=0.05)


def test_a_cause_that_is_none_any_more_keeps_no_probability(model: CauseModel) -> None:
    said = model.predict_proba(["my invoice is too high", "good morning"])
    ordered = in_order(model, said, ("login", "a new one", "parcel"))
    assert ordered[:, 1].tolist() == [0, 0]
    assert ordered.sum(axis=1) == pytest.approx([1, 1])
    assert in_order(model, said, ("a new one", "another")).tolist() == [[0.5, 0.5], [0.5, 0.5]]
