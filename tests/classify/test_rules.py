"""Rules above the model that are certain, and suggestions while nobody has labelled."""

from datetime import date

import pytest

from classify.drivers import Campaign, Registers
from classify.model import CauseModel
from classify.rules import OFFER_CODE, CauseWords, certain_rule, suggest_cause
from tests.classify.calls import heard, segments

AUTUMN = Campaign("c1", "Faster Fibre", date(2026, 9, 28), offer_codes=("FAST50",))
CINEMA = Campaign("c2", "Home Cinema", date(2026, 9, 30), offer_codes=("FILM10",))
CAUSES = (
    CauseWords("bill", "the invoice is wrong", ("charged twice", "invoice too high")),
    CauseWords("pets", "animals at home", ("the dog ate the router",)),
    CauseWords("unknown", "no cause can be named"),
)


def test_a_code_read_aloud_decides_and_gives_its_name() -> None:
    found = certain_rule(heard("your code f a s t five zero is refused"), (AUTUMN, CINEMA))
    assert found is not None
    assert (found.name, found.cause, found.driver_id) == (OFFER_CODE, "marketing_mailer", "c1")
    assert found.span.text == "f a s t five zero"


def test_everyday_words_that_make_a_code_decide_nothing() -> None:
    assert certain_rule(heard("it was fast fifty times"), (AUTUMN,)) is None


def test_two_codes_in_one_call_decide_nothing() -> None:
    call = heard("code f a s t five zero or code f i l m one zero")
    assert certain_rule(call, (AUTUMN, CINEMA)) is None


def test_a_code_that_has_not_been_mailed_yet_decides_nothing() -> None:
    assert certain_rule(heard("the code f a s t five zero", on="2026-09-01"), (AUTUMN,)) is None


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
