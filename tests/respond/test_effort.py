import pytest

from respond.effort import typed_number, typed_resources
from respond.errors import AnswerError
from store.resources import NOTHING_TOLD, Resources


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("1,5", 1.5), ("1.5", 1.5), ("6 500", 6500), ("6,500", 6500), ("6.500,75", 6500.75),
        ("6,500.75", 6500.75), ("1,200,000", 1_200_000), ("6’500", 6500), (" ", None), ("0", 0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text: str, number: float | None) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize("text", ["two", "-1", "nan", "inf", "1e30"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is made by whoever knows the field
        typed_number(text)


def test_every_wrong_field_is_named() -> None:
    with pytest.raises(AnswerError) as refused:
        typed_resources({"put_people": "two", "put_money": "6500", "put_days": "nine"}, "put")
    assert list(refused.value.problems) == ["put_people", "put_days"]
    assert typed_resources({"put_people": "2", "put_days": ""}, "put") == Resources(people=2)
    assert typed_resources({}, "put") == NOTHING_TOLD
