"""Which head a set of labels deserves: decided by log loss on calls that were held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from classify.calibration import blended, fit_temperature, mean_log_loss
from classify.folds import ALWAYS_TRAINED
from classify.heads import Lesson, LinearHead, LinearSetting, TopicHead, TopicSetting

Floats = NDArray[np.float64]

Setting = TypeVar("Setting", TopicSetting, LinearSetting)

BLENDS = (0.0, 0.5, 1.0)
"""Weight of the linear head that is tried: none of it, the geometric mean, it alone."""


@dataclass(frozen=True)
class Grid:
    """The settings tried. Below `tried_from` labels none is: folds that small would choose by luck."""

    topics: tuple[int, ...]
    strengths: tuple[float, ...]
    linear_strengths: tuple[float, ...]
    tried_from: int
    linear_from: int

    @property
    def topic_settings(self) -> list[TopicSetting]:
        return [TopicSetting(topics, strength) for topics in self.topics for strength in self.strengths]

    @property
    def linear_settings(self) -> list[LinearSetting]:
        return [LinearSetting(strength) for strength in self.linear_strengths]

    @property
    def untried(self) -> TopicSetting:
        return TopicSetting(self.topics[0], self.strengths[-1])


@dataclass(frozen=True)
class Choice:
    """Fitted heads, the weight of the linear one, one temperature, and what each setting lost in nats."""

    topic: TopicHead
    linear: LinearHead | None
    blend: float
    temperature: float
    losses: dict[str, float]


def choose_heads(lesson: Lesson, grid: Grid) -> Choice:
    """Fit what held-out calls prefer: topics alone where labels are few, later also a linear head or both."""
    scored = lesson.fold != ALWAYS_TRAINED
    if scored.sum() < grid.tried_from:
        return Choice(grid.untried.fit(lesson), None, 0.0, 1.0, {})
    truth = lesson.causes[scored]
    losses: dict[str, float] = {}
    topic, topic_logs = _best(grid.topic_settings, lesson, scored, losses)
    if len(lesson.causes) < grid.linear_from:
        return Choice(topic.fit(lesson), None, 0.0, fit_temperature(topic_logs, truth), losses)
    linear, linear_logs = _best(grid.linear_settings, lesson, scored, losses)
    blends = {weight: blended(topic_logs, linear_logs, weight) for weight in BLENDS}
    blend = min(BLENDS, key=lambda weight: mean_log_loss(blends[weight], truth))
    return Choice(
        topic=topic.fit(lesson),
        linear=linear.fit(lesson) if blend else None,
        blend=blend,
        temperature=fit_temperature(blends[blend], truth),
        losses=losses | {f"blend {weight:g}": mean_log_loss(logs, truth) for weight, logs in blends.items()},
    )


def _best(
    settings: Sequence[Setting], lesson: Lesson, scored: NDArray[np.bool_], losses: dict[str, float]
) -> tuple[Setting, Floats]:
    """The setting of least held-out log loss with its log probabilities; writes every loss into `losses`."""
    logs = [setting.held_out(lesson)[scored] for setting in settings]
    lost = [mean_log_loss(one, lesson.causes[scored]) for one in logs]
    losses |= {setting.name: loss for setting, loss in zip(settings, lost, strict=True)}
    at = int(np.argmin(lost))
    return settings[at], logs[at]
