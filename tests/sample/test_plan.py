"""A plan says beforehand what it takes and what it will tell."""

from datetime import UTC, datetime

import pytest

from sample.plan import Plan, calls_for, preview
from sample.strata import PlanError
from store.tables.sampling_plan import SamplingPlan

MONTH = {"billing": 5000, "orders": 3000, "service": 2000}


def test_385_calls_a_month_give_5_points() -> None:
    found = preview(Plan(target=385), MONTH)

    assert found.words == "385 calls give ± 5 points"
    assert found.sizes == {"billing": 193, "orders": 115, "service": 77}
    assert calls_for(0.05) == 385


def test_labelling_only_some_of_the_drawn_calls_widens_the_interval() -> None:
    all_labelled = preview(Plan(target=1000), MONTH)
    some = preview(Plan(target=1000), MONTH, labels=200)

    assert some.half_width > 2 * all_labelled.half_width
    assert some.labels == 200


def test_a_good_model_narrows_it_again_but_not_below_the_draw() -> None:
    some = preview(Plan(target=1000), MONTH, labels=200)
    helped = preview(Plan(target=1000), MONTH, labels=200, label_worth=4)
    whole = preview(Plan(target=1000), MONTH)

    assert whole.half_width < helped.half_width < 0.7 * some.half_width


def test_a_stratum_drawn_too_thinly_costs_precision() -> None:
    even = preview(Plan(rate=0.04), MONTH)
    uneven = preview(Plan(rate=0.04, rates={"billing": 0.004, "service": 0.13}), MONTH)

    assert abs(uneven.drawn - even.drawn) < 10
    assert uneven.half_width > 1.5 * even.half_width


def test_it_tells_the_hours_of_speech_and_what_the_cap_did() -> None:
    found = preview(Plan(rate=0.5, cap=600), MONTH, mean_minutes=6)

    assert found.drawn == 600
    assert found.speech_hours == pytest.approx(60)
    assert found.over_cap == 0


def test_a_small_share_has_a_narrower_interval() -> None:
    assert preview(Plan(target=385), MONTH, share=0.05).half_width < 0.5 * preview(Plan(target=385), MONTH).half_width
    assert calls_for(0.02, share=0.1) == 865


def test_without_labels_nothing_is_known() -> None:
    assert preview(Plan(target=385), MONTH, labels=0).half_width > 0.9


def test_an_empty_frame_draws_nothing() -> None:
    found = preview(Plan(target=385), {})

    assert (found.drawn, found.frame) == (0, 0)


def test_a_plan_reads_its_row() -> None:
    row = SamplingPlan(
        name="monthly",
        stratum_field="queue",
        target=None,
        rate=0.1,
        options={"rates": {"service": 0.3}, "cap": 500},
        created_at=datetime(2026, 10, 1, tzinfo=UTC),
    )

    assert Plan.of(row) == Plan("queue", rate=0.1, rates={"service": 0.3}, cap=500)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "target or a rate"),
        ({"target": 10, "rate": 0.1}, "not both"),
        ({"target": 10, "rates": {"a": 0.1}}, "rates under a target"),
        ({"rate": 0.1, "targets": {"a": 10}}, "targets under a rate"),
        ({"rate": 0.1, "cap": 0}, "draws nothing"),
        ({"rate": 0.1, "stratum_field": "colour"}, "no field 'colour'"),
    ],
)
def test_it_refuses_a_plan_that_says_two_things(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PlanError, match=message):
        Plan(**arguments)  # type: ignore[arg-type]


def test_it_refuses_a_width_that_is_none() -> None:
    with pytest.raises(PlanError, match="five points"):
        calls_for(5)
