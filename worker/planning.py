"""What a person does to plans and draws, whichever door they come through: state, pause, draw, reveal, give up."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from accounts import audit
from sample.draws import Seed, beacon, commit_sample, dice, draw_sample, reveal_sample
from sample.periods import Timing, midnight
from sample.plan import Plan
from sample.plans import find_plan, pause_plan, resume_plan, state_plan
from sample.strata import PlanError
from store.draws import abandon_draw
from store.tables.draw import Draw, SeedSource
from store.tables.person import Person
from store.tables.sampling_plan import SamplingPlan
from worker.pipeline import send_drawn

LONGEST_REASON = 400


def state(
    session: Session,
    name: str,
    plan: Plan,
    timing: Timing,
    *,
    by: Person,
    is_new: bool,
    since: date | None,
    now: datetime,
) -> SamplingPlan:
    """State a new plan or change the one of this name. Raises PlanError."""
    if is_new and find_plan(session, name) is not None:
        raise PlanError(f"there is a plan {name!r} already.", remedy="Choose another name.", field="name")
    made = state_plan(session, name, plan, timing, now=now, since=since)
    _record(session, "stated plan", f"plan:{made.id}", by=by, now=now, details={"version": made.version})
    return made


def pause(session: Session, row: SamplingPlan, *, by: Person, now: datetime) -> None:
    pause_plan(row)
    _record(session, "paused plan", f"plan:{row.id}", by=by, now=now)


def resume(session: Session, row: SamplingPlan, *, by: Person, now: datetime) -> None:
    """Raises PlanError where another plan draws by the clock."""
    resume_plan(session, row, now=now)
    _record(session, "resumed plan", f"plan:{row.id}", by=by, now=now)


def draw_by_hand(
    session: Session, row: SamplingPlan, *, first: date, last: date, seed: Seed, by: Person, now: datetime
) -> Draw:
    """Draw whole local days: at once with the server's seed, else only the list until the named seed comes.

    Raises PlanError, DrawError.
    """
    starts_at = midnight(first, row.time_zone)
    ends_at = midnight(date.fromordinal(last.toordinal() + 1), row.time_zone)
    if seed.source is SeedSource.SERVER:
        made = draw_sample(session, row, starts_at=starts_at, ends_at=ends_at, seed=seed, now=now)
        send_drawn(session, made, now=now)
    else:
        made = commit_sample(session, row, starts_at=starts_at, ends_at=ends_at, seed=seed, now=now)
    _record(session, "made draw", f"draw:{made.number}", by=by, now=now)
    return made


def reveal(session: Session, draw: Draw, *, shown: str, by: Person, now: datetime) -> Draw:
    """Draw by what the dice or the beacon that was named showed. Raises DrawError."""
    read = dice if draw.seed_source is SeedSource.DICE else beacon
    reveal_sample(session, draw, value=read(shown, named=draw.seed_named).value, now=now)
    send_drawn(session, draw, now=now)
    _record(session, "revealed draw", f"draw:{draw.number}", by=by, now=now)
    return draw


def abandon(session: Session, draw: Draw, *, reason: str, by: Person, now: datetime) -> Draw:
    """Give a draw that waits up, in public. Raises DrawError."""
    abandon_draw(session, draw, reason=reason.strip()[:LONGEST_REASON])
    _record(session, "abandoned draw", f"draw:{draw.number}", by=by, now=now)
    return draw


def _record(
    session: Session, action: str, subject: str, *, by: Person, now: datetime, details: dict[str, int] | None = None
) -> None:
    audit.record(session, by=by, action=action, subject=subject, details=details or {}, now=now)
