"""What people said is findable at once, and the kept index equals one made anew, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.settings import Settings
from store.fulltext import parsed, said_in
from store.installation import Installation, open_installation
from store.knowledge import TOLD, forget_excerpts, rebuild_knowledge
from store.migrate import migrate
from store.tables.searchable import Searchable
from tests.conftest import NOW
from tests.factories.comment import make_comment
from tests.factories.commitment import make_commitment
from tests.factories.dispute import make_dispute
from tests.factories.excerpt import make_excerpt
from tests.factories.question import make_question
from tests.factories.reply import make_reply
from tests.services import fresh_postgres


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with fresh_postgres() as url:
        opened = open_installation(Settings(home=tmp_path_factory.mktemp("home"), database_url=url))
        migrate(opened.engine)
        yield opened
        opened.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Iterator[Session]:
    name = "installation" if request.param == "sqlite" else "postgres"
    opened: Installation = request.getfixturevalue(name)
    with opened.sessions() as session:
        yield session
        session.rollback()


def index_of(session: Session) -> set[tuple[str, str, str]]:
    rows = session.execute(select(Searchable.kind, Searchable.subject_id, Searchable.words))
    return {(kind, str(subject), words) for kind, subject, words in rows if kind in TOLD}


def test_the_kept_index_equals_one_made_anew(kept: Session) -> None:
    excerpt = make_excerpt(kept)
    reply, dispute = make_reply(kept, excerpt=excerpt), make_dispute(kept, excerpt=excerpt)
    comment, question = make_comment(kept, excerpt=excerpt), make_question(kept, excerpt=excerpt)
    commitment = make_commitment(kept)
    kept.flush()
    question.answer, question.answered_at = "two systems, one night", NOW
    commitment.moved = "half a day"
    kept.delete(comment)
    reply.withdrawn_at = NOW
    kept.flush()
    dispute.why = "it was the Café, not us"
    kept.flush()
    before = index_of(kept)
    assert {kind for kind, _, _ in before} == {"excerpt", "dispute", "question", "commitment"}
    assert rebuild_knowledge(kept) == len(before)
    assert index_of(kept) == before
    assert list(kept.scalars(said_in(kept, "question", parsed("night systems")))) == [question.id]
    assert list(kept.scalars(said_in(kept, "dispute", parsed("cafe")))) == [dispute.id]


def test_of_an_erased_excerpt_no_word_stays(kept: Session) -> None:
    excerpt = make_excerpt(kept)
    make_question(kept, excerpt=excerpt)
    make_reply(kept, excerpt=excerpt)
    kept.flush()
    before = index_of(kept)
    forget_excerpts(kept, [excerpt.id])
    assert len(index_of(kept)) == len(before) - 3
