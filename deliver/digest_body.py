"""What a digest says, the same on every channel: the finding, its figures, what changed, what is overdue. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from deliver.finding import NOT_ENOUGH, days, in_words, not_enough_sentence, overdue_sentence, share_sentence


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; shares 0–1, calls, or money."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of weeks in the chart; `share` is None where there were not enough calls."""

    starts_at: datetime
    ends_at: datetime
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class CauseFinding:
    """One of the owner's causes in the period; `share` is None: not enough calls yet."""

    cause_id: str
    cause: str
    share: Estimate | None
    labelled: int
    drawn: int
    frame: int
    calls: Estimate | None = None
    cost: Estimate | None = None
    change: str = ""
    """What became of it since the fix or an earlier period, as a sentence; empty where nothing can be compared."""
    steps: tuple[Step, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """The period of the published figure, which a digest of fewer days quotes as it is."""
    is_running: bool = False
    """Published before its period was over."""

    @property
    def period(self) -> str:
        if self.starts_at is None or self.ends_at is None:
            return ""
        return days(self.starts_at, self.ends_at) + (" so far" if self.is_running else "")

    def is_same_figure(self, other: "CauseFinding") -> bool:
        return (self.cause_id, self.share, self.starts_at, self.ends_at) == (
            other.cause_id,
            other.share,
            other.starts_at,
            other.ends_at,
        )

    @property
    def sentence(self) -> str:
        if self.share is None:
            return not_enough_sentence(self.cause, self.labelled)
        return share_sentence(self.cause, self.share.value, self.share.low, self.share.high)


@dataclass(frozen=True, slots=True)
class OverduePromise:
    commitment_id: UUID
    promise: str
    due_date: date
    sentence: str


@dataclass(frozen=True, slots=True)
class HeardExcerpt:
    """An excerpt as a digest announces it."""

    excerpt_id: UUID
    position: int
    cause: str
    quote: str
    call_started_at: datetime
    seconds: float
    has_sound: bool


@dataclass(frozen=True, slots=True)
class DigestBody:
    """Everything a digest says. `currency` is an ISO 4217 code."""

    name: str
    starts_at: datetime
    ends_at: datetime
    currency: str
    findings: tuple[CauseFinding, ...] = ()
    overdue: tuple[OverduePromise, ...] = ()
    reports: tuple[str, ...] = ()
    """A superior's part: promises of their people that are overdue, or closed while the cause still rings."""
    excerpts: tuple[HeardExcerpt, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing honest to say: no excerpt, no promise that waits, and no figure, not even "not enough yet"."""
        return not (self.findings or self.overdue or self.reports or self.excerpts)

    @property
    def is_not_enough(self) -> bool:
        """All it could say is that there are not enough calls yet."""
        is_told = any(finding.share is not None for finding in self.findings)
        return not (is_told or self.overdue or self.reports or self.excerpts)

    def has_news_after(self, last: "DigestBody | None") -> bool:
        """Whether it says more than the figures that the last one told."""
        if last is None or self.excerpts or self.overdue or self.reports:
            return True
        known = [finding for finding in last.findings if finding.share is not None]
        told = [finding for finding in self.findings if finding.share is not None]
        return not told or not all(any(one.is_same_figure(other) for other in known) for one in told)

    @property
    def period(self) -> str:
        return days(self.starts_at, self.ends_at)

    @property
    def measured_in(self) -> str:
        """The main figure's own period, where it is not the digest's."""
        finding = self.main_finding
        return finding.period if finding and finding.period != self.period else ""

    @property
    def main_finding(self) -> CauseFinding | None:
        """The largest share that could be told, else the first cause."""
        told = [finding for finding in self.findings if finding.share is not None]
        return max(told, key=_share_of) if told else next(iter(self.findings), None)


_BODY: Final = TypeAdapter(DigestBody)


def subject_of(body: DigestBody) -> str:
    """The finding itself: the subject is the only line that everybody reads."""
    finding = body.main_finding
    if finding is not None and finding.share is not None:
        share = finding.share
        period = finding.period or body.period
        return f"{finding.cause}: about {in_words(share.value, share.low, share.high)}, {period}"
    if body.excerpts:
        number = len(body.excerpts)
        return f"{number} {'call' if number == 1 else 'calls'} for you to hear, {body.period}"
    if body.overdue:
        return f"A promise is overdue, {body.period}"
    if body.reports:
        number = len(body.reports)
        return f"{number} {'promise' if number == 1 else 'promises'} of your people to ask about, {body.period}"
    return f"{NOT_ENOUGH.capitalize()}, {body.period}"


def promise_that_waits(commitment_id: UUID, promise: str, due_date: date, *, today: date) -> OverduePromise:
    return OverduePromise(commitment_id, promise, due_date, overdue_sentence(promise, due_date, today))


def as_json(body: DigestBody) -> dict[str, Any]:
    """As it is kept in the digest's row."""
    document: dict[str, Any] = _BODY.dump_python(body, mode="json")
    return document


def body_of(document: dict[str, Any]) -> DigestBody:
    return _BODY.validate_python(document)


def _share_of(finding: CauseFinding) -> float:
    return finding.share.value if finding.share else 0.0
