"""Do we hear the same thing? Agreement of people, of the model with them, and how it drifts, from rows.

Only blind labels of randomly drawn calls count, so nobody's agreement depends on which calls they liked. Those calls
were drawn by score band: hard ones are over-represented, and over all calls people agree more. It is about people who
label; nothing here is about the agents who answer calls.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.label import Label, LabelPurpose
from store.tables.model_version import ModelVersion
from store.tables.prediction import Prediction
from store.tables.queued_call import QueuedCall
from store.tables.selection import Selection
from survey.agreement import Agreement, cohen_kappa, krippendorff_alpha, label_agreement
from survey.cells import NOT_LABELLED, IntArray
from survey.drift import Difference, share_difference
from survey.interval import wilson

ENOUGH_CALLS = 30
"""Fewer shared calls give "not enough calls yet" in place of a coefficient."""
ENOUGH_OF_A_CAUSE = 20
RANDOM = (LabelPurpose.ESTIMATION, LabelPurpose.DOUBLE_CODING)


@dataclass(frozen=True)
class Given:
    """One blind label as far as agreement needs it."""

    call_id: str
    """As the database spells it: thousands are only told apart here, and making ids of them takes most of the time."""
    person_id: UUID
    cause_id: str
    labelled_at: datetime
    guide_version: int
    stratum: str
    """Draw and cell, within which calls were served to people at random; empty where the call was not drawn."""


@dataclass(frozen=True)
class Pair:
    first_id: UUID
    second_id: UUID
    agreement: Agreement


@dataclass(frozen=True)
class CauseLine:
    cause_id: str
    agreement: Agreement


@dataclass(frozen=True)
class Score:
    """Of `calls` with a known answer, the share that a person got, with Wilson's interval."""

    person_id: UUID
    calls: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Stretch:
    """Agreement within a month or under a guide version, and how much more often people differed than in the rest."""

    name: str
    agreement: Agreement
    change: Difference


@dataclass(frozen=True)
class Drift:
    """How much more often one person names a cause than the others do on calls of the same strata."""

    person_id: UUID
    month: str
    cause_id: str
    difference: Difference


@dataclass(frozen=True)
class AgreementReport:
    overall: Agreement
    pairs: tuple[Pair, ...]
    causes: tuple[CauseLine, ...]
    model: Agreement
    """The model against the label that counts."""
    model_pairs: tuple[tuple[UUID, Agreement], ...]
    model_versions: tuple[int, ...]
    gold: tuple[Score, ...]
    calibration: Agreement
    calibration_pairs: tuple[Pair, ...]
    months: tuple[Stretch, ...]
    guides: tuple[Stretch, ...]
    drift: tuple[Drift, ...]
    """Clear differences only."""
    comparisons: int
    """Persons × months × causes that were looked at for drift."""


def agreement_report(session: Session) -> AgreementReport:
    """Everything the agreement page shows."""
    causes = session.scalars(select(Cause.id).order_by(Cause.position))
    random, calibration = _given(session, RANDOM), _given(session, (LabelPurpose.CALIBRATION,))
    said = _said_by_model(session, random)
    return _reported(
        tuple(causes), tuple(random), tuple(calibration), tuple(said.items()), tuple(_gold_scores(session))
    )


@lru_cache(maxsize=2)
def _reported(
    causes: tuple[str, ...],
    random: tuple[Given, ...],
    calibration: tuple[Given, ...],
    by_model: tuple[tuple[str, tuple[int, str]], ...],
    gold: tuple[Score, ...],
) -> AgreementReport:
    """Kept while nobody labels: of what was read, the arithmetic is two thirds of the time."""
    said = dict(by_model)
    drift, comparisons = _drift(random, causes)
    matrix = _matrix(random, causes)
    return AgreementReport(
        overall=krippendorff_alpha(matrix),
        pairs=tuple(_pairs(random, causes)),
        causes=tuple(CauseLine(cause, label_agreement(matrix, code)) for code, cause in enumerate(causes)),
        model=_against_model(list(_first_labels(random).values()), said, causes),
        model_pairs=tuple(
            (person, _against_model([one for one in random if one.person_id == person], said, causes))
            for person in _people(random)
        ),
        model_versions=tuple(sorted({version for version, _ in said.values()})),
        gold=gold,
        calibration=krippendorff_alpha(_matrix(calibration, causes)),
        calibration_pairs=tuple(_pairs(calibration, causes)),
        months=tuple(_stretches(random, lambda one: f"{one.labelled_at:%Y-%m}", causes)),
        guides=tuple(_stretches(random, lambda one: f"{one.guide_version}", causes)),
        drift=tuple(drift),
        comparisons=comparisons,
    )


