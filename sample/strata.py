"""Which stratum a call belongs to: a field of its record, or the stretch of time it was made in."""

from datetime import datetime, timedelta

from settings.errors import ListenbackError
from store.tables.call import Call

FIELDS = ("queue", "agent", "direction", "dialled_number", "source")
STRETCHES = {"week": timedelta(weeks=1), "four_weeks": timedelta(weeks=4)}
ALL = "all"
LATE = "late"


class PlanError(ListenbackError):
    code = "bad_plan"


def check_field(field: str) -> None:
    """Raises PlanError for a field that no call has."""
    if field and field not in FIELDS and field not in STRETCHES:
        raise PlanError(f"calls have no field {field!r}.", remedy=f"Use {', '.join((*FIELDS, *STRETCHES))} or none.")


def stratum_of(call: Call, field: str, *, starts_at: datetime) -> str:
    """The stratum of a call in a draw whose period begins at `starts_at`; earlier calls came late."""
    if call.started_at < starts_at:
        return LATE
    if field in STRETCHES:
        return _weeks(int((call.started_at - starts_at) / STRETCHES[field]), STRETCHES[field])
    return (str(getattr(call, field)) or "none") if field else ALL


def _weeks(place: int, stretch: timedelta) -> str:
    """Weeks counted from the period's first, with two digits so that names sort like time."""
    long = stretch // timedelta(weeks=1)
    first = place * long + 1
    return f"week {first:02d}" if long == 1 else f"weeks {first:02d} to {first + long - 1:02d}"
