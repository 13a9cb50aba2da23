"""What only erased calls said is nowhere in a model afterwards, and its answers for all others are as they were."""

import numpy as np

from classify.artefact import dump_model, load_model
from classify.calltext import parse_call
from classify.model import CauseModel
from classify.unlearn import NOTHING, told_words, unlearned, without_words
from tests.classify.calls import texts


def test_words_of_erased_calls_alone_go_and_every_other_call_is_answered_as_before() -> None:
    said, labels = texts(120)
    spoken = [f"Agent: good day\n{text}" for text in said]
    spoken[:3] = [f"{text} quokkaberry quokkaberry" for text in spoken[:3]]
    spoken[1] = spoken[1].replace("good day", "good day zanzibarian")
    noisy = [label if row % 5 else "bill" for row, label in enumerate(labels)]
    model = CauseModel(linear_from=60, topics=(4,)).fit(spoken, noisy)
    assert any("quokkaberry" in word for word in told_words(model))
    left = [parse_call(text) for text in spoken[3:]]
    smaller = unlearned(model, [left[:50], left[50:]])
    assert smaller is not None
    stored = load_model(dump_model(smaller))
    terms = " ".join(term for one in stored.features_.customer_ for term in one.terms)
    assert "quokka" not in terms
    assert not any("quokka" in word or "zanzibar" in word for word in told_words(stored))
    np.testing.assert_allclose(stored.predict_proba(left), model.predict_proba(left), atol=1e-6)


def test_a_model_whose_words_are_all_still_said_stays_as_it_is() -> None:
    said, labels = texts(90)
    model = CauseModel().fit(said, labels)
    assert unlearned(model, [[parse_call(text) for text in said]]) is None


def test_with_no_call_left_a_model_knows_nothing_and_still_answers() -> None:
    said, labels = texts(90)
    smaller = unlearned(CauseModel().fit(said, labels), [])
    assert smaller is not None
    assert told_words(smaller) == {NOTHING}
    answers = smaller.predict_proba(["my invoice is too high", "nothing"])
    np.testing.assert_allclose(answers[0], answers[1], atol=1e-6)


def test_measures_name_no_word_that_the_model_does_not_know() -> None:
    metrics = {"macro_f1": 0.9, "telling": {"bill": [{"word": "invoice", "weight": 1.0}, {"word": "quokkaberry"}]}}
    kept = without_words(metrics, frozenset({"invoice"}))
    assert kept == {"macro_f1": 0.9, "telling": {"bill": [{"word": "invoice", "weight": 1.0}]}}
