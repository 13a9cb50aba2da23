"""Draw calls for listening: commit to the frame, learn the seed, select, and mark what was drawn."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from sample.strata import PlanError, check_field, stratum_of
from store.draws import commit_draw, reveal_draw
from store.tables.call import Call, CallState
from store.tables.call_count import CallCount
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.sampling_plan import SamplingPlan
from store.tables.selection import Selection
from survey.draw import seed_of_dice
from survey.rates import Sizes, sizes_by_rate, sizes_by_target


@dataclass(frozen=True)
class Seed:
    """Where the seed comes from; `named` says which dice or beacon before the manifest is hashed."""

    source: SeedSource = SeedSource.SERVER
    named: str = ""
    value: bytes | None = None


def dice(rolls: str, *, named: str) -> Seed:
    """Throws of a six-sided die as a seed. Raises DrawError for anything else."""
    return Seed(SeedSource.DICE, named, seed_of_dice(rolls))


def make_plan(
    session: Session,
    *,
    name: str,
    now: datetime,
    stratum_field: str = "queue",
    target: int | None = None,
    rate: float | None = None,
    cap: int | None = None,
) -> SamplingPlan:
    """State a plan, or change the one of this name. Exactly one of target and rate is given."""
    check_field(stratum_field)
    if (target is None) == (rate is None):
        raise PlanError(f"plan {name!r} needs a target or a rate, not both.", remedy="Give --target 240 or --rate 0.1.")
    plan = session.scalars(select(SamplingPlan).where(SamplingPlan.name == name)).one_or_none()
    if plan is None:
        plan = SamplingPlan(name=name, created_at=now)
        session.add(plan)
    plan.stratum_field, plan.target, plan.rate = stratum_field, target, rate
    plan.options = {"cap": cap} if cap is not None else {}
    session.flush()
    return plan


def draw_sample(
    session: Session, plan: SamplingPlan, *, starts_at: datetime, ends_at: datetime, seed: Seed, now: datetime
) -> Draw:
    """Draw calls of a period by the plan; calls that came after the draw of their own period are a stratum of theirs.

    The commitment is flushed before the seed is created or read. Raises PlanError for an empty frame.
    """
    listed = _listed_before(session)
    frame = [call for call in session.scalars(Call.in_frame(starts_at, ends_at)) if call.id.hex not in listed]
    frame += [call for call in session.scalars(_late(starts_at)) if call.id.hex not in listed]
    if not frame:
        raise PlanError(
            f"no call between {starts_at:%Y-%m-%d} and {ends_at:%Y-%m-%d} can be drawn.",
            remedy="Ingest calls with consent and a recording, or draw another period.",
        )
    strata = {call.id: stratum_of(call, plan.stratum_field, starts_at=starts_at) for call in frame}
    sizes = _sizes(plan, Counter(strata.values()))
    draw = commit_draw(
        session,
        purpose=DrawPurpose.CALLS,
        subject=plan.name,
        manifest=[(call_id.hex, stratum) for call_id, stratum in strata.items()],
        targets=dict(sizes.sizes),
        seed_source=seed.source,
        seed_named=seed.named,
        starts_at=starts_at,
        ends_at=ends_at,
        excluded={reason: count for reason, count in session.execute(CallCount.exclusions(starts_at, ends_at))},
        details={"stratum_field": plan.stratum_field, "scale": sizes.scale, "over_cap": sizes.over_cap},
        now=now,
        plan_id=plan.id,
    )
    mark_drawn(session, reveal_draw(session, draw, seed=seed.value, now=now))
    return draw


def mark_drawn(session: Session, selections: list[Selection]) -> None:
    """Let the drawn calls move on."""
    calls = session.scalars(select(Call).where(Call.id.in_([selection.call_id for selection in selections])))
    for call in calls:
        if call.state is CallState.RECEIVED:
            call.moves_to(CallState.DRAWN)
    session.flush()


def selected_calls(session: Session, draw: Draw) -> list[UUID]:
    return list(session.scalars(select(Selection.call_id).where(Selection.draw_id == draw.id)))


def _sizes(plan: SamplingPlan, frame: Counter[str]) -> Sizes:
    cap = plan.options.get("cap")
    if plan.target is not None:
        return sizes_by_target(frame, min(plan.target, frame.total()), cap=cap)
    assert plan.rate is not None
    return sizes_by_rate(frame, {}, default_rate=plan.rate, cap=cap)


def _listed_before(session: Session) -> set[str]:
    """Ids on the manifest of an earlier draw of calls: they had their chance."""
    manifests = session.scalars(select(Draw.manifest).where(Draw.purpose == DrawPurpose.CALLS))
    return {str(line[0]) for manifest in manifests for line in manifest}


def _late(starts_at: datetime) -> Select[Call]:
    """Calls of earlier periods; only those that came after that period's draw was committed count as late."""
    earlier = select(Draw.id).where(
        Draw.purpose == DrawPurpose.CALLS,
        Draw.starts_at <= Call.started_at,
        Draw.ends_at > Call.started_at,
        Draw.committed_at < Call.received_at,
    )
    return select(Call).where(Call.started_at < starts_at, Call.state != CallState.EXCLUDED, earlier.exists())
