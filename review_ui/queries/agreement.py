"""The agreement page: the report with people's and causes' names, and what there is not enough of yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.agreement import ENOUGH_CALLS, ENOUGH_OF_A_CAUSE, AgreementReport, Pair, agreement_report
from store.tables.cause import Cause
from store.tables.person import Person


@dataclass(frozen=True)
class AgreementView:
    report: AgreementReport
    people: dict[UUID, str]
    causes: dict[str, str]
    enough_calls: int = ENOUGH_CALLS
    enough_of_a_cause: int = ENOUGH_OF_A_CAUSE


def agreement_view(session: Session) -> AgreementView:
    people = {person.id: person.name for person in session.scalars(select(Person))}
    report = agreement_report(session)
    return AgreementView(
        report=replace(
            report,
            pairs=by_name(report.pairs, people),
            calibration_pairs=by_name(report.calibration_pairs, people),
            model_pairs=tuple(sorted(report.model_pairs, key=lambda pair: people[pair[0]])),
            gold=tuple(sorted(report.gold, key=lambda score: people[score.person_id])),
        ),
        people=people,
        causes={cause.id: cause.name for cause in session.scalars(select(Cause).order_by(Cause.position))},
    )


def by_name(pairs: Sequence[Pair], people: Mapping[UUID, str]) -> tuple[Pair, ...]:
    """In the order of names, never of scores: this is no league table."""
    return tuple(sorted(pairs, key=lambda pair: sorted((people[pair.first_id], people[pair.second_id]))))
