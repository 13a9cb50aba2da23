"""A trained model taken apart into text, numbers and arrays, and put together again."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.choice import Choice
from classify.features import CallFeatures
from classify.heads import Affine, LinearHead, TopicHead
from classify.model import CauseModel
from classify.vocabulary import TermKind, Vocabulary, restore_vocabulary

State = dict[str, Any]


def state_of(model: CauseModel) -> State:
    """Everything a prediction needs, as plain types and arrays; nothing in it can run."""
    features, choice = model.features_, model.choice_
    return {
        "settings": {
            name: list(value) if isinstance(value, (tuple, list)) else value
            for name, value in model.get_params(deep=False).items()
            if name != "features"
        },
        "features": features.get_params(),
        "classes": [str(cause) for cause in model.classes_],
        "customer": [_vocabulary_state(vocabulary) for vocabulary in features.customer_],
        "agent": [_vocabulary_state(features.agent_)] if features.agent_ else [],
        "topics": model.topics_,
        "topic_count": int(choice.topic.topics),
        "regression": _affine_state(choice.topic.regression),
        "linear": {
            "margin": _affine_state(choice.linear.margin),
            "reader": _affine_state(choice.linear.reader),
        }
        if choice.linear
        else {},
        "blend": float(choice.blend),
        "temperature": float(choice.temperature),
        "losses": {name: float(loss) for name, loss in choice.losses.items()},
    }


def model_from_state(state: Mapping[str, Any]) -> CauseModel:
    """The model `state_of` took apart. Raises ValueError, KeyError or TypeError where its parts do not fit."""
    model = CauseModel(**state["settings"])
    classes = [str(cause) for cause in state["classes"]]
    model.classes_ = np.asarray(classes)
    model.features_ = _features(state)
    terms = sum(len(one.terms) for one in model.features_.customer_)
    terms += len(model.features_.agent_.terms) if model.features_.agent_ else 0
    topic_count = int(state["topic_count"])
    model.topics_ = _array(state["topics"], (None, terms))
    if not 1 <= topic_count <= len(model.topics_) or len(classes) < 2:
        raise ValueError(f"{topic_count} topics and {len(classes)} causes do not make a model")
    temperature, blend = float(state["temperature"]), float(state["blend"])
    if not (0 < temperature < np.inf and 0 <= blend <= 1):
        raise ValueError(f"temperature {temperature} or blend {blend} is out of range")
    linear = state["linear"]
    margin_count = len(classes) if len(classes) > 2 else 1
    model.choice_ = Choice(
        topic=TopicHead(topic_count, _affine(state["regression"], (len(classes), topic_count))),
        linear=LinearHead(
            margin=_affine(linear["margin"], (margin_count, terms)),
            reader=_affine(linear["reader"], (len(classes), margin_count)),
        )
        if linear
        else None,
        blend=blend,
        temperature=temperature,
        losses={str(name): float(loss) for name, loss in state["losses"].items()},
    )
    return model


def _features(state: Mapping[str, Any]) -> CallFeatures:
    features = CallFeatures(**state["features"])
    features.customer_ = tuple(_vocabulary(one) for one in state["customer"])
    agent = [_vocabulary(one) for one in state["agent"]]
    features.agent_ = agent[0] if agent else None
    return features


def _vocabulary_state(vocabulary: Vocabulary) -> State:
    return {"kind": vocabulary.kind.value, "terms": "\n".join(vocabulary.terms), "idf": vocabulary.idf}


def _vocabulary(state: Mapping[str, Any]) -> Vocabulary:
    terms = state["terms"].split("\n")
    return restore_vocabulary(TermKind(state["kind"]), terms, _array(state["idf"], (len(terms),)))


def _affine_state(affine: Affine) -> State:
    return {"weights": affine.weights, "offsets": affine.offsets}


def _affine(state: Mapping[str, Any], shape: tuple[int, int]) -> Affine:
    return Affine(_array(state["weights"], shape), _array(state["offsets"], shape[:1]))


def _array(value: Any, shape: tuple[int | None, ...]) -> NDArray[np.float32]:
    """The array if it is one of finite 32-bit numbers with this shape; None stands for any length."""
    if not isinstance(value, np.ndarray) or value.dtype != np.float32 or value.ndim != len(shape):
        raise TypeError("an array of 32-bit numbers is missing")
    if any(want not in (None, have) for want, have in zip(shape, value.shape, strict=True)):
        raise ValueError(f"an array has shape {value.shape} where {shape} belongs")
    if not np.isfinite(value).all():
        raise ValueError("an array holds values that are no numbers")
    return value
