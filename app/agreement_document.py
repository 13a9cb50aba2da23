"""The agreement report as a document: people by e-mail, everything with its interval and number of calls."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.agreement import ENOUGH_CALLS, ENOUGH_OF_A_CAUSE, AgreementReport, Pair
from store.tables.person import Person
from survey.agreement import Agreement

ENOUGH_TOGETHER = 10
"""Calibration calls, which everybody labels."""


def agreement_document(session: Session, report: AgreementReport) -> dict[str, Any]:
    """Coefficients of too few calls are null, with the number there is."""
    people = {person.id: person.email for person in session.scalars(select(Person))}
    return {
        "alpha": _told(report.overall, ENOUGH_CALLS),
        "pairs": _pairs(report.pairs, people, ENOUGH_CALLS),
        "causes": [{"cause": one.cause_id} | _told(one.agreement, ENOUGH_OF_A_CAUSE) for one in report.causes],
        "model": _told(report.model, ENOUGH_CALLS) | {"versions": list(report.model_versions)},
        "model_pairs": [{"person": people[who]} | _told(one, ENOUGH_CALLS) for who, one in report.model_pairs],
        "calibration": _told(report.calibration, ENOUGH_TOGETHER)
        | {"pairs": _pairs(report.calibration_pairs, people, ENOUGH_TOGETHER)},
        "gold": [
            {"person": people[one.person_id], "share": one.share, "low": one.low, "high": one.high, "calls": one.calls}
            for one in report.gold
        ],
        "months": [{"month": one.name} | _told(one.agreement, ENOUGH_CALLS) for one in report.months],
        "guides": [{"version": one.name} | _told(one.agreement, ENOUGH_CALLS) for one in report.guides],
        "drift": [
            {"person": people[one.person_id], "month": one.month, "cause": one.cause_id} | vars(one.difference)
            for one in report.drift
        ],
        "comparisons": report.comparisons,
    }


def _pairs(pairs: Iterable[Pair], people: dict[UUID, str], enough: int) -> list[dict[str, Any]]:
    return [
        {"first": people[pair.first_id], "second": people[pair.second_id]} | _told(pair.agreement, enough)
        for pair in pairs
    ]


def _told(one: Agreement, enough: int) -> dict[str, Any]:
    if one.calls < enough or one.value is None or one.low is None or one.high is None:
        return {"value": None, "low": None, "high": None, "calls": one.calls}
    return {"value": round(one.value, 4), "low": round(one.low, 4), "high": round(one.high, 4), "calls": one.calls}
