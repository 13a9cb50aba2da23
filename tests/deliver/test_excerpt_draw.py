from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from accounts.errors import StateForbidsError
from deliver.excerpt_draw import Candidate, allotted, draw_excerpts, in_strata
from deliver.hearings import open_hearing
from store.draws import selections_of, verify_draw
from store.tables.draw import DrawPurpose, SeedSource
from tests.deliver.street import labelled_calls, predicted_calls
from tests.factories.commitment import make_commitment
from tests.factories.digest import make_digest, the_digest
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
    assert len(set(in_strata(candidates, 5).values())) == 5
    assert set(in_strata(candidates, 2).values()) == {"cause0|others", "cause1|others"}
    assert set(in_strata(candidates, 1).values()) == {"all"}


def test_frequent_mailers_stand_alone_and_the_rare_ones_are_heard_together() -> None:
    often = [Candidate(uuid4(), "mailer", f"campaign:{name}") for name in ("spring", "autumn") for _ in range(50)]
    rare = [Candidate(uuid4(), "mailer", f"campaign:{n}") for n in range(9)]
    strata = in_strata([*often, *rare], 3)
    assert {strata[one.call_id.hex] for one in often} == {"mailer|campaign:spring", "mailer|campaign:autumn"}
    assert {strata[one.call_id.hex] for one in rare} == {"mailer|others"}
    assert allotted(3, Counter(strata.values())) == dict.fromkeys(set(strata.values()), 1)


@given(
    count=st.integers(1, 12),
    found=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), min_size=1, max_size=60),
)
def test_there_are_never_more_strata_than_excerpts_and_no_call_is_lost(
    count: int, found: list[tuple[str, int]]
) -> None:
    candidates = [Candidate(uuid4(), cause, f"campaign:{driver}") for cause, driver in found]
    strata = in_strata(candidates, count)
    assert strata.keys() == {candidate.call_id.hex for candidate in candidates}
    assert len(set(strata.values())) <= count


def test_what_was_drawn_for_another_digest_and_is_not_rendered_yet_is_not_drawn_again(
    session: Session, now: datetime
) -> None:
    """A monthly and a weekly digest of one person may be prepared at the same time."""
    predicted_calls(session, 4)
    month = the_digest(session)
    week = make_digest(
        session, person=bruno(session), starts_at=month.starts_at, ends_at=month.ends_at + timedelta(days=1)
    )
    first, second = (draw_excerpts(session, digest, count=2, now=now) for digest in (month, week))
    assert first is not None
    assert second is not None
    chosen = [selection.call_id for draw in (first, second) for selection in selections_of(session, draw)]
    assert len(set(chosen)) == len(chosen) == 4


def test_after_a_fix_calls_of_its_cause_come_again_and_only_since_then(session: Session, now: datetime) -> None:
    calls = predicted_calls(session, 3)
    predicted_calls(session, 2, cause_id="ops_issue")
    make_excerpt(session, call=calls[0], digest=the_digest(session))
    calls[2].started_at = calls[0].started_at - timedelta(days=9)
    fixed = make_commitment(
        session, state="in_effect", effective_at=calls[0].started_at - timedelta(days=1), person_id=bruno(session).id
    )
    hearing = open_hearing(session, fixed, now=now)
    assert open_hearing(session, fixed, now=now + timedelta(hours=1)) is hearing
    draw = draw_excerpts(session, hearing, count=5, now=now)
    assert draw is not None
    assert verify_draw(session, draw).verified
    assert {selection.call_id for selection in selections_of(session, draw)} == {calls[0].id, calls[1].id}


def test_before_the_fix_there_is_nothing_to_hear(session: Session, now: datetime) -> None:
    with pytest.raises(StateForbidsError, match="before the fix"):
        open_hearing(session, make_commitment(session), now=now)


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