def _given(session: Session, purposes: Sequence[LabelPurpose]) -> list[Given]:
    """Standing blind labels, each person's latest of a call."""
    rows = session.execute(
        select(
            cast(Label.call_id, String),
            Label.annotator_id,
            Label.cause_id,
            Label.labelled_at,
            Label.guide_version,
            cast(Label.draw_id, String),
            Selection.stratum,
        )
        .outerjoin(Selection, (Selection.draw_id == Label.draw_id) & (Selection.call_id == Label.call_id))
        .where(_counts(purposes))
        .order_by(Label.labelled_at, Label.id)
    )
    latest: dict[tuple[str, UUID], Given] = {}
    for call_id, person_id, cause_id, labelled_at, guide, draw_id, stratum in rows:
        cell = f"{draw_id}|{stratum}" if stratum is not None else ""
        latest[call_id, person_id] = Given(call_id, person_id, cause_id, labelled_at, guide, cell)
    return list(latest.values())


def _counts(purposes: Sequence[LabelPurpose]) -> ColumnElement[bool]:
    return and_(Label.purpose.in_(purposes), Label.is_blind, Label.withdrawn_at.is_(None))


def _matrix(given: Sequence[Given], causes: Sequence[str]) -> IntArray:
    """(people, calls) of positions in `causes`."""
    people, calls = _people(given), sorted({one.call_id for one in given})
    rows = {person: row for row, person in enumerate(people)}
    columns = {call_id: column for column, call_id in enumerate(calls)}
    codes = {cause: code for code, cause in enumerate(causes)}
    matrix = np.full((len(people), len(calls)), NOT_LABELLED, dtype=np.int64)
    for one in given:
        matrix[rows[one.person_id], columns[one.call_id]] = codes[one.cause_id]
    return matrix


def _people(given: Sequence[Given]) -> list[UUID]:
    return sorted({one.person_id for one in given}, key=lambda person: person.hex)


def _pairs(given: Sequence[Given], causes: Sequence[str]) -> Iterator[Pair]:
    """Every two people who labelled a call in common."""
    matrix, people = _matrix(given, causes), _people(given)
    for first, second in combinations(range(len(people)), 2):
        agreement = cohen_kappa(matrix[first], matrix[second])
        if agreement.calls:
            yield Pair(people[first], people[second], agreement)


def _first_labels(given: Sequence[Given]) -> dict[str, Given]:
    first: dict[str, Given] = {}
    for one in sorted(given, key=lambda one: (one.labelled_at, one.person_id.hex)):
        first.setdefault(one.call_id, one)
    return first


def _said_by_model(session: Session, given: Sequence[Given]) -> dict[str, tuple[int, str]]:
    """Version and cause of the newest prediction by a model that cannot have learned from any label of the call.

    It learned from earlier calls only, or was trained before the first of these labels was given.
    """
    first = _first_labels(given)
    version = ModelVersion
    rows = session.execute(
        select(
            cast(Prediction.call_id, String),
            Prediction.cause_id,
            version.number,
            version.trained_at,
            or_(version.labels_until.is_(None), version.labels_until < Call.started_at),
        )
        .join(version, version.id == Prediction.model_version_id)
        .join(Call, Call.id == Prediction.call_id)
        .where(Prediction.call_id.in_(select(Label.call_id).where(_counts(RANDOM))))
        .order_by(version.number)
    )
    said: dict[str, tuple[int, str]] = {}
    for call_id, cause_id, number, trained_at, learned_earlier in rows:
        if learned_earlier or trained_at <= first[call_id].labelled_at:
            said[call_id] = (number, cause_id)
    return said


