"""Take out of a trained model what only erased calls had said.

A term that none of the calls that are left says never counts in any of them, so without it the model answers for each
of them exactly as before; and nothing is left in it that was an erased caller's alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classify.calltext import CallText, plain_words
from classify.model import CauseModel
from classify.modelstate import State, model_from_state, state_of
from classify.vocabulary import TermKind, Vocabulary

Mask = NDArray[np.bool_]
NOTHING: Final = "nothing"
"""The one term of a side of which no word is left; it weighs nothing."""


def unlearned(model: CauseModel, left: Iterable[Sequence[CallText]]) -> CauseModel | None:
    """The model without the terms that no call of `left` (batches) says; None where each term is still said."""
    sides = _sides(model)
    said = [np.zeros(len(vocabulary.terms), dtype=bool) for vocabulary, _ in sides]
    for calls in left:
        for known, (vocabulary, is_agent) in zip(said, sides, strict=True):
            texts = [plain_words(" ".join(call.agent if is_agent else call.customer)) for call in calls]
            np.logical_or(known, vocabulary.count(texts).getnnz(axis=0) > 0, out=known)
        if all(mask.all() for mask in said):
            return None
    return model_from_state(_reduced(state_of(model), said))


def told_words(model: CauseModel) -> frozenset[str]:
    """The whole words and pairs that the model knows, as its measures name them."""
    return frozenset(word for _, word, _ in model.features_.words)


def without_words(metrics: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """A version's measures without telling words that it does not know any more."""
    telling = {
        cause: [one for one in words if one["word"] in known] for cause, words in metrics.get("telling", {}).items()
    }
    return {**metrics, "telling": telling} if "telling" in metrics else metrics


def _sides(model: CauseModel) -> list[tuple[Vocabulary, bool]]:
    """Vocabularies in the order of their columns, and whether each is of the agent's side."""
    features = model.features_
    agent = [(features.agent_, True)] if features.agent_ is not None else []
    return [*((vocabulary, False) for vocabulary in features.customer_), *agent]


def _reduced(state: State, said: Sequence[Mask]) -> State:
    kept = [mask if mask.any() else _first(mask) for mask in said]
    vocabularies = [*state["customer"], *state["agent"]]
    for vocabulary, mask, told in zip(vocabularies, kept, said, strict=True):
        terms = [term for term, is_kept in zip(vocabulary["terms"].split("\n"), mask, strict=True) if is_kept]
        vocabulary["terms"] = "\n".join(terms if told.any() else [_plain(vocabulary["kind"])])
        vocabulary["idf"] = vocabulary["idf"][mask]
    columns, is_said = np.concatenate(kept), np.concatenate(said)
    state["topics"] = _columns(state["topics"], columns, is_said)
    if state["linear"]:
        margin = state["linear"]["margin"]
        margin["weights"] = _columns(margin["weights"], columns, is_said)
    return state


def _columns(weights: NDArray[np.float32], kept: Mask, said: Mask) -> NDArray[np.float32]:
    """Only the kept columns; one that stands in for a side without words weighs nothing."""
    return np.ascontiguousarray(np.where(said, weights, np.float32(0))[:, kept], dtype=np.float32)


def _first(mask: Mask) -> Mask:
    only = np.zeros_like(mask)
    only[:1] = True
    return only


def _plain(kind: str) -> str:
    return NOTHING if kind == TermKind.WORDS else NOTHING[:3]
