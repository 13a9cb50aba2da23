"""Figures from anybody's CSV: the same estimators, and errors that name line and column."""

import io
from typing import Any

import numpy as np
import pytest

from survey.errors import TableError
from survey.share import estimate_shares
from survey.table import estimate_table, read_table


def estimate(text: str) -> dict[str, dict[str, Any]]:
    return {str(figure["cause"]): figure for figure in estimate_table(io.StringIO(text), name="calls.csv")}


def rows(labels: list[str], score: float = 0.4, extra: str = "") -> str:
    return "".join(f"{label},{score},{1 - score}{extra}\n" for label in labels)


HEADER = "label,score_mail,score_other"
LABELS = ["mail"] * 40 + ["other"] * 80 + [""] * 280


def test_neither_stratum_nor_probability_means_a_plain_random_sample() -> None:
    figures = estimate(f"{HEADER}\n{rows(LABELS)}")

    mail = figures["mail"]
    assert mail["share"] == pytest.approx(1 / 3)
    assert (mail["n"], mail["N"], mail["estimator"]) == (120, 400, "ppi")
    assert mail["low"] < mail["share"] < mail["high"]
    assert set(mail) == {
        "cause", "share", "low", "high", "n", "N", "estimator", "effective_n", "human_share", "human_low", "human_high",
    }  # fmt: skip


def test_it_is_the_products_own_estimate() -> None:
    rng = np.random.default_rng(1)
    truth = rng.random(500) < 0.3
    scores = np.clip(np.where(truth, 0.7, 0.2) + rng.normal(0, 0.1, 500), 0, 1).round(6)
    labels = np.where(np.arange(500) < 150, np.where(truth, 0, 1), -1)
    names = ["mail", "other", ""]
    text = HEADER + "".join(
        f"\n{names[label]},{score:.6f},{1 - score:.6f}" for label, score in zip(labels, scores, strict=True)
    )

    product = estimate_shares(["mail", "other"], np.stack([scores, 1 - scores], axis=1), labels)["mail"]

    mail = estimate(text)["mail"]
    assert (mail["share"], mail["low"], mail["high"]) == pytest.approx((product.share, product.low, product.high))


def test_weights_bring_rarely_drawn_calls_back() -> None:
    text = f"{HEADER},weight\n{rows(['mail'] * 60, extra=',1')}{rows(['other'] * 60, extra=',9')}"

    assert estimate(text)["mail"]["share"] == pytest.approx(0.1)


def test_a_weight_of_one_means_that_the_rows_are_the_frame() -> None:
    plain = estimate(f"{HEADER}\n{rows(LABELS)}")["mail"]
    whole = estimate(f"{HEADER},weight\n{rows(LABELS, extra=',1')}")["mail"]

    assert whole["effective_n"] > 1.3 * plain["effective_n"]


def test_strata_and_label_probabilities_say_the_same() -> None:
    top = ["mail"] * 20 + ["other"] * 20
    rest = ["mail"] * 10 + ["other"] * 70 + [""] * 240
    by_stratum = f"{HEADER},stratum\n{rows(top, extra=',top')}{rows(rest, extra=',rest')}"
    by_probability = f"{HEADER},label_probability\n{rows(top, extra=',1')}{rows(rest, extra=',0.25')}"

    assert estimate(by_stratum)["mail"]["share"] == pytest.approx((20 + 40) / 360)
    assert estimate(by_stratum) == estimate(by_probability)


def test_a_probability_for_every_row_of_its_own_is_used_as_it_is() -> None:
    rng = np.random.default_rng(2)
    probability = rng.uniform(0.2, 0.9, 1000).round(4)
    truth = rng.random(1000) < probability / 2
    labelled = rng.random(1000) < probability
    text = f"{HEADER},label_probability\n" + "".join(
        f"{('mail' if t else 'other') if seen else ''},0.4,0.6,{p}\n"
        for t, seen, p in zip(truth, labelled, probability, strict=True)
    )

    figure = estimate(text)["mail"]

    assert figure["share"] == pytest.approx(truth.mean(), abs=0.05)
    assert figure["low"] < truth.mean() < figure["high"]
    assert abs(truth[labelled].mean() - truth.mean()) > 0.02  # the plain share of labels is biased


def test_a_cause_that_only_people_named_is_estimated_from_the_labels() -> None:
    figures = estimate(f"label,score_mail\n{'mail,0.4' + chr(10)}" + "mail,0.4\nservice,0.4\n" * 60)

    assert figures["service"]["estimator"] == "human_only"
    assert figures["service"]["share"] == pytest.approx(60 / 121)


def test_below_30_labels_there_is_no_figure() -> None:
    figure = estimate(f"{HEADER}\n{rows(['mail', 'other', ''])}")["mail"]

    assert figure["estimator"] == "not_enough"
    assert figure["share"] is figure["low"] is figure["human_high"] is None


def test_it_reads_semicolons_windows_line_ends_and_a_byte_order_mark() -> None:
    text = "\ufefflabel;score_mail;id\r\n" + "mail;0.4;7\r\n" * 40 + "\r\n"

    table = read_table(io.StringIO(text, newline=""))

    assert table.causes == ("mail",)
    assert len(table.labels) == 40


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "calls.csv is empty"),
        (f"{HEADER}\n", "has a header but no rows"),
        ("cause,score_mail\nmail,0.4\n", r"no column `label` \(its columns: cause, score_mail\)"),
        ("label,mail\nmail,0.4\n", "no `score_<cause>` column"),
        ("label,score_mail,label\nmail,0.4,mail\n", "column 'label' twice"),
        ("label,score_mail\nmail,0.4\nmail,high\n", "line 3, column 'score_mail': 'high' is not a probability"),
        ("label,score_mail\nmail,0.4\nmail,\n", "line 3, column 'score_mail': '' is not"),
        ("label,score_mail\nmail,1.4\n", "line 2, column 'score_mail': '1.4' is not"),
        ("label,score_mail\nmail,nan\n", "'nan' is not"),
        ("label,score_mail,weight\nmail,0.4,0.5\n", "column 'weight': '0.5' is not 1/draw probability"),
        ("label,score_mail,label_probability\nmail,0.4,0\n", "column 'label_probability': '0' is not above 0"),
        ("label,score_mail,stratum\nmail,0.4,\n", "line 2, column 'stratum' is empty"),
        ("label,score_mail,stratum,label_probability\nmail,0.4,a,0.5\n", "both .* Remove one"),
        ("label,score_mail\nmail,0.4,1\n", "line 2: 3 fields under 2 columns"),
        ('label,score_mail\n"mail,0.4\n', "line"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        estimate(text)


def test_probabilities_that_sum_to_more_than_one_cause_a_call_are_refused() -> None:
    rows = "\n".join("a,0.9,0.8" for _ in range(40))
    with pytest.raises(TableError, match=r"sum to 1\.70 on average, but a call has one cause"):
        estimate_table(io.StringIO(f"label,score_a,score_b\n{rows}\n"))
    noisy = "\n".join(("a,0.7,0.4", "b,0.2,0.6") * 20)
    assert estimate_table(io.StringIO(f"label,score_a,score_b\n{noisy}\n"))
