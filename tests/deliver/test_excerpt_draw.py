from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from deliver.excerpt_draw import Candidate, allotted, draw_excerpts, in_strata
from store.draws import selections_of, verify_draw
from store.tables.draw import DrawPurpose, SeedSource
from tests.deliver.street import labelled_calls, predicted_calls
from tests.factories.digest import the_digest
from tests.factories.driver import make_campaign
from tests.factories.driver_link import make_driver_link
from tests.factories.excerpt import make_excerpt
from tests.factories.person import bruno


def test_bruno_hears_calls_put_down_to_his_cause_and_no_others(session: Session, now: datetime) -> None:
    his = {call.id for call in predicted_calls(session, 6) + labelled_calls(session, 2)}
    predicted_calls(session, 5, cause_id="ops_issue")
    draw = draw_excerpts(session, the_digest(session), count=5, now=now)
    assert draw is not None
    chosen = {selection.call_id for selection in selections_of(session, draw)}
    assert len(chosen) == 5
    assert chosen <= his
    assert {line[0] for line in draw.manifest} == {call_id.hex for call_id in his}


def test_the_draw_can_be_verified_and_stands_in_the_chain(session: Session, now: datetime) -> None:
    predicted_calls(session, 6)
    draw = draw_excerpts(
        session,
        the_digest(session),
        count=3,
        now=now,
        seed=b"3516224136",
        seed_source=SeedSource.DICE,
        seed_named="ten dice thrown by Bruno",
    )
    assert draw is not None
    assert draw.purpose is DrawPurpose.EXCERPTS
    assert verify_draw(session, draw).verified


def test_asked_again_it_is_the_same_draw(session: Session, now: datetime) -> None:
    predicted_calls(session, 6)
    first = draw_excerpts(session, the_digest(session), count=3, now=now)
    assert draw_excerpts(session, the_digest(session), count=3, now=now) is first


def test_nobody_hears_the_same_call_twice(session: Session, now: datetime) -> None:
    heard, unheard = predicted_calls(session, 2)
    digest = the_digest(session)
    earlier = digest.starts_at.replace(year=2025)
    from tests.factories.digest import make_digest

    make_excerpt(session, call=heard, digest=make_digest(session, starts_at=earlier, person=bruno(session)))
    draw = draw_excerpts(session, digest, count=2, now=now)
    assert draw is not None
    assert [line[0] for line in draw.manifest] == [unheard.id.hex]


def test_with_nothing_to_hear_there_is_no_draw(session: Session, now: datetime) -> None:
    predicted_calls(session, 3, cause_id="ops_issue")
    assert draw_excerpts(session, the_digest(session), count=5, now=now) is None


def test_a_rare_mailer_is_heard_beside_the_frequent_one(session: Session, now: datetime) -> None:
    calls = predicted_calls(session, 12)
    rare = make_campaign(session).id
    make_driver_link(session, call=calls[0], driver_id=rare)
    draw = draw_excerpts(session, the_digest(session), count=4, now=now)
    assert draw is not None
    assert calls[0].id in {selection.call_id for selection in selections_of(session, draw)}


def test_more_strata_than_excerpts_are_joined_so_that_every_call_keeps_a_chance() -> None:
    candidates = [Candidate(uuid4(), f"cause{n % 2}", f"campaign:{n}") for n in range(6)]
    assert len(set(in_strata(candidates, 6).values())) == 6
    assert set(in_strata(candidates, 5).values()) == {"cause0", "cause1"}
    assert set(in_strata(candidates, 1).values()) == {"all"}


def test_more_strata_than_excerpts_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="3 strata"):
        allotted(2, {"a": 1, "b": 1, "c": 1})


@given(count=st.integers(1, 30), sizes=st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_every_stratum_gets_at_least_one_and_never_more_than_it_has(count: int, sizes: list[int]) -> None:
    assume(len(sizes) <= count)
    named = {f"stratum {n}": size for n, size in enumerate(sizes)}
    given_to = allotted(count, named)
    assert sum(given_to.values()) == min(count, sum(sizes))
    assert all(1 <= given_to[stratum] <= size for stratum, size in named.items())
