"""A trained model as a file that can be opened without trusting it.

The file is a skops archive of text, numbers and arrays. It is loaded with no trusted types: a pickle, a foreign
archive, or one that names any class beyond skops' own list is refused before anything in it is built.
"""

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import skops.io as skops_io

from classify.calltext import CallText, parse_call
from classify.errors import ModelFileError
from classify.model import CauseModel
from classify.modelstate import model_from_state, state_of

FORMAT = "listenback cause model 1"
MODEL_FILE = "model.skops"
CARD_FILE = "card.json"
MOST_UNPACKED = 2**30
"""An archive that claims to unpack to more than a gigabyte is no model of ours."""
LIBRARIES = ("scikit-learn", "skops", "numpy", "scipy")
REMEDY = "Train one with `listenback model train`, or restore a copy."


@dataclass(frozen=True)
class ModelCard:
    """What a model learned from and how well it does.

    `metrics` is what `evaluate` reports, `chosen` the settings cross-validation preferred, `created_at` ISO 8601.
    """

    created_at: str
    labels: int
    labels_sha256: str
    calls_by_cause: Mapping[str, int]
    chosen: Mapping[str, Any]
    versions: Mapping[str, str]
    metrics: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    model_sha256: str = ""


def card_of(
    model: CauseModel,
    texts: Sequence[str | CallText],
    labels: Sequence[str],
    *,
    now: datetime,
    metrics: Mapping[str, Any] | None = None,
    note: str = "",
) -> ModelCard:
    """The card of a model fitted on these labelled texts."""
    choice = model.choice_
    return ModelCard(
        created_at=now.isoformat(timespec="seconds"),
        labels=len(labels),
        labels_sha256=labels_sha256(texts, labels),
        calls_by_cause=dict(sorted(Counter(labels).items())),
        chosen={
            "topics": choice.topic.topics,
            "blend": choice.blend,
            "temperature": round(choice.temperature, 4),
            "log_loss": {name: round(loss, 4) for name, loss in choice.losses.items()},
        },
        versions={name: version(name) for name in LIBRARIES},
        metrics=dict(metrics or {}),
        note=note,
    )


def labels_sha256(texts: Sequence[str | CallText], labels: Sequence[str]) -> str:
    """Fingerprint of labelled examples, whatever their order."""
    calls = [parse_call(text) for text in texts]
    lines = [
        json.dumps([call.customer, call.agent, label], ensure_ascii=False)
        for call, label in zip(calls, labels, strict=True)
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def dump_model(model: CauseModel) -> bytes:
    """The model as one file; equal models make equal predictions after `load_model`."""
    document = {"format": FORMAT, "state": state_of(model)}
    return bytes(skops_io.dumps(document, compression=zipfile.ZIP_DEFLATED, compresslevel=6))


def load_model(data: bytes, *, name: str = "the model file") -> CauseModel:
    """The model in these bytes. Raises ModelFileError, naming `name`, for anything that is not one of ours."""
    _check_archive(data, name)
    try:
        untrusted = skops_io.get_untrusted_types(data=data)
        if untrusted:
            raise ModelFileError(f"{name} names types that are not trusted: {', '.join(untrusted)}.", remedy=REMEDY)
        document = skops_io.loads(data, trusted=[])
    except ModelFileError:
        raise
    except Exception as error:
        raise ModelFileError(f"{name} is no skops file that can be read ({error}).", remedy=REMEDY) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ModelFileError(f"{name} is a skops file but no cause model of this version.", remedy=REMEDY)
    try:
        return model_from_state(document["state"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelFileError(f"{name} is damaged: {error}.", remedy=REMEDY) from error


def save_model(folder: Path, model: CauseModel, card: ModelCard) -> ModelCard:
    """Write model and card into a folder, the card last; returns the card with the model's fingerprint."""
    folder.mkdir(parents=True, exist_ok=True)
    data = dump_model(model)
    card = replace(card, model_sha256=hashlib.sha256(data).hexdigest())
    (folder / MODEL_FILE).write_bytes(data)
    (folder / CARD_FILE).write_text(json.dumps(asdict(card), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return card


def open_model(folder: Path) -> tuple[CauseModel, ModelCard]:
    """Model and card of a folder. Raises ModelFileError where one is missing, foreign or not the other's."""
    try:
        data = (folder / MODEL_FILE).read_bytes()
        card = ModelCard(**json.loads((folder / CARD_FILE).read_text(encoding="utf-8")))
    except OSError as error:
        raise ModelFileError(f"{error.filename} cannot be read: {error.strerror}.", remedy=REMEDY) from error
    except (ValueError, TypeError) as error:
        raise ModelFileError(f"{folder / CARD_FILE} is no model card: {error}.", remedy=REMEDY) from error
    if hashlib.sha256(data).hexdigest() != card.model_sha256:
        raise ModelFileError(f"{folder / MODEL_FILE} is not the file its card describes.", remedy=REMEDY)
    return load_model(data, name=str(folder / MODEL_FILE)), card


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no archive, and archives that would fill the memory, by looking at the directory only."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        kind = "a pickle" if data[:1] == b"\x80" else "no model file"
        raise ModelFileError(f"{name} is {kind}; nothing in it was run.", remedy=REMEDY) from error
    if "schema.json" not in {entry.filename for entry in entries}:
        raise ModelFileError(f"{name} is an archive, but no model.", remedy=REMEDY)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ModelFileError(f"{name} would unpack to more than {MOST_UNPACKED} bytes.", remedy=REMEDY)
