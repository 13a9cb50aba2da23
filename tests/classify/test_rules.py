"""Rules above the model that are certain."""

from datetime import date

from classify.drivers import Campaign
from classify.rules import OFFER_CODE, certain_rule
from tests.classify.calls import heard

AUTUMN = Campaign("c1", "Faster Fibre", date(2026, 9, 28), offer_codes=("FAST50",))
CINEMA = Campaign("c2", "Home Cinema", date(2026, 9, 30), offer_codes=("FILM10",))


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
