"""The cause model for the people who answer for it: the champion's measures, and every version."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.card import verdict_words
from classify.taxonomy import causes_in_order
from store.tables.job import Job, JobState
from store.tables.model_version import ModelState, ModelVersion
from worker.queues import Kind

SHADES = 4


@dataclass(frozen=True)
class CauseQuality:
    """One cause's row: shares 0–1 with intervals, F1, and how many drawn labels name it."""

    name: str
    score: dict[str, Any]


@dataclass(frozen=True)
class ConfusionRow:
    """What the model said of the calls that people put down to `name`: count and shade (0 … `SHADES`) by cause."""

    name: str
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class VersionRow:
    version: ModelVersion
    verdict: str
    can_take_over: bool
    is_coming: bool
    """Somebody chose it, and it is predicting the calls it had no opinion of."""


@dataclass(frozen=True)
class ModelView:
    champion: ModelVersion | None
    quality: list[CauseQuality]
    confusion_names: list[str]
    confusion: list[ConfusionRow]
    telling: list[tuple[str, list[str]]]
    versions: list[VersionRow]

    @property
    def metrics(self) -> dict[str, Any]:
        return self.champion.metrics if self.champion else {}


def model_view(session: Session) -> ModelView:
    champion = session.scalars(ModelVersion.champion()).one_or_none()
    names = {cause.id: cause.name for cause in causes_in_order(session)}
    metrics = champion.metrics if champion else {}
    confusion = metrics.get("confusion") or {"causes": [], "rows": []}
    return ModelView(
        champion=champion,
        quality=[
            CauseQuality(names.get(cause, cause), score)
            for cause, score in metrics.get("per_cause", {}).items()
            if score["rows"]
        ],
        confusion_names=[names.get(cause, cause) for cause in confusion["causes"]],
        confusion=[
            ConfusionRow(names.get(cause, cause), [(count, _shade(count, row)) for count in row])
            for cause, row in zip(confusion["causes"], confusion["rows"], strict=True)
            if sum(row)
        ],
        telling=[
            (names.get(cause, cause), [word["word"] for word in words])
            for cause, words in metrics.get("telling", {}).items()
            if words
        ],
        versions=_versions(session),
    )


def _versions(session: Session) -> list[VersionRow]:
    waiting = select(Job.subject, Job.payload).where(
        Job.kind == Kind.APPLY_MODEL, Job.state.in_([JobState.PENDING, JobState.RUNNING])
    )
    coming = {int(subject.partition("@")[0]) for subject, payload in session.execute(waiting) if payload.get("promote")}
    return [
        VersionRow(
            version=one,
            verdict="" if one.is_seed else verdict_words(one.metrics.get("comparison")),
            can_take_over=one.state is not ModelState.CHAMPION and not coming,
            is_coming=one.number in coming,
        )
        for one in session.scalars(select(ModelVersion).order_by(ModelVersion.number.desc()))
    ]


def _shade(count: int, row: list[int]) -> int:
    return round(SHADES * count / sum(row)) if sum(row) else 0
