from hypothesis import given
from hypothesis import strategies as st

from respond.played import is_enough, merged, played_ms

STRETCHES = st.lists(st.tuples(st.integers(-5_000, 70_000), st.integers(-5_000, 70_000)), max_size=12)


def test_what_was_played_twice_counts_once() -> None:
    told = [(0, 12_000), (10_000, 20_000), (40_000, 41_000)]
    assert merged(told, length_ms=60_000) == [
        (0, 20_000),
        (40_000, 41_000),
    ]


def test_nothing_outside_the_sound_counts() -> None:
    assert merged([(-4_000, 3_000), (58_000, 999_000), (9_000, 8_000)], length_ms=60_000) == [
        (0, 3_000),
        (58_000, 60_000),
    ]


def test_the_evidence_alone_is_not_enough_and_all_but_the_last_breath_is() -> None:
    assert not is_enough([(10_000, 25_000)], length_ms=60_000)
    assert is_enough([(0, 49_000)], length_ms=60_000)


@given(STRETCHES, STRETCHES)
def test_the_order_of_reports_makes_no_difference_and_more_reports_never_less(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    together = merged([*first, *second], length_ms=60_000)
    assert together == merged([*second, *first], length_ms=60_000)
    assert merged(together, length_ms=60_000) == together
    assert played_ms(together) >= played_ms(merged(first, length_ms=60_000))
    assert played_ms(together) <= 60_000