def _against_model(given: Sequence[Given], said: dict[str, tuple[int, str]], causes: Sequence[str]) -> Agreement:
    codes = {cause: code for code, cause in enumerate(causes)}
    both = [(codes[one.cause_id], codes[said[one.call_id][1]]) for one in given if one.call_id in said]
    pairs = np.array(both, dtype=np.int64).reshape(-1, 2)
    return cohen_kappa(pairs[:, 0], pairs[:, 1])


def _gold_scores(session: Session) -> Iterator[Score]:
    rows = session.execute(
        select(Label.annotator_id, Label.cause_id, QueuedCall.cause_id)
        .join(QueuedCall, (QueuedCall.call_id == Label.call_id) & (QueuedCall.purpose == LabelPurpose.GOLD))
        .where(Label.purpose == LabelPurpose.GOLD, Label.withdrawn_at.is_(None))
    )
    right: dict[UUID, list[bool]] = defaultdict(list)
    for person, cause, answer in rows:
        right[person].append(cause == answer)
    for person, answers in sorted(right.items(), key=lambda pair: pair[0].hex):
        share = sum(answers) / len(answers)
        bounds = wilson(share, len(answers))
        yield Score(person, len(answers), share, bounds.low, bounds.high)


def _stretches(given: Sequence[Given], name_of: Callable[[Given], str], causes: Sequence[str]) -> Iterator[Stretch]:
    """Calls belong to the stretch of their second label: then it was known whether people differ."""
    by_call: dict[str, list[Given]] = defaultdict(list)
    for one in sorted(given, key=lambda one: one.labelled_at):
        by_call[one.call_id].append(one)
    shared = {call_id: labels for call_id, labels in by_call.items() if len(labels) > 1}
    names = {call_id: name_of(labels[1]) for call_id, labels in shared.items()}
    differ = np.array([len({one.cause_id for one in labels}) > 1 for labels in shared.values()], dtype=bool)
    together = np.zeros(len(shared), dtype=np.int64)
    for name in sorted(set(names.values())):
        mine = np.array([names[call_id] == name for call_id in shared], dtype=bool)
        inside = [one for call_id, labels in shared.items() if names[call_id] == name for one in labels]
        change = share_difference(differ, mine, together, comparisons=len(set(names.values())))
        yield Stretch(name, krippendorff_alpha(_matrix(inside, causes)), change)


def _drift(given: Sequence[Given], causes: Sequence[str]) -> tuple[list[Drift], int]:
    """Each person's mix of causes in each month against everybody else's on calls of the same strata of that month."""
    drawn = [one for one in given if one.stratum]
    codes = {stratum: code for code, stratum in enumerate(sorted({one.stratum for one in drawn}))}
    looks = list(_looks(drawn))
    comparisons = len(looks) * len(causes)
    found = []
    for month, person, labels in looks:
        mine = np.array([one.person_id == person for one in labels], dtype=bool)
        strata = np.array([codes[one.stratum] for one in labels], dtype=np.int64)
        said = np.array([one.cause_id for one in labels])
        for cause in causes:
            difference = share_difference(said == cause, mine, strata, comparisons=comparisons)
            if difference.is_clear:
                found.append(Drift(person, month, cause, difference))
    return found, comparisons


def _looks(drawn: Sequence[Given]) -> Iterator[tuple[str, UUID, list[Given]]]:
    """Month and person where both they and the others have enough labels."""
    by_month: dict[str, list[Given]] = defaultdict(list)
    for one in drawn:
        by_month[f"{one.labelled_at:%Y-%m}"].append(one)
    for month, labels in sorted(by_month.items()):
        for person in _people(labels):
            own = sum(one.person_id == person for one in labels)
            if min(own, len(labels) - own) >= ENOUGH_CALLS:
                yield month, person, labels
