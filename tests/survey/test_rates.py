"""Rates and targets become whole calls; a cap lowers all of them before the draw and takes nobody out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import DrawError
from survey.rates import sizes_by_rate, sizes_by_target

FRAME = {"billing": 500, "orders": 300, "service": 200}
FRAMES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 400), min_size=1, max_size=6)


def test_a_rate_takes_its_part_of_each_stratum() -> None:
    assert sizes_by_rate(FRAME, {"service": 0.5}, default_rate=0.1).sizes == {
        "billing": 50,
        "orders": 30,
        "service": 100,
    }


def test_a_target_is_met_exactly_in_proportion_to_the_frame() -> None:
    sizes = sizes_by_target({"a": 137, "b": 170, "c": 123}, 240)

    assert sizes.total == 240
    assert sizes.sizes == {"a": 76, "b": 95, "c": 69}


def test_a_stratum_may_have_its_own_target() -> None:
    assert sizes_by_target(FRAME, 100, by_stratum={"service": 50}).sizes == {
        "billing": 31,
        "orders": 19,
        "service": 50,
    }


def test_what_a_stratum_cannot_give_the_others_do() -> None:
    assert sizes_by_target({"billing": 16, "orders": 37, "service": 51}, 40, by_stratum={"billing": 20}).sizes == {
        "billing": 16,
        "orders": 10,
        "service": 14,
    }


def test_a_cap_may_count_seconds_of_speech() -> None:
    """Half of 1,000 calls would be 40 hours; ten hours are a quarter of each."""
    seconds = {"billing": 360.0, "orders": 240.0, "service": 180.0}
    sizes = sizes_by_rate(FRAME, {}, default_rate=0.5, cap=10 * 3600, cost=seconds)

    assert sum(size * seconds[name] for name, size in sizes.sizes.items()) <= 10 * 3600
    assert sizes.scale == pytest.approx(36_000 / 144_000, abs=0.01)
    assert sizes.over_cap == 0


def test_a_cap_lowers_every_rate_alike() -> None:
    sizes = sizes_by_rate(FRAME, {}, default_rate=0.5, cap=100)

    assert sizes.total == 100
    assert sizes.scale == pytest.approx(0.2, abs=0.01)
    assert sizes.sizes == {"billing": 50, "orders": 30, "service": 20}


def test_a_cap_never_takes_a_stratum_out_of_the_frame() -> None:
    sizes = sizes_by_rate({"billing": 500, "rare": 3, "one": 1, "none": 0}, {}, default_rate=0.5, cap=3)

    assert sizes.sizes == {"billing": 2, "none": 0, "one": 1, "rare": 2}
    assert sizes.over_cap == 2


@settings(deadline=None)
@given(FRAMES, st.floats(0, 1), st.one_of(st.none(), st.integers(0, 300)))
def test_sizes_always_fit_their_strata(frame: dict[str, int], rate: float, cap: int | None) -> None:
    found = sizes_by_rate(frame, {}, default_rate=rate, cap=cap)

    for stratum, size in found.sizes.items():
        assert min(2, frame[stratum]) <= size <= frame[stratum]
    if cap is not None:
        assert found.total - found.over_cap <= cap


@settings(deadline=None)
@given(FRAMES, st.integers(0, 500), st.one_of(st.none(), st.integers(0, 300)))
def test_a_target_is_never_passed_but_for_two_calls_of_each_stratum(
    frame: dict[str, int], target: int, cap: int | None
) -> None:
    found = sizes_by_target(frame, target, cap=cap)

    least = sum(min(2, calls) for calls in frame.values())
    assert found.total <= max(target, least)
    if cap is None:
        assert found.total >= min(target, sum(frame.values())) - 2 * len(frame)


@pytest.mark.parametrize("rate", [-0.1, 1.5])
def test_it_refuses_a_rate_that_is_none(rate: float) -> None:
    with pytest.raises(DrawError, match="not between 0 and 1"):
        sizes_by_rate(FRAME, {"billing": rate}, default_rate=0.1)


def test_it_names_the_stratum_without_a_rate() -> None:
    with pytest.raises(DrawError, match="'service' has no rate"):
        sizes_by_rate(FRAME, {"billing": 0.1, "orders": 0.1})


def test_it_refuses_a_negative_target() -> None:
    with pytest.raises(DrawError, match="negative"):
        sizes_by_target(FRAME, -1)
