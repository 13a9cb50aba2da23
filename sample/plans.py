"""State sampling plans, change them, pause them: rows that draws freeze, so that no change reaches back."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from sample.periods import Timing
from sample.plan import Plan, fields_of
from sample.strata import PlanError, check_fields
from store.session import SETTINGS
from store.tables.sampling_plan import SamplingPlan, Schedule

OLDEST_START = timedelta(days=400)
_STATED = ("stratum_field", "target", "rate", "options", "monthly_hours", "labels")
_TIMED = ("schedule", "weekday", "hour", "time_zone")


def make_plan(
    session: Session,
    *,
    name: str,
    now: datetime,
    stratum_field: str = "queue",
    target: int | None = None,
    rate: float | None = None,
) -> SamplingPlan:
    """State a plan that people draw by, or change the one of this name. Exactly one of target and rate is given."""
    known = find_plan(session, name)
    if known is not None and known.schedule is not Schedule.MANUAL:
        raise PlanError(
            f"plan {name!r} draws by the clock.", remedy="Draw by another, or change it: listenback plan set."
        )
    return state_plan(session, name, Plan(fields_of(stratum_field), target=target, rate=rate), Timing(), now=now)


def state_plan(
    session: Session, name: str, plan: Plan, timing: Timing, *, now: datetime, since: date | None = None
) -> SamplingPlan:
    """State a plan under a new name, or change the one that has it; draws made before keep it as it was.

    `since` is the first day that the clock draws; without it the period that is running now. Raises PlanError.
    """
    _check(session, name, plan, timing)
    row = find_plan(session, name)
    clock = _clock_from(row, timing, since=since, now=now)
    if timing.schedule is not Schedule.MANUAL and not (row and row.is_paused):
        _check_alone(session, row)
    if row is None:
        row = SamplingPlan(name=name, created_at=now, version=0, drawn_until=None, is_paused=False)
        session.add(row)
    before = _values(row)
    row.stratum_field, row.target, row.rate = ",".join(plan.fields), plan.target, plan.rate
    row.options = {"targets": dict(plan.targets)} if plan.targets else {"rates": dict(plan.rates)} if plan.rates else {}
    row.monthly_hours, row.labels = plan.monthly_hours, plan.labels
    row.schedule, row.weekday, row.hour, row.time_zone = timing.schedule, timing.weekday, timing.hour, timing.zone
    row.drawn_until = clock
    if before != _values(row):
        row.version, row.changed_at = row.version + 1, now
    session.flush()
    return row


def pause_plan(row: SamplingPlan) -> None:
    """Stop the clock's draws; periods that end meanwhile are not drawn."""
    row.is_paused = True


def resume_plan(session: Session, row: SamplingPlan, *, now: datetime) -> None:
    """Draw by the clock again, from the period that is running now."""
    if not row.is_paused:
        return
    if row.schedule is not Schedule.MANUAL:
        _check_alone(session, row)
        running = _running(timing_of(row), now)
        row.drawn_until = max(row.drawn_until or running, running)
    row.is_paused = False


def find_plan(session: Session, name: str) -> SamplingPlan | None:
    return session.scalars(select(SamplingPlan).where(SamplingPlan.name == name)).one_or_none()


def the_plan(session: Session, name: str) -> SamplingPlan:
    """Raises PlanError where nobody stated it."""
    found = find_plan(session, name)
    if found is None:
        raise PlanError(f"there is no plan {name!r}.", remedy="State it: listenback plan set NAME --target 240.")
    return found


def timing_of(row: SamplingPlan) -> Timing:
    return Timing(row.schedule, row.weekday, row.hour, row.time_zone)


def kept_fields(session: Session) -> Collection[str]:
    """Further columns of the manifests that this installation keeps."""
    settings = session.info.get(SETTINGS)
    return () if settings is None else settings.ingest.metadata_fields


def _check(session: Session, name: str, plan: Plan, timing: Timing) -> None:
    if not name.strip() or len(name) > 60 or not name.isprintable():
        raise PlanError("a plan needs a name of up to 60 letters.", remedy="Call it weekly.", field="name")
    check_fields(plan.fields, kept=kept_fields(session))
    try:
        ZoneInfo(timing.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PlanError(f"{timing.zone!r} is no time zone.", remedy="Write Europe/Berlin.", field="zone") from None
    if not 0 <= timing.hour <= 23:
        raise PlanError(f"{timing.hour} is no hour of the day.", remedy="Give 0 to 23.", field="hour")


def _clock_from(row: SamplingPlan | None, timing: Timing, *, since: date | None, now: datetime) -> date | None:
    """The first day that the clock draws next; a plan that people draw by remembers how far it came."""
    drawn = row.drawn_until if row is not None else None
    if timing.schedule is Schedule.MANUAL:
        return drawn
    if since is not None and drawn is not None and since < drawn:
        raise PlanError(
            f"the clock goes on from {drawn}; earlier days were drawn or left.",
            remedy="Leave the start out, or draw the earlier days by hand: listenback draw run.",
            field="since",
        )
    if since is not None and since < now.date() - OLDEST_START:
        raise PlanError(f"{since} is too long ago.", remedy="Start within the last year.", field="since")
    is_running = row is not None and row.schedule is not Schedule.MANUAL
    return since or (drawn if is_running else None) or max(drawn or date.min, _running(timing, now))


def _running(timing: Timing, now: datetime) -> date:
    return timing.first_day(now.astimezone(ZoneInfo(timing.zone)).date())


def _check_alone(session: Session, row: SamplingPlan | None) -> None:
    """Every call is drawn once: of two plans on the clock, each would only get what the other left."""
    others = [other.name for other in session.scalars(SamplingPlan.on_the_clock()) if other is not row]
    if others:
        raise PlanError(
            f"plan {others[0]!r} draws by the clock already, and a call is drawn once.",
            remedy="Pause it first, or draw by this one by hand.",
            field="schedule",
        )


def _values(row: SamplingPlan) -> dict[str, Any]:
    return {name: getattr(row, name, None) for name in (*_STATED, *_TIMED)}
