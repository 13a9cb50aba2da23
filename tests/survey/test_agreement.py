"""Agreement beyond chance, against worked examples."""

import numpy as np
import pytest

from survey.agreement import cohen_kappa, krippendorff_alpha
from survey.errors import SurveyError


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_kappa_of_the_textbook_table(rng: np.random.Generator) -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, chance 0.5, kappa 0.4."""
    asha = np.array([1] * 25 + [0] * 25)
    grace = np.array([1] * 20 + [0] * 5 + [1] * 10 + [0] * 15)

    agreement = cohen_kappa(asha, grace, rng=rng)

    assert agreement.value == pytest.approx(0.4)
    assert agreement.calls == 50
    assert agreement.low is not None
    assert agreement.high is not None
    assert agreement.low < 0.4 < agreement.high


def test_alpha_of_krippendorffs_own_example(rng: np.random.Generator) -> None:
    """Four people, twelve units with gaps: nominal alpha 0.743 (Krippendorff 2011)."""
    gap = -1
    labels = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
            [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
        ]
    )

    agreement = krippendorff_alpha(labels, rng=rng)

    assert agreement.value == pytest.approx(0.743, abs=0.001)
    assert agreement.calls == 11


def test_full_agreement_is_one(rng: np.random.Generator) -> None:
    labels = np.array([0, 1, 2, 0, 1, 2])

    assert cohen_kappa(labels, labels, rng=rng).value == pytest.approx(1)
    assert krippendorff_alpha(np.stack([labels, labels]), rng=rng).value == pytest.approx(1)


def test_calls_with_one_label_do_not_count(rng: np.random.Generator) -> None:
    asha, grace = np.array([0, 1, -1, 0]), np.array([0, 1, 1, -1])

    assert cohen_kappa(asha, grace, rng=rng).calls == 2


def test_without_calls_or_without_variety_nothing_is_said(rng: np.random.Generator) -> None:
    nothing, same = np.array([-1, -1]), np.array([1, 1])

    assert cohen_kappa(nothing, same, rng=rng).value is None
    assert cohen_kappa(same, same, rng=rng).value is None
    assert krippendorff_alpha(np.stack([same, same]), rng=rng).value is None


def test_two_people_must_have_had_the_same_calls(rng: np.random.Generator) -> None:
    with pytest.raises(SurveyError, match="2 and 3 calls"):
        cohen_kappa(np.array([0, 1]), np.array([0, 1, 1]), rng=rng)
