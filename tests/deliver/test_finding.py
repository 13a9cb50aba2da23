from datetime import UTC, date, datetime

import pytest

from deliver.finding import (
    compared_sentence,
    days,
    estimated,
    interval,
    measured_sentence,
    money,
    not_enough_sentence,
    overdue_sentence,
    percent,
    points,
    rough,
    share_sentence,
)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(("share", "said"), [(0.4149, "41 %"), (0.0749, "7.5 %"), (0.0, "0.0 %"), (1.0, "100 %")])
def test_shares_carry_no_more_digits_than_they_are_worth(share: float, said: str) -> None:
    assert plain(percent(share)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.331, 0.487, "33–49 %"), (0.051, 0.098, "5.1–9.8 %"), (0.08, 0.31, "8–31 %")]
)
def test_both_ends_of_an_interval_have_the_same_decimals(low: float, high: float, said: str) -> None:
    assert plain(interval(low, high)) == said


def test_a_share_has_the_decimals_of_its_interval() -> None:
    assert plain(estimated(0.07, 0.03, 0.14)) == "7 % (3–14 %)"
    assert plain(estimated(0.021, 0.008, 0.05)) == "2.1 % (0.8–5.0 %)"


def test_the_finding_is_one_plain_sentence() -> None:
    assert plain(share_sentence("Mailers", 0.41, 0.33, 0.49)) == "Mailers caused about 41 % of calls (33–49 %)."


def test_too_few_calls_are_said_instead_of_a_guess() -> None:
    assert not_enough_sentence("Mailers", 12) == "Mailers: not enough calls yet to say (12 calls were labelled)."
    assert "1 call was labelled" in not_enough_sentence("Mailers", 1)


@pytest.mark.parametrize(
    ("verdict", "change", "low", "high", "said"),
    [
        ("dropped", -0.39, -0.53, -0.25, "its share dropped by 39 points (25 to 53)."),
        ("rose", 0.2, 0.1, 0.3, "its share rose by 20 points (10 to 30)."),
        ("unchanged", 0.0, -0.05, 0.05, "its share is unchanged (0 points, between −5 points and +5 points)."),
        ("cannot_tell_yet", -0.1, -0.3, 0.1, "cannot tell yet (−10 points, between −30 points and +10 points)."),
        ("cannot_tell_yet", None, None, None, "cannot tell yet, too few calls were labelled"),
    ],
)
def test_a_look_before_and_after_is_said_with_its_interval(
    verdict: str, change: float | None, low: float | None, high: float | None, said: str
) -> None:
    assert said in measured_sentence(verdict, change, low, high)


def test_a_difference_inside_the_noise_is_not_called_a_trend() -> None:
    assert compared_sentence((0.40, 0.33, 0.47), (0.36, 0.29, 0.43), "September").endswith(
        "too close to say that it moved."
    )
    down = plain(compared_sentence((0.45, 0.38, 0.52), (0.20, 0.14, 0.26), "September"))
    assert down == "Down 25 points from 45 % in September."
    assert compared_sentence((0.20, 0.14, 0.26), (0.45, 0.38, 0.52), "September").startswith("Up 25 points")


@pytest.mark.parametrize(("number", "said"), [(12345.0, "12 000"), (987.0, "990"), (42.4, "42"), (1250.0, "1 200")])
def test_estimated_amounts_are_rounded_to_what_they_carry(number: float, said: str) -> None:
    assert plain(rough(number)) == said


def test_money_points_days_and_delays_are_said_like_people_do() -> None:
    assert plain(money(12345.0, "EUR")) == "€12 000"
    assert points(0.01) == "+1 point"
    assert days(datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)) == "5 Oct – 1 Nov 2026"
    assert days(datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 10, 12, tzinfo=UTC)) == "5–11 Oct 2026"
    assert overdue_sentence("New mailer", date(2026, 11, 1), date(2026, 11, 2)).endswith("1 Nov 2026, 1 day ago.")
