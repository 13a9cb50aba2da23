"""Codes and numbers as people read them aloud."""

import pytest

from classify.codes import code_heard, number_heard
from classify.heard import turns_of
from classify.spoken import find_code
from tests.classify.calls import segments


@pytest.mark.parametrize(
    "said",
    [
        "save twenty",
        "save20",
        "s a v e twenty",
        "s a v e two zero",
        "s a v e two oh",
        "ess ay vee ee twenty",
        "sierra alpha victor echo two zero",
        "s for sugar a as in apple v like violin e twenty",
        "s a v capital e then two zero",
        "save um two zero",
    ],
)
def test_it_hears_a_code_however_it_is_read(said: str) -> None:
    words = f"my code is {said} please".split()
    reading = find_code(words, "SAVE20")
    assert reading is not None
    assert words[reading.first : reading.last + 1] == said.split()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("double five seven", "557"),
        ("forty one b", "41B"),
        ("four hundred", "400"),
        ("x double you nine", "XW9"),
        ("twenty five", "205"),
        ("k seven dash three", "K7-3"),
    ],
)
def test_it_knows_how_numbers_are_said(said: str, code: str) -> None:
    assert find_code(said.split(), code) is not None


@pytest.mark.parametrize(
    "said", ["save thirty", "save twenty five", "s a v e", "i want to save money", "", "twenty save"]
)
def test_it_hears_no_other_code(said: str) -> None:
    assert find_code(said.split(), "SAVE20X") is None
    assert find_code(said.split(), "SAVE21") is None


def test_an_empty_code_is_never_heard() -> None:
    assert find_code(["anything"], "--") is None


def test_an_amount_is_no_code() -> None:
    assert code_heard(turns_of(segments(("customer", "you said i would save twenty percent"))), "SAVE20") is None


def test_everyday_words_are_certain_only_where_a_code_is_spoken_of() -> None:
    unsure = code_heard(turns_of(segments(("customer", "we want to save twenty of them"))), "SAVE20")
    sure = code_heard(turns_of(segments(("customer", "it says use code save twenty today"))), "SAVE20")
    assert unsure is not None
    assert not unsure.certain
    assert sure is not None
    assert sure.certain
    assert sure.span.text == "save twenty"


def test_the_surest_place_is_taken() -> None:
    turns = turns_of(segments(("customer", "save twenty"), ("agent", "sorry"), ("customer", "s a v e two zero")))
    heard = code_heard(turns, "SAVE20")
    assert heard is not None
    assert heard.certain
    assert heard.span.segment_index == 2


def test_it_hears_a_telephone_number_with_or_without_its_zero() -> None:
    turns = turns_of(segments(("customer", "it says call oh eight hundred five five five oh one double nine")))
    span = number_heard(turns, "0800 555 0199")
    assert span is not None
    assert number_heard(turns, "12") is None
    assert number_heard(turns, "0800 555 0198") is None
