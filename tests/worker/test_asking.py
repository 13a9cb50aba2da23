"""Whoever is asked or named gets a mail with a link and no word of the call, once, and none against their wish."""

from datetime import datetime
from email import message_from_string, policy

import pytest
from sqlalchemy.orm import Session

from deliver.stops import unsubscribe
from store.installation import Installation
from store.tables.excerpt import Excerpt
from store.tables.joint_owner import JointOwnerState
from tests.factories.delivery import make_delivery
from tests.factories.excerpt import make_excerpt
from tests.factories.joint_owner import make_joint_owner
from tests.factories.mention import make_mention
from tests.factories.person import bruno, carol, dilip
from tests.factories.question import make_question
from tests.worker.working import work_off
from worker.asking import tell_asked

QUOTE = "the letter says three months are free"


@pytest.fixture
def excerpt(session: Session) -> Excerpt:
    """One that Bruno hears; a question opens it to Carol."""
    found = make_excerpt(session, quote=QUOTE)
    session.commit()
    return found


def told(installation: Installation, session: Session, excerpt: Excerpt, now: datetime) -> list[str]:
    """The mails that are there after the work was done, as To, Subject and text."""
    for _ in range(2):
        tell_asked(session, excerpt, now=now)
        session.commit()
        assert set(work_off(installation, now=now)) <= {"done"}
    mails = []
    for file in sorted((installation.settings.home / "outbox").glob("*.eml")):
        mail = message_from_string(file.read_text(), policy=policy.default)
        text = mail.get_body(("plain",))
        mails.append(f"{mail['To']}\n{mail['Subject']}\n{text.get_content() if text else ''}")
    return mails


def test_the_expert_gets_the_question_as_a_link(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    question = make_question(session, excerpt=excerpt)
    (mail,) = told(installation, session, excerpt, now)
    assert mail.startswith("Carol Mwangi <carol.mwangi@northlight.example>\nBruno Lang asks you a question\n")
    assert f"http://127.0.0.1:8700/excerpts/{excerpt.id}#question-{question.id}" in mail
    assert question.text not in mail
    assert QUOTE not in mail


def test_who_is_named_or_asked_to_own_it_is_told(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    make_mention(session, excerpt=excerpt)
    make_joint_owner(session, excerpt=excerpt, person_id=carol(session).id, asked_by_id=bruno(session).id)
    mails = told(installation, session, excerpt, now)
    assert [mail.splitlines()[1] for mail in sorted(mails)] == [
        "Quentin Moss names you", "Bruno Lang asks whether it is yours too",
    ]  # fmt: skip
    assert not any(QUOTE in mail for mail in mails)


def test_what_is_done_withdrawn_or_seen_is_not_mailed(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    question, mention = make_question(session, excerpt=excerpt), make_mention(session, excerpt=excerpt)
    joint = make_joint_owner(session, excerpt=excerpt, person_id=carol(session).id, asked_by_id=bruno(session).id)
    tell_asked(session, excerpt, now=now)
    question.withdrawn_at = mention.seen_at = now
    joint.state, joint.answered_at = JointOwnerState.ACCEPTED, now
    assert told(installation, session, excerpt, now) == []


def test_whoever_stopped_the_mails_or_may_not_hear_it_gets_none(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    make_question(session, excerpt=excerpt)
    make_mention(session, excerpt=excerpt, person_id=dilip(session).id)
    unsubscribe(session, make_delivery(session, person_id=carol(session).id), now=now)
    assert told(installation, session, excerpt, now) == []
