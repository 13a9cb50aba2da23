from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from accounts.permissions import may_answer_excerpt, may_hear_excerpt
from respond.errors import AnswerError
from respond.questions import answer_question, ask_question, experts, questions_for, take_back_question
from tests.factories.excerpt import make_excerpt
from tests.factories.person import asha, bruno, carol, quentin
from tests.factories.question import make_question
from tests.respond.masking import mask


def test_the_expert_hears_that_excerpt_to_answer_but_does_not_own_it(session: Session, now: datetime) -> None:
    excerpt, other = make_excerpt(session), make_excerpt(session)
    ask_question(session, excerpt, by=bruno(session), expert=carol(session), text="why? 555 0142", redact=mask, now=now)
    assert may_hear_excerpt(session, carol(session), excerpt)
    assert not may_hear_excerpt(session, carol(session), other)
    assert not may_answer_excerpt(session, carol(session), excerpt)
    assert [question.text for question in session.scalars(questions_for(carol(session)))] == ["why? [PHONE]"]


def test_what_was_answered_once_stays_answered(session: Session, now: datetime) -> None:
    question = make_question(session)
    with pytest.raises(StateForbidsError, match="Only the person who was asked"):
        answer_question(session, question, by=quentin(session), text="because", redact=mask, now=now)
    with pytest.raises(AnswerError):
        answer_question(session, question, by=carol(session), text=" ", redact=mask, now=now)
    answer_question(session, question, by=carol(session), text="two systems, one night", redact=mask, now=now)
    assert (question.answer, question.answered_at) == ("two systems, one night", now)
    assert list(session.scalars(questions_for(carol(session)))) == []
    with pytest.raises(StateForbidsError, match="stays"):
        answer_question(session, question, by=carol(session), text="or not", redact=mask, now=now)
    with pytest.raises(StateForbidsError, match="stays"):
        take_back_question(session, question, by=bruno(session), now=now)


def test_a_question_taken_back_closes_the_door_again(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    question = make_question(session, excerpt=excerpt)
    take_back_question(session, question, by=bruno(session), now=now)
    assert not may_hear_excerpt(session, carol(session), excerpt)
    assert list(session.scalars(questions_for(carol(session)))) == []


def test_it_asks_somebody_else_who_may_hear_and_says_all_that_is_wrong(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    for expert in (None, bruno(session), asha(session)):
        with pytest.raises(AnswerError) as refused:
            ask_question(session, excerpt, by=bruno(session), expert=expert, text="", redact=mask, now=now)
        assert list(refused.value.problems) == ["expert_id", "question"]
    assert [person.name for person in (carol(session), quentin(session))] == [
        person.name for person in experts(session, bruno(session))
    ]
