"""The shipped cold-start model and the text it was made from."""

import json
import re

import numpy as np
import pytest

from classify.artefact import labels_sha256
from classify.seed import open_seed, read_seed_text, seed_calls
from settings.settings import CHECKOUT

CAUSES = {"marketing_mailer", "ops_issue", "sales_overpromise", "agent_knowledge_gap", "customer_need", "unknown"}


def test_every_cause_has_at_least_forty_sentences_of_its_own() -> None:
    text = read_seed_text()
    assert set(text.sentences) == CAUSES
    assert all(len(set(sentences)) >= 40 for sentences in text.sentences.values())
    everything = [sentence for sentences in text.sentences.values() for sentence in sentences]
    assert len(everything) == len(set(everything))


def test_the_cause_is_not_always_said_first() -> None:
    calls = seed_calls(read_seed_text(), rng=np.random.default_rng(0))
    text = read_seed_text()
    told = {sentence for sentences in text.sentences.values() for sentence in sentences}
    places = {next((at for at, turn in enumerate(call.text.customer) if turn in told), 0) for call in calls}
    assert {0, 1, 2} <= places


def test_the_shipped_model_opens_and_knows_the_shipped_causes() -> None:
    model, card = open_seed()
    assert set(model.classes_) == CAUSES
    assert "never enter a figure" in card.note
    assert set(card.calls_by_cause) == CAUSES


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("hello i received a brochure in the mail and the coupon on it is not accepted", "marketing_mailer"),
        ("our connection has been down since last night and nothing works", "ops_issue"),
        ("your sales rep promised me there would be no installation fee", "sales_overpromise"),
        ("the last agent gave me wrong information and had no idea", "agent_knowledge_gap"),
        ("i would like to change my address and order another one", "customer_need"),
        ("sorry i think i have the wrong number", "unknown"),
    ],
)
def test_it_has_a_first_opinion_of_sentences_it_has_not_read(said: str, cause: str) -> None:
    model, _ = open_seed()
    assert model.predict([said])[0] == cause


def test_no_sentence_of_the_sample_calls_was_there_to_learn_from() -> None:
    """Its writer had not seen them: no run of six words is in both, so its measured accuracy on them is honest."""
    text = read_seed_text()
    written = [line for part in (text.sentences, text.agent, text.around) for lines in part.values() for line in lines]
    spoken = {
        turn["text"]
        for line in (CHECKOUT / "demo" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        for turn in json.loads(line)["turns"]
    }
    said = {run for turn in spoken for run in runs(turn)}
    assert len(said) > 5_000
    assert not {run for line in written for run in runs(line)} & said
    assert runs("one two three four five six seven") == {"one two three four five six", "two three four five six seven"}


def test_the_shipped_model_was_made_from_the_text_beside_it() -> None:
    calls = seed_calls(read_seed_text(), rng=np.random.default_rng(0))
    _, card = open_seed()
    assert card.labels_sha256 == labels_sha256([call.text for call in calls], [call.cause for call in calls])


def runs(text: str) -> set[str]:
    words = re.findall(r"[a-z']+", text.lower())
    return {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}
