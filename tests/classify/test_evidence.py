"""The sentences that carry a prediction."""

import numpy as np
import pytest

from audio.words import Segment, Speaker, Word
from classify.evidence import evidence_for, sentences_of
from classify.explain import Taught, telling_words, words_for
from classify.model import CauseModel
from tests.classify.calls import segments, texts


def test_it_finds_the_turn_that_says_why(model: CauseModel) -> None:
    call = segments(
        ("agent", "how may i help"),
        ("customer", "good morning"),
        ("customer", "my invoice is too high"),
        ("customer", "bye"),
    )
    spans = evidence_for(model, call, "bill")
    assert spans[0].text == "my invoice is too high"
    assert spans[0].segment_index == 2
    assert spans[0].start_ms == round(call[2].start * 1000)
    assert spans[0].end_ms == round(call[2].end * 1000)
    assert spans[0].as_json()["speaker"] == "customer"
    assert 0.5 < spans[0].weight <= 1.0


def test_each_cause_of_a_call_has_its_own_evidence(model: CauseModel) -> None:
    call = segments(
        ("customer", "hello"), ("customer", "my parcel never came"), ("customer", "and i forgot my password")
    )
    assert evidence_for(model, call, "parcel", most=1)[0].text == "my parcel never came"
    assert evidence_for(model, call, "login", most=1)[0].text == "and i forgot my password"


def test_what_was_not_said_has_no_evidence(model: CauseModel) -> None:
    assert evidence_for(model, [], "bill") == ()
    silent = evidence_for(model, segments(("customer", "my parcel never came")), "bill")
    assert silent == ()


def test_a_cause_it_does_not_know_is_refused(model: CauseModel) -> None:
    with pytest.raises(ValueError, match="does not know cause 'dog'; it knows bill, login, parcel"):
        evidence_for(model, segments(("customer", "hello")), "dog")


def test_sentences_end_at_full_stops_pauses_and_when_they_get_too_long() -> None:
    words = tuple(
        Word(text, at, at + 0.2, 1.0) for text, at in (("yes.", 0.0), ("my", 0.3), ("bill", 0.6), ("well", 3.0))
    )
    ends = [sentence.text for sentence in sentences_of([Segment(Speaker.CUSTOMER, 0.0, 3.2, words)])]
    assert ends == ["yes.", "my bill", "well"]
    long = segments(("customer", " ".join(["word"] * 60)))
    assert [len(sentence.words) for sentence in sentences_of(long)] == [25, 25, 10]


def test_the_most_telling_words_are_those_of_the_cause(model: CauseModel) -> None:
    words = {cause: " ".join(word.word for word in found) for cause, found in telling_words(model).items()}
    assert "invoice" in words["bill"] or "charged" in words["bill"]
    assert "password" in words["login"] or "sign" in words["login"]
    assert "invoice" not in words["parcel"]


def test_the_nearest_labelled_calls_are_about_the_same(model: CauseModel) -> None:
    said, labels = texts(30, seed=6)
    taught = Taught(tuple(str(number) for number in range(30)), model.embed(said))
    near = taught.nearest(model.read(["my invoice is too high"]))
    assert {labels[int(one["call_id"])] for one in near} == {"bill"}
    assert near[0]["nearness"] >= near[-1]["nearness"] > 0
    assert "0" not in {one["call_id"] for one in taught.nearest(model.read(said[:1]), without="0")}
    assert Taught((), np.zeros((0, 0))).nearest(model.read(["my invoice"])) == []


def test_the_words_of_a_call_that_speak_for_a_cause_are_said_in_it(model: CauseModel) -> None:
    call = model.read(["hello | my invoice is too high | bye"])
    words = words_for(model, call, "bill")
    assert any("invoice" in word.word for word in words)
    assert all(word.word in "hello my invoice is too high bye" for word in words)
    assert 0 < sum(word.share for word in words) <= 1.0001
    assert words_for(model, call, "a cause nobody taught it") == []
