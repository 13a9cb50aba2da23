import pytest

from redact.entities import EntityType
from redact.lists import ListError, read_customers, read_patterns


def test_patterns_are_read_by_the_name_of_their_type() -> None:
    patterns = read_patterns({"national_id": [r"KX-\d{4}", r"KY-\d{4}"]})
    assert [pattern.pattern for pattern in patterns[EntityType.NATIONAL_ID]] == [r"KX-\d{4}", r"KY-\d{4}"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"BADGE": ["x"]}, "BADGE is no type of personal data. Use one of IBAN, CARD_NUMBER"),
        ({"PIN": ["("]}, r"the pattern '\(' of PIN is no regular expression"),
        ({"PIN": ["x*"]}, r"the pattern 'x\*' of PIN matches nothing at all"),
        ({"PIN": [r"\w+"]}, "matches a placeholder such as"),
        ({"PIN": ["x" * 501]}, "a pattern of PIN has 501 characters. Keep it below 500"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_type_and_the_remedy(table: dict[str, list[str]], said: str) -> None:
    with pytest.raises(ListError, match=said):
        read_patterns(table)


def test_customers_are_read_by_reference() -> None:
    (asha, bruno) = read_customers(
        "customer_ref,Name,phone\nC-1,Asha Rao,202 555 0147\n,nobody,\nC-2,Bruno Keller,\n", name="customers.csv"
    )
    assert asha.reference == "C-1"
    assert asha.values == {EntityType.NAME: {"Asha Rao"}, EntityType.PHONE: {"202 555 0147"}}
    assert bruno.values == {EntityType.NAME: {"Bruno Keller"}}
    assert "Asha" not in repr(asha)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,phone\nAsha,1\n", "customers.csv lacks the column customer_ref"),
        ("customer_ref\nC-1\n", "customers.csv lacks the column customer_ref, or any other"),
        ("customer_ref,shoe size\nC-1,44\n", "customers.csv has a column shoe size"),
        ("", "customers.csv lacks the column customer_ref"),
    ],
)
def test_a_wrong_file_of_customers_is_refused_with_the_columns_it_may_have(text: str, said: str) -> None:
    with pytest.raises(ListError, match=said) as refused:
        list(read_customers(text, name="customers.csv"))
    assert "licence_plate" in str(refused.value)
    assert "Asha" not in str(refused.value)
