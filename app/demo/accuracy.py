"""How often the cause is right on calls whose label the model never saw, and what the recogniser costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.demo.truth import TrueCall
from classify.calltext import CallText
from classify.crossfit import cross_fit, in_order
from classify.model import CauseModel


@dataclass(frozen=True)
class Example:
    """A drawn call with words: what the loop heard, what people labelled, what is true."""

    truth: TrueCall
    heard: CallText
    label: str | None


@dataclass(frozen=True)
class Accuracy:
    """Shares of calls, 0–1, whose likeliest cause is the true one; None without such calls.

    `overall` and `on_truth_text`: out of fold, on what the recogniser heard and on what was said. `held_out`: on calls
    whose sentences no training ever used, by a model that learned from none of those calls.
    """

    overall: float | None
    on_truth_text: float | None
    held_out: float | None
    calls: int


def measure_accuracy(examples: Sequence[Example], causes: Sequence[str]) -> Accuracy:
    known = [example for example in examples if example.truth.cause is not None]
    if sum(example.label is not None for example in known) < 2 * len(causes):
        return Accuracy(None, None, None, len(known))
    labels = [example.label for example in known]
    return Accuracy(
        overall=_right(known, cross_fit([example.heard for example in known], labels, causes).unseen(), causes),
        on_truth_text=_right(
            known, cross_fit([said(example.truth) for example in known], labels, causes).unseen(), causes
        ),
        held_out=_held_out(known, causes),
        calls=len(known),
    )


def said(truth: TrueCall) -> CallText:
    """What was really said, as the classifier reads a call."""
    return CallText(
        customer=tuple(text for speaker, text in truth.turns if speaker == "customer"),
        agent=tuple(text for speaker, text in truth.turns if speaker == "agent"),
    )


def _held_out(known: Sequence[Example], causes: Sequence[str]) -> float | None:
    taught = [example for example in known if example.label is not None and not example.truth.held_out]
    asked = [example for example in known if example.truth.held_out]
    if not asked or len({example.label for example in taught}) < 2:
        return None
    model = CauseModel().fit([one.heard for one in taught], [str(one.label) for one in taught])
    heard = [example.heard for example in asked]
    return _right(asked, in_order(model, model.predict_proba(heard), causes), causes)


def _right(examples: Sequence[Example], probabilities: NDArray[np.float64], causes: Sequence[str]) -> float:
    likeliest = [causes[place] for place in probabilities.argmax(axis=1)]
    right = [one.truth.cause == cause for one, cause in zip(examples, likeliest, strict=True)]
    return float(np.mean(right))
