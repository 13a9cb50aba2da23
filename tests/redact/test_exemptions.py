import re

import pytest

from redact.entities import EntityType
from redact.exemptions import Exemptions
from redact.transcript import redact_segments
from tests.redact.calls import call


def redacted(line: str, exempt: Exemptions) -> str:
    return redact_segments(call(line), exempt=exempt).segments[0].text


def test_a_campaigns_phone_number_stays_when_it_matches_exactly() -> None:
    exempt = Exemptions(phone_numbers=frozenset({"+1 800 555 0199"}))
    said = "c: your flyer says call one eight hundred five five five oh one nine nine"
    assert redacted(said, exempt) == said[3:]
    assert "[PHONE]" in redacted(said.replace("nine nine", "nine eight"), exempt)


def test_an_offer_code_stays_even_after_a_question_for_a_code() -> None:
    exempt = Exemptions(codes=frozenset({"SPRING25"}))
    assert redacted("c: the verification code is spring twenty five", exempt) == (
        "the verification code is spring twenty five"
    )


def test_a_card_number_is_cut_although_a_code_stands_in_it() -> None:
    exempt = Exemptions(codes=frozenset({"4111"}))
    assert redacted("c: my card number is 4111 1111 1111 1111", exempt) == "my card number is [CARD_NUMBER]"


def test_product_names_that_look_like_people_stay() -> None:
    said = "c: i pay for veronica unlimited"
    assert redacted(said, Exemptions()) == "i pay for [NAME] unlimited"
    assert redacted(said, Exemptions(words=frozenset({"Veronica"}))) == said[3:]


def test_names_of_the_record_are_cut_without_any_cue() -> None:
    exempt = Exemptions(names=frozenset({"Zlatka Thistlewood"}))
    assert redacted("a: i see thistlewood on the contract zlatka", exempt) == ("i see [NAME] on the contract [NAME]")
    assert "Zlatka" not in repr(exempt)


def test_own_patterns_are_cut_under_their_type() -> None:
    exempt = Exemptions(patterns={EntityType.NATIONAL_ID: (re.compile(r"KX-\d{4}"),)})
    assert redacted("c: member KX-1234 here", exempt) == "member [NATIONAL_ID] here"


def test_own_patterns_are_found_in_what_is_spelled() -> None:
    exempt = Exemptions(patterns={EntityType.NATIONAL_ID: (re.compile(r"KX\d{4}"),)})
    assert redacted("c: member k x one two three four here", exempt) == "member [NATIONAL_ID] here"


def test_a_product_of_two_words_keeps_neither_of_them_alone() -> None:
    exempt = Exemptions(words=frozenset({"Veronica Plus"}))
    assert redacted("c: the veronica plus box is from veronica", exempt) == "the veronica plus box is from [NAME]"


def test_a_customer_of_a_products_name_is_cut_with_the_family_name() -> None:
    exempt = Exemptions(words=frozenset({"Veronica"}))
    assert redacted("c: my name is veronica miller", exempt) == "my name is [NAME]"


@pytest.mark.parametrize(
    ("kind", "value", "said", "left"),
    [
        (EntityType.PHONE, "+1 202 555 0147", "c: ask two oh two five five five oh one four seven", "ask [PHONE]"),
        (EntityType.BANK_ACCOUNT, "44 71 29", "c: order four four seven one two nine", "order [BANK_ACCOUNT]"),
        (EntityType.EMAIL, "tom.baker84@example.com", "c: tom dot baker eighty four at example dot com", "[EMAIL]"),
        (EntityType.ADDRESS, "42 Quiet Corner", "c: forty two quiet corner is right", "[ADDRESS] is right"),
        (EntityType.SECRET, "blue horse", "a: so blue horse it is", "so [SECRET] it is"),
        (EntityType.NAME, "Long Page", "a: thank you long page", "thank you [NAME]"),
    ],
)
def test_values_of_the_customers_record_are_cut_however_they_are_said(
    kind: EntityType, value: str, said: str, left: str
) -> None:
    exempt = Exemptions(values={kind: frozenset({value})})
    assert redacted(said, exempt) == left
    assert value not in repr(exempt)
