"""People come from a CSV, with whom they report to."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.people import import_people
from store.sheets import SheetError
from store.tables.person import Person

HEAD = "email,name,role,superior\n"


def imported(session: Session, folder: Path, text: str, now: datetime) -> dict[str, Person]:
    path = folder / "people.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    import_people(session, path, now=now)
    return {person.name: person for person in session.scalars(select(Person))}


def test_a_superior_may_stand_further_down_the_file(session: Session, tmp_path: Path, now: datetime) -> None:
    found = imported(session, tmp_path, "b@x.example,Bruno,executive,h@x.example\nh@x.example,Helen,executive,\n", now)
    assert found["Bruno"].superior_id == found["Helen"].id
    assert found["Helen"].superior_id is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("b@x.example,Bruno,executive,nobody@x.example\n", "nobody@x.example is nobody here"),
        ("b@x.example,Bruno,executive,b@x.example\n", "is the same person"),
        ("b@x.example,Bruno,executive,h@x.example\nh@x.example,Helen,executive,b@x.example\n", "reports to"),
    ],
)
def test_a_superior_who_cannot_be_is_refused_with_the_line(
    session: Session, tmp_path: Path, now: datetime, rows: str, said: str
) -> None:
    with pytest.raises(SheetError, match=said) as refused:
        imported(session, tmp_path, rows, now)
    assert "people.csv line" in str(refused.value)
