"""One model version's opinion of a call: the cause, and everything that explains it to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from audio.words import Segment, Speaker
from classify.calltext import call_of_segments
from classify.crossfit import in_order
from classify.drivers import HeardCall, Registers
from classify.evidence import evidence_for
from classify.explain import Taught, words_for
from classify.heads import Features
from classify.heard import Span
from classify.model import CauseModel
from classify.rules import CertainRule, certain_rule
from classify.suggestion import CauseWords, Suggestion, suggest_cause

Rows = list[dict[str, Any]]
MOST_EVIDENCE = 3


@dataclass(frozen=True)
class Predicted:
    """What is said of one call, as it is stored: `evidence`, `words` and `neighbours` strongest first.

    `rule` names a certain rule that decided; `reasons` is what a suggestion rests on.
    """

    cause_id: str
    probabilities: dict[str, float]
    evidence: Rows
    rule: str = ""
    reasons: list[str] = field(default_factory=list)
    words: Rows = field(default_factory=list)
    neighbours: Rows = field(default_factory=list)
    machine_probabilities: dict[str, float] | None = None
    """Of the words as the machine heard them, where a person corrected them since: what figures use."""


@dataclass(frozen=True)
class Predictor:
    """A model version with what it needs besides: the taxonomy, the registers, and the calls it learned from.

    The shipped cold-start model only suggests; it is heard together with the causes' own words and the registers.
    """

    model: CauseModel
    is_seed: bool
    causes: tuple[CauseWords, ...]
    registers: Registers
    taught: Taught | None = None

    def predict(
        self, segments: Sequence[Segment], *, started_at: datetime, dialled: str = "", itself: str = ""
    ) -> Predicted:
        """Cause, probabilities, and why. `itself` is the call's id, which is no neighbour of its own."""
        call = self.model.read([call_of_segments(segments)])
        heard = HeardCall.of(segments, started_at=started_at, dialled=dialled)
        suggestion = (
            suggest_cause(segments, heard, self.causes, self.registers, seed=self.model) if self.is_seed else None
        )
        probabilities = dict(suggestion.probabilities) if suggestion else self._probabilities(call)
        rule = self._rule(heard)
        cause = rule.cause if rule else max(probabilities, key=lambda one: probabilities[one])
        return Predicted(
            cause_id=cause,
            probabilities={name: round(share, 6) for name, share in probabilities.items()},
            evidence=self._evidence(segments, cause, rule, suggestion),
            rule=rule.name if rule else "",
            reasons=list(suggestion.reasons) if suggestion else [],
            words=[word.as_json() for word in words_for(self.model, call, cause)],
            neighbours=self.taught.nearest(call, without=itself) if self.taught else [],
        )

    @property
    def _ids(self) -> list[str]:
        return [cause.id for cause in self.causes]

    def _suggestion(self, segments: Sequence[Segment], heard: HeardCall) -> Suggestion:
        return suggest_cause(segments, heard, self.causes, self.registers, seed=self.model)

    def _probabilities(self, call: Features) -> dict[str, float]:
        found = in_order(self.model, self.model.probabilities_of(call), self._ids)[0]
        return {cause: float(share) for cause, share in zip(self._ids, found, strict=True)}

    def _rule(self, heard: HeardCall) -> CertainRule | None:
        rule = certain_rule(heard, self.registers.campaigns)
        return rule if rule is not None and rule.cause in self._ids else None

    def _evidence(
        self, segments: Sequence[Segment], cause: str, rule: CertainRule | None, suggestion: Suggestion | None
    ) -> Rows:
        """What a rule or the cause's own words heard comes first, then the sentences that move the model."""
        known = cause in {str(one) for one in self.model.classes_}
        found = [span.as_json() for span in evidence_for(self.model, segments, cause)] if known else []
        heard = rule.span if rule else suggestion.spans.get(cause) if suggestion and not found else None
        return ([_as_evidence(heard, segments), *found] if heard else found)[:MOST_EVIDENCE]


def _as_evidence(span: Span, segments: Sequence[Segment]) -> dict[str, Any]:
    speaker = segments[span.segment_index].speaker if span.segment_index < len(segments) else Speaker.UNKNOWN
    return {
        "speaker": speaker.value,
        "start_ms": span.start_ms,
        "end_ms": span.end_ms,
        "text": span.text,
        "weight": 1.0,
    }
