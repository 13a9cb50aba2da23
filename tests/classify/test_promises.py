"""A promise quoted in a call: inside the box, outside it, or unknown."""

from datetime import UTC, date, datetime

import pytest

from classify.amounts import with_digits
from classify.drivers import ApprovedException, HeardCall, Offering, Registers
from classify.promises import Box, PromiseCheck, check_promise
from classify.terms import terms_of
from tests.classify.calls import heard, segments

STANDARD = Offering(
    "o1",
    "Comfort Package",
    (
        "installation within five working days",
        "installation costs 49 dollars",
        "the monthly price is fixed for 12 months",
        "cancellation with 30 days notice",
        "up to 100 megabits of download speed",
    ),
)
REGISTERS = Registers(offerings=(STANDARD,))


def check(text: str, registers: Registers = REGISTERS, *, on: str = "2026-10-05") -> PromiseCheck | None:
    return check_promise(heard(text, on=on), registers)


@pytest.mark.parametrize(
    "text",
    [
        "your rep promised installation within five days",
        "they told me the price is fixed for a year",
        "the salesman said the price stays fixed for twelve months",
        "i was told i could cancel with thirty days notice",
        "she guaranteed me a download speed of one hundred megabits",
    ],
)
def test_what_the_register_says_too_is_inside(text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.box is Box.INSIDE
    assert found.offering_id == "o1"


@pytest.mark.parametrize(
    "text",
    [
        "the salesman promised me free installation",
        "your rep said the price is fixed for three years",
        "they told me installation takes two days",
        "he said the speed would be five hundred megabits",
        "the guy at the door swore the price would never go up",
        "the lady promised me a free tablet computer",
    ],
)
def test_what_goes_further_is_outside(text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.box is Box.OUTSIDE


def test_a_claim_without_anything_definite_is_unknown() -> None:
    found = check("the salesman said it would all be lovely and quick")
    assert found is not None
    assert found.box is Box.UNKNOWN


def test_without_offerings_nothing_can_be_said() -> None:
    found = check("the salesman promised me free installation", Registers())
    assert found is not None
    assert found.box is Box.UNKNOWN


def test_what_a_caller_says_of_themselves_is_no_promise() -> None:
    assert check("i said i want free installation") is None
    assert check("my internet is slow") is None


def test_an_approved_exception_brings_it_inside_from_its_day_on() -> None:
    approved = ApprovedException("x1", "free installation", "o1", date(2026, 10, 1))
    registers = Registers(offerings=(STANDARD,), exceptions=(approved,))
    text = "the salesman promised me free installation"
    inside, before = check(text, registers), check(text, registers, on="2026-09-20")
    assert inside is not None
    assert before is not None
    assert (inside.box, inside.exception_id) == (Box.INSIDE, "x1")
    assert before.box is Box.OUTSIDE


def test_the_words_of_the_claim_are_kept() -> None:
    found = check("hello the salesman promised me free installation")
    assert found is not None
    assert found.claim.text == "free installation"
    assert found.against == "installation costs 49 dollars"


def test_the_claim_may_stand_before_the_one_who_made_it() -> None:
    found = check("free installation is what he promised me")
    assert found is not None
    assert found.box is Box.OUTSIDE


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("twenty percent off", "percent", 20),
        ("half the price", "percent", 50),
        ("$49 once", "money", 49),
        ("for two years", "months", 24),
        ("the first month", "months", 1),
        ("in three weeks", "days", 21),
        ("one gig", "speed", 1000),
    ],
)
def test_amounts_are_read_from_words(text: str, unit: str, amount: float) -> None:
    assert terms_of(text).amounts == {unit: frozenset({float(amount)})}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("one hundred and twenty five dollars", "125 dollars"),
        ("two thousand three hundred", "2300"),
        ("nineteen ninety five", "19 95"),
        ("forty one or so", "41 or so"),
        ("salt and pepper for one", "salt and pepper for 1"),
        ("a hundred and more", "a hundred and more"),
    ],
)
def test_numbers_are_read_as_they_are_said(said: str, written: str) -> None:
    assert with_digits(said.split()) == written


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("when i signed the speed was one hundred megabits", Box.INSIDE),
        ("the lady in the shop threw in free installation", Box.OUTSIDE),
        ("the installation was supposed to be free", Box.OUTSIDE),
        ("the man at the door said i could leave any time", Box.OUTSIDE),
        ("your seller said i would pay the same price as long as i stay", Box.OUTSIDE),
        ("they said installation in five days and now i wait for three weeks", Box.INSIDE),
    ],
)
def test_promises_are_told_in_many_ways(text: str, box: Box) -> None:
    found = check(text)
    assert found is not None
    assert found.box is box


def test_what_an_agent_denied_is_no_promise() -> None:
    assert check("they told me that i could not cancel with thirty days notice") is None


def test_what_the_agent_says_is_no_quote() -> None:
    turns = segments(("agent", "they told you installation is free"), ("customer", "good morning"))
    call = HeardCall.of(turns, started_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    assert check_promise(call, REGISTERS) is None


def test_an_exception_for_some_covers_only_calls_that_speak_of_them() -> None:
    approved = ApprovedException("x1", "free installation for the new houses in Fairmont", "o1", date(2026, 9, 1))
    registers = Registers(offerings=(STANDARD,), exceptions=(approved,))
    elsewhere = check("the salesman promised me free installation", registers)
    there = check("we live in the new houses in fairmont and the salesman promised free installation", registers)
    assert elsewhere is not None
    assert there is not None
    assert (elsewhere.box, there.box, there.exception_id) == (Box.OUTSIDE, Box.INSIDE, "x1")


def test_what_may_only_be_promised_under_a_condition_is_outside() -> None:
    extras = Offering("o2", "Extras", ("tablets and channels are not part of any plan",))
    found = check("the girl on the phone said the film channels come with it", Registers(offerings=(extras,)))
    assert found is not None
    assert (found.box, found.offering_id) == (Box.OUTSIDE, "o2")


def test_money_asked_for_what_is_free_is_no_promise() -> None:
    moving = Offering("o3", "Moving", ("moving the line to a new address is free",))
    registers = Registers(offerings=(moving,))
    assert check("they told me on the phone that moving costs twenty five dollars", registers) is None
    found = check("they told me on the phone that moving is free", registers)
    assert found is not None
    assert (found.box, found.claim.text) == (Box.INSIDE, "moving is free")
