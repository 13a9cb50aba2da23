"""A model version's card, as Markdown: what it learned from, how good it is, and what it is not for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from classify.taxonomy import causes_in_order
from store.tables.model_version import ModelVersion

Row = Sequence[object]

LIMITS = """\
It predicts which cause people would name, from redacted words alone. It never judges an agent. Its shares are not
published: a figure corrects it by human labels drawn at random. Numbers below are of randomly drawn labels that the
model did not see (five folds); they are not weighted by the label draw's probabilities.
"""
SEED_LIMITS = """\
A cold-start model: trained on sentences written for the project, not on calls. Its answers are suggestions, marked as
such, and never enter a figure. Numbers below are of its own made-up sentences, by five folds; callers speak otherwise.
"""


def card_of_version(session: Session, version: ModelVersion) -> str:
    names = {cause.id: cause.name for cause in causes_in_order(session)}
    return "\n".join(_sections(version, names)) + "\n"


def verdict_words(comparison: Mapping[str, Any] | None) -> str:
    """The paired test in a sentence for people."""
    if comparison is None:
        return "There was no champion to compare it with."
    calls, champion = comparison["calls"], f"version {comparison['champion']}"
    if comparison["verdict"] == "too_few":
        return f"Only {calls} labels were drawn at random; thirty are needed to compare it with {champion}."
    gap, low, high = (_signed(comparison[key]) for key in ("log_loss_difference", "low", "high"))
    told = (
        f"on {calls} randomly drawn labels that neither had seen, its log loss differs from that of {champion} by "
        f"{gap} nats a call ({low} to {high}; {_p(comparison['p_value'])}). "
        f"It alone was right {comparison['only_challenger_right']} times, "
        f"{champion} alone {comparison['only_champion_right']} times."
    )
    opening = {
        "better": "It predicts better: ",
        "worse": "It predicts worse: ",
        "no_difference": "No difference can be told: ",
    }[comparison["verdict"]]
    return opening + told


def _sections(version: ModelVersion, names: Mapping[str, str]) -> Iterator[str]:
    metrics = version.metrics
    yield f"# Cause model, version {version.number}\n"
    yield (SEED_LIMITS if version.is_seed else LIMITS)
    yield from _table(("", ""), _facts(version))
    if not version.is_seed:
        yield f"\n## Against the champion\n\n{verdict_words(metrics.get('comparison'))}"
    if "macro_f1" in metrics:
        yield "\n## How good it is\n"
        yield from _table(
            ("measure", "value"),
            [(name, metrics.get(key)) for name, key in _MEASURES if metrics.get(key) is not None],
        )
        yield ""
        yield from _table(
            ("cause", "precision", "interval", "recall", "interval", "F1", "calls"),
            [_cause_row(names.get(cause, cause), one) for cause, one in metrics.get("per_cause", {}).items()],
        )
    if metrics.get("calibration"):
        yield "\n## Calibration\n"
        yield from _table(
            ("it said", "was right", "interval", "calls"),
            [
                (_percent(one["said"]), _percent(one["right"]), _range(one["low"], one["high"]), one["calls"])
                for one in metrics["calibration"]
            ],
        )
    if metrics.get("learning_curve"):
        yield "\n## Learning curve\n"
        yield from _table(
            ("labels", "macro-F1"), [(one["labels"], one["macro_f1"]) for one in metrics["learning_curve"]]
        )
    if metrics.get("telling"):
        yield "\n## Most telling words\n"
        for cause, words in metrics["telling"].items():
            yield f"- **{names.get(cause, cause)}**: {', '.join(word['word'] for word in words)}"


_MEASURES = (
    ("macro-F1", "macro_f1"),
    ("accuracy", "accuracy"),
    ("log loss (nats)", "log_loss"),
    ("expected calibration error", "ece"),
)


def _facts(version: ModelVersion) -> Iterator[Row]:
    metrics = version.metrics
    yield "state", version.state.value
    yield "origin", "shipped with Listenback" if version.is_seed else "trained on this company's labels"
    yield "trained", f"{version.trained_at:%Y-%m-%d %H:%M} UTC"
    if version.labels_until:
        yield "latest call learned from", f"{version.labels_until:%Y-%m-%d}"
    yield "labels", metrics.get("labels", "–")
    yield "of them drawn at random", metrics.get("judged", "–")
    if metrics.get("by_cause"):
        yield "labels by cause", ", ".join(f"{cause} {count}" for cause, count in metrics["by_cause"].items())
    if metrics.get("guide_versions"):
        yield "labelling guide, versions", ", ".join(map(str, metrics["guide_versions"]))
    yield "SHA-256 of the labels", f"`{version.labels_sha256}`"
    yield "SHA-256 of the file", f"`{version.blob}`"
    for title, key in (("features", "features"), ("chosen by cross-validation", "chosen"), ("libraries", "versions")):
        if metrics.get(key):
            yield title, ", ".join(f"{name} {value}" for name, value in metrics[key].items() if name != "log_loss")


def _cause_row(name: str, one: Mapping[str, Any]) -> Row:
    return (
        name,
        _percent(one["precision"]),
        _range(one["precision_low"], one["precision_high"]),
        _percent(one["recall"]),
        _range(one["recall_low"], one["recall_high"]),
        one["f1"],
        one["rows"],
    )


def _table(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield _line(head)
    yield _line(["---"] * len(head))
    for row in rows:
        yield _line(row)


def _line(cells: Row) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"


def _range(low: float, high: float) -> str:
    return f"{100 * low:.0f}–{100 * high:.0f} %"
