"""A plan says beforehand what it takes and what it will tell."""

from datetime import UTC, datetime

import pytest

from sample.plan import Plan
from sample.preview import RARE, WIDEST, calls_for, preview, worth_of
from sample.strata import PlanError
from store.tables.sampling_plan import SamplingPlan

MONTH = {"billing": 5000, "orders": 3000, "service": 2000}


def test_385_calls_a_month_give_5_points() -> None:
    found = preview(Plan(target=385), MONTH)

    assert found.words == "385 calls a month give ± 5 points"
    assert {line.name: line.drawn for line in found.strata} == {"billing": 193, "orders": 115, "service": 77}
    assert calls_for(0.05) == 385


def test_labelling_only_some_of_the_drawn_calls_widens_the_interval() -> None:
    all_labelled = preview(Plan(target=1000), MONTH)
    some = preview(Plan(target=1000, labels=200), MONTH)

    assert some.common.by_people > 2 * all_labelled.common.by_people
    assert some.words == "1000 calls a month, 200 of them labelled by people, give ± 7 points"


def test_a_good_model_narrows_it_again_but_not_below_the_draw() -> None:
    helped = preview(Plan(target=1000, labels=200), MONTH, worth={WIDEST: 4})
    whole = preview(Plan(target=1000), MONTH)

    assert helped.common.with_model is not None
    assert whole.common.by_people < helped.common.with_model < 0.7 * helped.common.by_people
    assert helped.rare.with_model is None


def test_what_a_label_was_worth_is_read_off_a_published_figure() -> None:
    """Of 1,000 of 10,000 drawn calls 200 are labelled: 1/n_eff = 0.9/1000 + (1/200 - 1/1000)/4."""
    assert worth_of(labelled=200, drawn=1000, frame=10_000, effective_n=1 / (0.0009 + 0.004 / 4)) == pytest.approx(4)
    assert worth_of(labelled=998, drawn=1000, frame=10_000, effective_n=1000) is None


def test_a_stratum_drawn_too_thinly_costs_precision() -> None:
    even = preview(Plan(rate=0.04), MONTH)
    uneven = preview(Plan(rate=0.04, rates={"billing": 0.004, "service": 0.13}), MONTH)

    assert abs(uneven.drawn - even.drawn) < 10
    assert uneven.common.by_people > 1.5 * even.common.by_people


def test_it_tells_the_hours_of_speech_and_where_the_cap_bites() -> None:
    six_minutes = dict.fromkeys(MONTH, 360.0)
    found = preview(Plan(rate=0.5, monthly_hours=60), MONTH, seconds=six_minutes, pace=0.25)

    assert (found.drawn, found.cap_bites, found.over_cap_hours) == (600, True, 0)
    assert found.speech_hours == pytest.approx(60)
    assert found.work_hours == pytest.approx(15)
    assert not preview(Plan(rate=0.5, monthly_hours=5000), MONTH, seconds=six_minutes).cap_bites


def test_four_weekly_draws_add_up_to_a_month() -> None:
    found = preview(Plan(target=100), MONTH, draws_a_month=4)

    assert (found.drawn, found.frame) == (400, 40_000)
    assert found.common.by_people == pytest.approx(preview(Plan(target=400), MONTH).common.by_people, rel=0.01)


def test_a_rare_cause_has_a_narrower_interval() -> None:
    found = preview(Plan(target=385), MONTH)
    assert (found.rare.share, found.rare.by_people < 0.5 * found.common.by_people) == (RARE, True)
    assert calls_for(0.02, share=0.1) == 865


def test_an_empty_frame_draws_nothing() -> None:
    found = preview(Plan(target=385), {})

    assert (found.drawn, found.frame) == (0, 0)


def test_a_plan_reads_its_row() -> None:
    row = SamplingPlan(
        name="monthly",
        stratum_field="queue,region",
        target=None,
        rate=0.1,
        options={"rates": {"service": 0.3}},
        monthly_hours=20,
        labels=60,
        created_at=datetime(2026, 10, 1, tzinfo=UTC),
    )

    assert Plan.of(row) == Plan(("queue", "region"), rate=0.1, rates={"service": 0.3}, monthly_hours=20, labels=60)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "target or a rate"),
        ({"target": 10, "rate": 0.1}, "not both"),
        ({"target": 10, "rates": {"a": 0.1}}, "rates under a target"),
        ({"rate": 0.1, "targets": {"a": 10}}, "targets under a rate"),
        ({"rate": 0.1, "monthly_hours": 0}, "draws nothing"),
        ({"rate": 1.5}, "not between 0 and 1"),
        ({"target": 0}, "is none"),
        ({"target": 10, "labels": 0}, "tell nothing"),
    ],
)
def test_it_refuses_a_plan_that_says_two_things(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PlanError, match=message):
        Plan(**arguments)  # type: ignore[arg-type]


def test_it_refuses_a_width_that_is_none() -> None:
    with pytest.raises(PlanError, match="five points"):
        calls_for(5)
