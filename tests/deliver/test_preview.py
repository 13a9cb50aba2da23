"""The preview says when nothing would be sent, and why: the same reasons by which the digest itself stays away."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliver.digests import write_digest
from deliver.preview import Preview, preview_digest
from deliver.schedules import chosen_wishes, may_say_not_enough, set_schedule
from settings.settings import Settings
from store.tables.digest import DigestState
from store.tables.listening_schedule import WhenEmpty
from tests.deliver.street import predicted_calls
from tests.factories.cause import make_causes
from tests.factories.digest import make_digest
from tests.factories.draw import ENDS_AT, STARTS_AT
from tests.factories.figure import make_figure
from tests.factories.person import bruno

NOT_TOLD: dict[str, Any] = {"value": None, "low": None, "high": None, "labelled": 12}


def seen(session: Session, settings: Settings, now: datetime) -> Preview:
    person = bruno(session)
    return preview_digest(session, person, chosen_wishes(session, person, settings), currency="EUR", now=now)


def sent(session: Session, settings: Settings, now: datetime) -> DigestState:
    """What becomes of a digest of the same days without a call to hear."""
    person = bruno(session)
    says = may_say_not_enough(session, person, chosen_wishes(session, person, settings), now=now)
    digest = make_digest(session, person=person, starts_at=STARTS_AT, ends_at=ENDS_AT)
    return write_digest(session, digest, currency="EUR", says_not_enough=says, now=now).state


def test_with_news_it_says_nothing_of_the_kind(session: Session, settings: Settings, now: datetime) -> None:
    make_figure(session)
    assert seen(session, settings, now).why_nothing == ""
    assert sent(session, settings, now) is DigestState.READY


def test_a_call_to_hear_is_enough(session: Session, settings: Settings, now: datetime) -> None:
    predicted_calls(session, 3)
    assert seen(session, settings, now).calls == 3
    assert seen(session, settings, now).why_nothing == ""


def test_without_calls_figures_and_promises(session: Session, settings: Settings, now: datetime) -> None:
    make_causes(session)
    assert "is put down to these causes" in seen(session, settings, now).why_nothing
    assert sent(session, settings, now) is DigestState.EMPTY


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (WhenEmpty.MONTHLY, "said within the last month"),
        (WhenEmpty.NEVER, "says to send nothing"),
        (WhenEmpty.ALWAYS, ""),
    ],
)
def test_not_enough_calls_a_second_time(
    session: Session, settings: Settings, now: datetime, chosen: WhenEmpty, said: str
) -> None:
    make_figure(session, **NOT_TOLD)
    person = bruno(session)
    wishes = chosen_wishes(session, person, settings)
    set_schedule(session, person, replace(wishes, when_empty=chosen), settings=settings, now=now)
    first = make_digest(session, person=person, starts_at=STARTS_AT - timedelta(weeks=1), ends_at=ENDS_AT)
    write_digest(session, first, currency="EUR", now=now - timedelta(days=3))
    told = seen(session, settings, now).why_nothing
    assert said in told
    assert bool(told) is bool(said)
    assert (sent(session, settings, now) is DigestState.EMPTY) is bool(said)


def test_the_same_figure_is_no_news(session: Session, settings: Settings, now: datetime) -> None:
    make_figure(session)
    first = make_digest(session, person=bruno(session), starts_at=STARTS_AT - timedelta(weeks=1), ends_at=ENDS_AT)
    write_digest(session, first, currency="EUR", now=now - timedelta(days=3))
    assert "are those of the last digest" in seen(session, settings, now).why_nothing
    assert sent(session, settings, now) is DigestState.EMPTY
