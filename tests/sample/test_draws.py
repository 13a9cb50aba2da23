from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sample.draws import Seed, dice, draw_sample
from sample.frame import Framed
from sample.label_draw import draw_labels
from sample.plans import make_plan
from sample.strata import LATE, MOST_STRATA, OTHER, PlanError, strata_of, stratum_of
from store.draws import verify_draw
from store.installation import Installation
from store.tables.call import Call, CallState
from store.tables.draw import Draw
from store.tables.selection import Selection
from tests.factories.call import make_call
from tests.factories.cause import make_causes
from tests.factories.transcript import make_transcript

STARTS_AT = datetime(2026, 9, 7, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(weeks=8)
DICE = dice("3 5 1 6 2 2 4 1 3 6", named="Asha's dice")


def calls(session: Session, count: int, **facts: object) -> list[Call]:
    step = (ENDS_AT - STARTS_AT) / count
    return [
        make_call(session, started_at=STARTS_AT + step * number, state=CallState.RECEIVED, **facts)
        for number in range(count)
    ]


def draw(session: Session, now: datetime, *, target: int, field: str = "", seed: Seed = DICE) -> Draw:
    plan = make_plan(session, name=f"{field}{target}", now=now, stratum_field=field, target=target)
    return draw_sample(session, plan, starts_at=STARTS_AT, ends_at=ENDS_AT, seed=seed, now=now)


def selected(session: Session, drawn: Draw) -> list[Selection]:
    return list(session.scalars(select(Selection).where(Selection.draw_id == drawn.id)))


def test_it_draws_the_target_and_marks_the_calls(session: Session, now: datetime) -> None:
    calls(session, 40)
    drawn = draw(session, now, target=12)
    assert len(selected(session, drawn)) == 12
    assert len(session.scalars(select(Call).where(Call.state == CallState.DRAWN)).all()) == 12
    assert verify_draw(session, drawn).verified


def test_every_call_of_a_stratum_has_the_same_known_probability(session: Session, now: datetime) -> None:
    calls(session, 30, queue="billing")
    calls(session, 10, queue="orders")
    rows = selected(session, draw(session, now, target=20, field="queue"))
    assert Counter(row.stratum for row in rows) == {"billing": 15, "orders": 5}
    assert {row.probability for row in rows} == {0.5}


def test_excluded_calls_are_counted_and_never_drawn(session: Session, now: datetime) -> None:
    calls(session, 10)
    outside = make_call(session, started_at=STARTS_AT, state=CallState.EXCLUDED, reason="no_consent")
    drawn = draw(session, now, target=10)
    assert outside.id not in {row.call_id for row in selected(session, drawn)}
    assert drawn.excluded == {"no_consent": 1}


def test_calls_had_their_chance_once_and_late_ones_get_theirs(session: Session, now: datetime) -> None:
    calls(session, 10)
    first = draw(session, now, target=4)
    late = make_call(session, started_at=STARTS_AT, state=CallState.RECEIVED, received_at=now + timedelta(days=1))
    later = make_call(session, started_at=ENDS_AT + timedelta(days=1), state=CallState.RECEIVED)
    plan = make_plan(session, name="next", now=now, stratum_field="", target=2)
    second = draw_sample(
        session, plan, starts_at=ENDS_AT, ends_at=ENDS_AT + timedelta(weeks=4), seed=DICE, now=now + timedelta(days=7)
    )
    assert {call_id for call_id, _ in first.manifest}.isdisjoint({late.id.hex, later.id.hex})
    assert dict(second.manifest) == {late.id.hex: LATE, later.id.hex: "all"}


def test_an_empty_frame_says_what_to_do(session: Session, now: datetime) -> None:
    with pytest.raises(PlanError, match="Ingest calls"):
        draw(session, now, target=5)


def test_a_plan_with_an_unknown_field_or_two_sizes_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(PlanError, match="no field"):
        make_plan(session, name="a", now=now, stratum_field="colour", target=5)
    with pytest.raises(PlanError, match="not both"):
        make_plan(session, name="a", now=now, stratum_field="", target=5, rate=0.5)


def test_stretches_of_weeks_sort_like_time() -> None:
    calls = [Framed(uuid4(), STARTS_AT + timedelta(weeks=week), 60, {}) for week in range(12)]
    names = [stratum_of(call, ["four_weeks"], starts_at=STARTS_AT) for call in calls]
    assert sorted(set(names)) == ["weeks 01 to 04", "weeks 05 to 08", "weeks 09 to 12"]
    assert names == sorted(names)


def test_labels_are_drawn_among_drawn_calls_with_speech_and_once(session: Session, now: datetime) -> None:
    make_causes(session)
    calls(session, 20)
    for row in selected(session, draw(session, now, target=20)):
        call = session.get_one(Call, row.call_id)
        call.moves_to(CallState.DONE)
        make_transcript(session, call=call, no_speech=call.started_at == STARTS_AT)
    drawn = draw_labels(session, starts_at=STARTS_AT, ends_at=ENDS_AT, labels=12, seed=DICE, now=now)
    assert (len(drawn.manifest), len(selected(session, drawn))) == (19, 12)
    with pytest.raises(PlanError, match="no drawn call waits"):
        draw_labels(session, starts_at=STARTS_AT, ends_at=ENDS_AT, labels=12, seed=DICE, now=now)


def test_late_calls_are_labelled_with_the_draw_that_took_them(session: Session, now: datetime) -> None:
    make_causes(session)
    calls(session, 6)
    draw(session, now, target=6)
    late = make_call(session, started_at=STARTS_AT, state=CallState.RECEIVED, received_at=now + timedelta(days=1))
    make_call(session, started_at=ENDS_AT, state=CallState.RECEIVED)
    until = ENDS_AT + timedelta(weeks=1)
    plan = make_plan(session, name="next", now=now, stratum_field="", target=6)
    drawn = draw_sample(session, plan, starts_at=ENDS_AT, ends_at=until, seed=DICE, now=now)
    for row in selected(session, drawn):
        call = session.get_one(Call, row.call_id)
        call.moves_to(CallState.DONE)
        make_transcript(session, call=call)
    labels = draw_labels(session, starts_at=ENDS_AT, ends_at=until, labels=6, seed=DICE, now=now)
    assert late.id.hex in {call_id for call_id, _ in labels.manifest}
    assert len(labels.manifest) == 2


def test_a_field_with_thousands_of_values_is_drawn_by_its_largest_and_the_rest() -> None:
    numbers = [n for n in range(100) for _ in range(n + 1)]
    framed = [Framed(uuid4(), STARTS_AT, 60, {"agent": f"agent {number:03d}"}) for number in numbers]
    strata = Counter(strata_of(framed, ["agent"], starts_at=STARTS_AT, named={"agent 001"}).values())
    assert len(strata) == MOST_STRATA
    assert (strata["agent 099"], strata["agent 001"]) == (100, 2)
    assert strata[OTHER] == sum(range(1, 43)) - 2


def test_a_plan_parts_by_columns_that_the_installation_keeps(
    installation: Installation, session: Session, now: datetime
) -> None:
    installation.settings.ingest.metadata_fields.append("region")
    calls(session, 6, extra={"region": "north"})
    calls(session, 6, extra={})
    drawn = draw(session, now, target=12, field="region,queue")
    assert drawn.targets == {"north · billing": 6, "none · billing": 6}
