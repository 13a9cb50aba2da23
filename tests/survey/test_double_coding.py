"""Which labels are given twice follows from tickets alone."""

from hashlib import sha256

import pytest

from survey.double_coding import is_double_coded

TICKETS = [sha256(str(number).encode()).hexdigest() for number in range(20_000)]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_the_share_of_calls_is_the_one_asked_for(share: float) -> None:
    chosen = sum(is_double_coded(ticket, share) for ticket in TICKETS)
    assert chosen / len(TICKETS) == pytest.approx(share, abs=0.01)


def test_it_does_not_depend_on_the_order_of_service() -> None:
    """Tickets are served smallest first; early and late ones are chosen alike."""
    ordered = sorted(TICKETS)
    early = sum(is_double_coded(ticket, 0.2) for ticket in ordered[:10_000])
    late = sum(is_double_coded(ticket, 0.2) for ticket in ordered[10_000:])
    assert early / 10_000 == pytest.approx(0.2, abs=0.015)
    assert late / 10_000 == pytest.approx(0.2, abs=0.015)


def test_none_and_all_are_possible() -> None:
    assert not any(is_double_coded(ticket, 0.0) for ticket in TICKETS[:100])
    assert all(is_double_coded(ticket, 1.0) for ticket in TICKETS[:100])
