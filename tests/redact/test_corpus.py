"""The generated corpus: what leaks and what is cut too much, per type, with and without recogniser errors."""

from collections import Counter
from random import Random

import pytest

from redact.entities import EntityType
from redact.transcript import redact_segments
from tests.redact.corpus.build import corpus
from tests.redact.corpus.cases import Case, outcome
from tests.redact.corpus.errors import ERRORS

NEVER = {EntityType.CARD_NUMBER, EntityType.SECURITY_CODE, EntityType.BANK_ACCOUNT, EntityType.NATIONAL_ID}
SELDOM = {EntityType.PHONE: 0.005, EntityType.EMAIL: 0.005}
SOMETIMES = 0.05


def measured(cases: list[Case], error: str, rng: Random) -> tuple[Counter[EntityType], Counter[EntityType], float]:
    """Values and leaks by type, and the share of innocent words cut."""
    values: Counter[EntityType] = Counter()
    leaks: Counter[EntityType] = Counter()
    innocent = cut = 0
    for case in cases:
        heard = ERRORS[error](case, rng)
        found = outcome(heard, redact_segments(heard.segments()))
        innocent, cut = innocent + found.innocent, cut + found.innocent_cut
        if case.type is not None:
            values[case.type] += 1
            leaks[case.type] += found.leaks(case.type)
    return values, leaks, cut / innocent


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
def test_what_was_heard_right_does_not_leak(seen: bool) -> None:
    rng = Random(7)
    cases = [case for place, case in enumerate(corpus(rng, seen=seen)) if place % 3 == 0]
    values, leaks, cut = measured(cases, "exact", rng)
    assert cut <= 0.01
    assert not [kind for kind in NEVER if leaks[kind]]
    for kind, count in values.items():
        assert leaks[kind] <= SELDOM.get(kind, SOMETIMES) * count, kind


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
def test_recogniser_errors_leak_little(seen: bool, error: str) -> None:
    rng = Random(11)
    values, leaks, cut = measured(corpus(rng, seen=seen), error, rng)
    assert cut <= 0.01
    for kind in NEVER - {EntityType.SECURITY_CODE}:
        assert leaks[kind] <= 0.02 * values[kind], kind
    # Three digits whose every cue was lost look like any other three digits.
    assert leaks[EntityType.SECURITY_CODE] <= 0.06 * values[EntityType.SECURITY_CODE]
    assert leaks.total() <= 0.05 * values.total()
