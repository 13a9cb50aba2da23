"""Words are found the same way on SQLite and PostgreSQL."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from settings.settings import Settings
from store.fulltext import folded, forget_text, keep_text, parsed, said_in
from store.installation import Installation, open_installation
from store.migrate import migrate
from tests.services import fresh_postgres

SAID = {
    "mailer": "I got your letter\nit's about the Café offer [CARD_NUMBER] and 3 months free",
    "move": "we are moving house in December",
    "quote": 'he said "moved" o\'clock AND NEAR(house) * -',
}


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with fresh_postgres() as url:
        opened = open_installation(Settings(home=tmp_path_factory.mktemp("home"), database_url=url))
        migrate(opened.engine)
        yield opened
        opened.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[Session]:
    opened: Installation = request.getfixturevalue("installation" if request.param == "sqlite" else "postgres")
    with opened.sessions() as session:
        yield session


def found(session: Session, ids: dict[str, UUID], asked: str) -> set[str]:
    subjects = set(session.scalars(said_in(session, "call", parsed(asked))))
    return {name for name, subject in ids.items() if subject in subjects}


def keep_all(session: Session) -> dict[str, UUID]:
    ids = {name: uuid4() for name in SAID}
    for name, said in SAID.items():
        keep_text(session, "call", ids[name], said)
    return ids


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("letter", {"mailer"}),
        ("LETTER cafe", {"mailer"}),
        ("mov hou", {"move", "quote"}),
        ('"moving house"', {"move"}),
        ('"house moving"', set()),
        ('"mov house"', set()),
        ("it's", {"mailer"}),
        ("3", {"mailer"}),
        ("number", set()),
        ("%", set()),
        ("", set()),
        ('house" OR "letter', set()),
        ("NEAR(house)", {"quote"}),
        ("o'clock", {"quote"}),
    ],
)
def test_words_are_found_in_any_order_and_as_beginnings(kept: Session, asked: str, answers: set[str]) -> None:
    assert found(kept, keep_all(kept), asked) == answers


def test_a_text_that_is_replaced_or_forgotten_is_not_found_by_its_old_words(kept: Session) -> None:
    ids = keep_all(kept)
    keep_text(kept, "call", ids["move"], "nothing of that sort")
    assert found(kept, ids, "december") == set()
    assert found(kept, ids, "sort") == {"move"}
    forget_text(kept, "call", [ids["move"]])
    assert found(kept, ids, "sort") == set()
    assert set(kept.scalars(said_in(kept, "answer", parsed("letter")))) == set()


def test_letters_are_compared_without_case_and_accents() -> None:
    assert folded("[NAME] said: Crème-Brûlée, STRASSE!") == "said creme brulee strasse"
