from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from respond.comments import add_comment, comments_on
from respond.errors import AnswerError
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno
from tests.respond.masking import mask


def test_a_comment_sits_at_its_time_code_without_the_number(session: Session, now: datetime) -> None:
    excerpt = make_excerpt(session)
    comment = add_comment(
        session, excerpt, by=bruno(session), text=" call 555 0142 ", at_ms=6_000, redact=mask, now=now
    )
    assert (comment.text, comment.at_ms) == ("call [PHONE]", 6_000)
    assert list(session.scalars(comments_on(excerpt))) == [comment]


@pytest.mark.parametrize(
    ("text", "at_ms", "field"), [("", 0, "text"), ("see here", 10**7, "at_ms"), ("x", -1, "at_ms")]
)
def test_it_names_the_field_that_is_wrong(session: Session, now: datetime, text: str, at_ms: int, field: str) -> None:
    with pytest.raises(AnswerError) as refused:
        add_comment(session, make_excerpt(session), by=bruno(session), text=text, at_ms=at_ms, redact=mask, now=now)
    assert refused.value.field == field
