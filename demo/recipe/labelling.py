"""The labels that people of the demo company gave: mostly right, with the slips people make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

LABEL_COLUMNS = (
    "external_id",
    "cause",
    "annotator",
    "labelled_at",
    "quote",
    "quote_start_ms",
    "quote_end_ms",
    "secondary_cause",
    "reason",
    "agent_lacked_knowledge",
)
FIRST_ANNOTATORS = ("asha.rao@example.com", "grace.lindqvist@example.com")
SLIPS = 12
"""About 3 % of the calls; as many take a mailer for something else as the other way round."""
SLIP_PAIRS = (
    ("ops_issue", "sales_overpromise"),
    ("sales_overpromise", "ops_issue"),
    ("agent_knowledge_gap", "ops_issue"),
    ("customer_need", "agent_knowledge_gap"),
    ("marketing_mailer", "sales_overpromise"),
    ("sales_overpromise", "marketing_mailer"),
)
REASONS = {"unclear.wrong_number": "wrong number", "unclear.vague": "too vague to tell"}


def labels(truth: Sequence[Mapping[str, Any]], *, rng: Random) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """First labels of every call but the duplicate, and blind second labels of all in which somebody speaks.

    The demo takes those that the label draw asks for.
    """
    calls = [row for row in truth if row["kind"] != "duplicate"]
    slips = _slips(calls, rng)
    first = [_label(row, slips.get(row["external_id"]), rng.choice(FIRST_ANNOTATORS), rng) for row in calls]
    spoken = [(row, label) for row, label in zip(calls, first, strict=True) if row["kind"] == "normal"]
    second = []
    for row, label in spoken:
        other = FIRST_ANNOTATORS[1 - FIRST_ANNOTATORS.index(label["annotator"])]
        slip = _plausible_slip(row["cause"], rng) if rng.random() < 0.08 else None
        second.append(_label(row, slip, other, rng))
    return first, sorted(second, key=lambda label: label["external_id"])


def _slips(calls: Sequence[Mapping[str, Any]], rng: Random) -> dict[str, str]:
    """Which calls are labelled wrongly, and as what."""
    slips: dict[str, str] = {}
    for i in range(SLIPS):
        right, wrong = SLIP_PAIRS[i % len(SLIP_PAIRS)]
        early = "marketing_mailer" in (right, wrong)
        pool = [
            row["external_id"]
            for row in calls
            if row["cause"] == right and row["external_id"] not in slips and (not early or _is_early(row))
        ]
        slips[rng.choice(pool)] = wrong
    return slips


def _is_early(row: Mapping[str, Any]) -> bool:
    return str(row["started_at"]) < "2026-10-05"


def _plausible_slip(cause: str, rng: Random) -> str | None:
    wrong = [pair[1] for pair in SLIP_PAIRS if pair[0] == cause]
    return rng.choice(wrong) if wrong else None


def _label(row: Mapping[str, Any], slip: str | None, annotator: str, rng: Random) -> dict[str, str]:
    cause = slip or row["cause"] or "unknown"
    evidence = row["evidence"] if cause != "unknown" else None
    day = datetime.fromisoformat(row["started_at"]).replace(hour=9, minute=0, second=0)
    labelled_at = day + timedelta(days=rng.randint(1, 5), seconds=rng.randrange(8 * 3600))
    return {
        "external_id": row["external_id"],
        "cause": cause,
        "annotator": annotator,
        "labelled_at": labelled_at.isoformat(),
        "quote": evidence["quote"] if evidence else "",
        "quote_start_ms": str(evidence["start_ms"]) if evidence else "",
        "quote_end_ms": str(evidence["end_ms"]) if evidence else "",
        "secondary_cause": (row["secondary_cause"] or "") if not slip else "",
        "reason": REASONS.get(row.get("variant", ""), "nobody speaks") if cause == "unknown" else "",
        "agent_lacked_knowledge": "yes" if "agent_knowledge_gap" in (cause, row["secondary_cause"]) else "no",
    }
