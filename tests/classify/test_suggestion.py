"""Suggestions while nobody has labelled: the shipped model, the causes' own words, the registers."""

from datetime import date

import pytest

from classify.drivers import Campaign, Registers
from classify.model import CauseModel
from classify.seed import open_seed
from classify.suggestion import CauseWords, suggest_cause
from tests.classify.calls import heard, segments

AUTUMN = Campaign("c1", "Faster Fibre", date(2026, 9, 28), offer_codes=("FAST50",))
CAUSES = (
    CauseWords("bill", "the invoice is wrong", ("charged twice", "invoice too high")),
    CauseWords("pets", "animals at home", ("the dog ate the router",)),
    CauseWords("unknown", "no cause can be named"),
)


def test_examples_suggest_causes_the_shipped_model_has_never_met(model: CauseModel) -> None:
    said = "hello the dog ate my new router"
    suggestion = suggest_cause(segments(("customer", said)), heard(said), CAUSES, Registers(), seed=model)
    assert suggestion.cause == "pets"
    assert sum(suggestion.probabilities.values()) == pytest.approx(1.0)
    assert "words of the examples of pets" in suggestion.reasons


def test_the_shipped_model_suggests_what_it_knows(model: CauseModel) -> None:
    said = "my invoice is too high"
    assert suggest_cause(segments(("customer", said)), heard(said), CAUSES, Registers(), seed=model).cause == "bill"


def test_without_any_hint_the_cause_is_unknown() -> None:
    suggestion = suggest_cause(
        segments(("customer", "good morning")), heard("good morning"), CAUSES, Registers(), seed=None
    )
    assert suggestion.cause == "unknown"
    assert suggestion.reasons == ()


def test_the_registers_suggest_the_cause_of_their_kind() -> None:
    causes = (CauseWords("marketing_mailer", "our mail"), CauseWords("ops_issue", "our failures"))
    said = "i have a leaflet here"
    suggestion = suggest_cause(segments(("customer", said)), heard(said), causes, Registers((AUTUMN,)), seed=None)
    assert suggestion.cause == "marketing_mailer"


def test_a_taxonomy_of_which_the_shipped_model_knows_nothing_is_suggested_by_its_own_words() -> None:
    seed, _ = open_seed()
    causes = (
        CauseWords("late_flight", "a flight left or landed late", ("missed my connection", "the plane was delayed")),
        CauseWords("lost_bag", "luggage did not arrive", ("my suitcase is missing", "the bag was damaged")),
    )
    for said, cause in (("hello my suitcase is still missing", "lost_bag"), ("our plane was delayed", "late_flight")):
        suggestion = suggest_cause(segments(("customer", said)), heard(said), causes, Registers(), seed=seed)
        assert suggestion.cause == cause
        assert suggestion.reasons == (f"words of the examples of {cause}",)
        assert suggestion.spans[cause].text in said


def test_what_the_agent_says_suggests_nothing() -> None:
    turns = segments(("agent", "did the dog eat your router"), ("customer", "good morning"))
    call = heard("good morning")
    assert suggest_cause(turns, call, CAUSES, Registers(), seed=None).cause == "unknown"
