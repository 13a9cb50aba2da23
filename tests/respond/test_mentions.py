from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from respond.comments import add_comment
from respond.errors import AnswerError
from respond.mentions import mentions_of, see_mentions, spell_out
from store.tables.mention import Mention
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno, carol, make_person, quentin
from tests.factories.question import make_question
from tests.respond.masking import mask


def test_a_first_name_is_spelled_out_where_only_one_is_called_so(session: Session) -> None:
    people = [bruno(session), carol(session), make_person(session, name="Bruno Adler")]
    text, named = spell_out("@carol and @Bruno, or @bruno adler; mail carol@example.com", people)
    assert text == "@Carol Mwangi and @Bruno, or @Bruno Adler; mail carol@example.com"
    assert [person.name for person in named] == ["Carol Mwangi", "Bruno Adler"]


def test_who_may_hear_it_is_told_once(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    make_question(session, excerpt=excerpt)  # Carol may hear it
    quentin(session)
    add_comment(
        session, excerpt, by=bruno(session), text="@Carol, @carol and @Quentin: @Bruno means it", redact=mask, now=now
    )
    told = session.scalars(select(Mention.person_id))
    assert sorted(map(str, told)) == sorted(map(str, (carol(session).id, quentin(session).id)))
    see_mentions(session, carol(session), now=now)
    assert [mention.seen_at for mention in session.scalars(mentions_of(carol(session)))] == [now]


def test_a_mention_opens_no_door(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    carol(session)
    with pytest.raises(AnswerError, match="Carol Mwangi may not hear this excerpt") as refused:
        add_comment(session, excerpt, by=bruno(session), text="ask @Carol", redact=mask, now=now)
    assert refused.value.field == "text"
    assert session.scalars(select(Mention)).all() == []
