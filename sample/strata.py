"""Which stratum a call belongs to: fields of its record, or the stretch of time it was made in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sample.frame import FIELDS, Counted, Framed
from settings.errors import ListenbackError

STRETCHES = {"week": timedelta(weeks=1), "four_weeks": timedelta(weeks=4)}
ALL = "all"
LATE = "late"
OTHER = "other"
NONE = "none"

MOST_STRATA = 60
"""Two calls are drawn in every stratum, so a field with thousands of values would eat the whole draw."""

CALL_SECONDS = 360.0
"""Taken for the length of a call where no call says its own."""


class PlanError(ListenbackError):
    """A plan that cannot be; `problems` names the fields of a form that are wrong."""

    code = "bad_plan"

    def __init__(self, message: str, *, remedy: str = "", field: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.field = field


def check_fields(fields: Sequence[str], *, kept: Collection[str]) -> None:
    """Raises PlanError for a field that no call has; `kept` are the further columns that this installation keeps."""
    known = (*FIELDS, *STRETCHES, *kept)
    for field in fields:
        if field not in known:
            raise PlanError(
                f"calls have no field {field!r}.",
                remedy=f"Use {', '.join(known)} or none; another column of your manifests is kept once the setting "
                f"ingest.metadata_fields lists it and the manifest is ingested again.",
                field="fields",
            )
    if len(set(fields)) < len(fields) or len(fields) > 3:
        raise PlanError("strata are named by up to three different fields.", remedy="Leave some out.", field="fields")


def stratum_of(call: Framed, fields: Sequence[str], *, starts_at: datetime) -> str:
    """The stratum of a call in a draw whose period begins at `starts_at`; earlier calls came late."""
    if call.started_at < starts_at:
        return LATE
    return " · ".join(_named(call, field, starts_at) for field in fields) or ALL


def strata_of(
    calls: Iterable[Framed], fields: Sequence[str], *, starts_at: datetime, named: Collection[str] = ()
) -> dict[UUID, str]:
    """Every call's stratum. Beyond MOST_STRATA the smallest are one, those that the plan names excepted."""
    strata = {call.id: stratum_of(call, fields, starts_at=starts_at) for call in calls}
    pooled = pool(Counter(strata.values()), named)
    return {call_id: pooled[stratum] for call_id, stratum in strata.items()}


def strata_of_counts(
    counts: Sequence[Counted], fields: Sequence[str], *, named: Collection[str] = ()
) -> tuple[Counter[str], dict[str, float]]:
    """Calls and mean seconds by stratum, of calls that were only counted."""
    names = [name_of(counted.facts, fields) for counted in counts]
    sizes = Counter[str]()
    for name, counted in zip(names, counts, strict=True):
        sizes[name] += counted.calls
    pooled = pool(sizes, named)
    calls, seconds, known = Counter[str](), Counter[str](), Counter[str]()
    for name, counted in zip(names, counts, strict=True):
        calls[pooled[name]] += counted.calls
        seconds[pooled[name]] += counted.seconds
        known[pooled[name]] += counted.of_known_length
    return calls, _means(seconds, known)


def pool(sizes: Mapping[str, int], named: Collection[str] = ()) -> dict[str, str]:
    """The stratum that each becomes: itself, or `other` for the smallest beyond MOST_STRATA."""
    by_size = sorted(sizes, key=lambda name: (name not in named and name != LATE, -sizes[name], name))
    small = by_size[MOST_STRATA - 1 :] if len(sizes) > MOST_STRATA else []
    return {name: name for name in sizes} | dict.fromkeys(small, OTHER)


def mean_seconds(calls: Iterable[Framed], strata: Mapping[UUID, str]) -> dict[str, float]:
    """Mean length of a call by stratum; calls of unknown length count as the mean of the others."""
    seconds, known = Counter[str](), Counter[str]()
    for call in calls:
        seconds[strata[call.id]] += call.seconds
        known[strata[call.id]] += call.seconds > 0
    return _means(seconds, known)


def name_of(facts: Mapping[str, str], fields: Sequence[str]) -> str:
    return " · ".join(_said(facts[field]) for field in fields) or ALL


def _means(seconds: Counter[str], known: Counter[str]) -> dict[str, float]:
    overall = seconds.total() / known.total() if known.total() else CALL_SECONDS
    return {name: seconds[name] / known[name] if known[name] else overall for name in seconds}


def _said(value: str) -> str:
    return " ".join(value.split()) or NONE


def _named(call: Framed, field: str, starts_at: datetime) -> str:
    if field in STRETCHES:
        return _weeks(int((call.started_at - starts_at) / STRETCHES[field]), STRETCHES[field])
    return _said(call.facts[field])


def _weeks(place: int, stretch: timedelta) -> str:
    """Weeks counted from the period's first, with two digits so that names sort like time."""
    long = stretch // timedelta(weeks=1)
    first = place * long + 1
    return f"week {first:02d}" if long == 1 else f"weeks {first:02d} to {first + long - 1:02d}"
