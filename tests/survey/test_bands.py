"""Labels go where the model is least sure, and every call keeps a chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.bands import Band, LabelPlan, allocate, bands_of, plan_labels, spread_of
from survey.errors import SurveyError


def sure_and_unsure(unsure: int, sure: int) -> np.ndarray:
    return np.array([[0.5, 0.5]] * unsure + [[0.98, 0.02]] * sure)


def in_order(plan: LabelPlan) -> list[tuple[int, int]]:
    return [(cell.drawn, cell.labels) for _, cell in sorted(plan.cells.items())]


def test_the_band_score_is_high_where_the_model_is_unsure_and_counts_rare_causes_alike() -> None:
    scores = spread_of(np.array([[0.9, 0.1, 0.0], [0.5, 0.5, 0.0], [0.9, 0.0, 0.1], [0.97, 0.03, 0.0]]))

    assert scores[1] > scores[0] > scores[3]
    assert scores[2] > scores[0]


def test_bands_are_the_top_tenth_the_next_quarter_and_the_rest() -> None:
    bands = bands_of(np.arange(200.0))

    assert np.bincount(bands).tolist() == [20, 50, 130]
    assert bands[199] == Band.TOP
    assert bands[140] == Band.NEXT
    assert bands[0] == Band.REST


def test_unsure_calls_are_labelled_more_often() -> None:
    plan = plan_labels(["mail"] * 1000, sure_and_unsure(100, 900), 300)

    top, following, rest = in_order(plan)
    assert [top[0], following[0], rest[0]] == [100, 250, 650]
    assert sum(plan.sizes.values()) == 300
    assert top[1] / top[0] > 2 * rest[1] / rest[0]


def test_no_cell_is_labelled_at_less_than_half_the_overall_rate() -> None:
    plan = plan_labels(["mail"] * 1000, sure_and_unsure(100, 900), 200)

    assert all(cell.probability >= 0.5 * 200 / 1000 - 1e-9 for cell in plan.cells.values())


@pytest.mark.parametrize(("probabilities", "labels"), [(None, 500), (sure_and_unsure(100, 900), 99)])
def test_without_a_model_or_below_100_labels_there_are_no_bands(probabilities: np.ndarray | None, labels: int) -> None:
    plan = plan_labels(["mail", "phone"] * 500, probabilities, labels)

    assert set(plan.sizes) == {"mail/2-rest", "phone/2-rest"}
    assert abs(plan.sizes["mail/2-rest"] - plan.sizes["phone/2-rest"]) <= 1


def test_bands_that_would_get_too_few_labels_share_a_cell() -> None:
    plan = plan_labels(["mail"] * 200 + ["phone"] * 40, sure_and_unsure(60, 180), 120)

    assert all(cell.labels >= 8 for cell in plan.cells.values())
    assert len(plan.cells) < 6
    assert len(plan.cell_of) == 240


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1)), min_size=1, max_size=8),
    st.integers(0, 900),
)
def test_an_allocation_is_whole_and_fits(cells: list[tuple[int, float]], labels: int) -> None:
    drawn = np.array([size for size, _ in cells])

    served = allocate(drawn, np.array([spread for _, spread in cells]), labels)

    least = np.minimum(2, drawn).sum() if labels else 0
    assert (served <= drawn).all()
    assert (served >= 0).all()
    assert served.sum() == max(min(labels, drawn.sum()), least) or served.sum() == pytest.approx(labels, abs=len(cells))


def test_it_labels_everything_when_asked_for_more_than_there_is() -> None:
    assert sum(plan_labels(["mail"] * 50, None, 500).sizes.values()) == 50


def test_it_refuses_numbers_that_do_not_fit() -> None:
    with pytest.raises(SurveyError, match="3 predictions are given for 2"):
        plan_labels(["a", "b"], np.full((3, 2), 0.5), 100)
    with pytest.raises(SurveyError, match="-1 labels"):
        plan_labels(["a"], None, -1)


def test_an_empty_draw_has_an_empty_plan() -> None:
    assert plan_labels([], None, 100) == LabelPlan((), {})
