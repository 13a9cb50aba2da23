"""Draw calls for listening: commit to the frame, learn the seed, select, and mark what was drawn."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sample.allowance import allowed_hours
from sample.frame import Framed, read_frame
from sample.plan import Plan
from sample.plans import timing_of
from sample.strata import LATE, STRETCHES, PlanError, mean_seconds, strata_of
from store.draws import check_none_waits, commit_draw, reveal_draw
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.sampling_plan import SamplingPlan
from store.tables.selection import Selection
from survey.draw import seed_of_dice
from survey.errors import DrawError
from survey.rates import Sizes

FEWEST_BEACON_BYTES = 16


@dataclass(frozen=True)
class Seed:
    """Where the seed comes from; `named` says which dice or beacon before the manifest is hashed."""

    source: SeedSource = SeedSource.SERVER
    named: str = ""
    value: bytes | None = None


def dice(rolls: str, *, named: str) -> Seed:
    """Throws of a six-sided die as a seed. Raises DrawError for anything else."""
    return Seed(SeedSource.DICE, named, seed_of_dice(rolls))


def beacon(value: str, *, named: str) -> Seed:
    """The published value of a public beacon, in hexadecimal. Raises DrawError for anything else."""
    try:
        given = bytes.fromhex(value)
    except ValueError:
        raise DrawError(
            f"beacon value {value[:20]!r} is not hexadecimal.", remedy="Copy it as it was published."
        ) from None
    if len(given) < FEWEST_BEACON_BYTES:
        raise DrawError(f"{len(given)} bytes are too few to be unpredictable.", remedy="Copy the whole value.")
    return Seed(SeedSource.BEACON, named, given)


def draw_sample(
    session: Session,
    plan: SamplingPlan,
    *,
    starts_at: datetime,
    ends_at: datetime,
    seed: Seed,
    now: datetime,
    may_be_empty: bool = False,
) -> Draw:
    """Draw calls of a period by the plan; calls that came after the draw of their own period are a stratum of theirs.

    The commitment is flushed before the seed is created or read. Raises PlanError for an empty frame, unless it
    `may_be_empty`: then the record says so.
    """
    draw = commit_sample(
        session, plan, starts_at=starts_at, ends_at=ends_at, seed=seed, now=now, may_be_empty=may_be_empty
    )
    return reveal_sample(session, draw, value=seed.value, now=now)


def commit_sample(
    session: Session,
    plan: SamplingPlan,
    *,
    starts_at: datetime,
    ends_at: datetime,
    seed: Seed,
    now: datetime,
    may_be_empty: bool = False,
) -> Draw:
    """Publish list and numbers of a draw whose seed comes later, from where `seed` names."""
    if starts_at >= ends_at:
        raise PlanError("the period ends before it begins.", remedy="Give the first day, then the day after the last.")
    check_none_waits(session)
    stated = Plan.of(plan)
    frame = read_frame(session, starts_at, ends_at, [name for name in stated.fields if name not in STRETCHES])
    if not frame.calls and not may_be_empty:
        raise PlanError(
            f"no call between {starts_at:%Y-%m-%d} and {ends_at:%Y-%m-%d} can be drawn.",
            remedy="Ingest calls with consent and a recording, or draw another period.",
        )
    strata = strata_of(frame.calls, stated.fields, starts_at=starts_at, named=stated.single)
    hours = allowed_hours(session, stated.monthly_hours, timing_of(plan), starts_at=starts_at, ends_at=ends_at)
    seconds = mean_seconds(frame.calls, strata)
    sizes = stated.sizes(Counter(strata.values()), hours=hours, seconds=seconds)
    return commit_draw(
        session,
        purpose=DrawPurpose.CALLS,
        subject=plan.name,
        manifest=[(call_id.hex, stratum) for call_id, stratum in strata.items()],
        targets=dict(sizes.sizes),
        seed_source=seed.source,
        seed_named=seed.named,
        starts_at=starts_at,
        ends_at=ends_at,
        excluded=frame.excluded,
        details=_late_since(frame.calls, strata),
        terms={
            "plan": {"name": plan.name, "version": plan.version, **stated.as_terms()},
            "sizing": _sizing(sizes, seconds, hours),
        },
        now=now,
        plan_id=plan.id,
    )


def reveal_sample(session: Session, draw: Draw, *, value: bytes | None, now: datetime) -> Draw:
    """Select by the seed and let the drawn calls move on."""
    reveal_draw(session, draw, seed=value, now=now)
    _mark_drawn(session, draw)
    return draw


def labels_of(draw: Draw) -> int | None:
    """How many labels the plan foresaw for this draw; None where it said nothing."""
    labels = draw.terms.get("plan", {}).get("labels")
    return None if labels is None else int(labels)


def _mark_drawn(session: Session, draw: Draw) -> None:
    selected = select(Selection.call_id).where(Selection.draw_id == draw.id)
    for call in session.scalars(select(Call).where(Call.id.in_(selected), Call.state == CallState.RECEIVED)):
        call.moves_to(CallState.DRAWN)
    session.flush()


def _sizing(sizes: Sizes, seconds: Mapping[str, float], hours: float | None) -> dict[str, Any]:
    """How the numbers to select came about: published, so that nobody need believe it."""
    expected = sum(size * seconds[stratum] for stratum, size in sizes.sizes.items()) / 3600
    told: dict[str, Any] = {"expected_speech_hours": round(expected, 2)}
    if hours is not None:
        told |= {
            "allowed_speech_hours": round(hours, 2),
            "rates_lowered_to": round(sizes.scale, 4),
            "over_cap_hours": round(sizes.over_cap / 3600, 2),
        }
    return told


def _late_since(calls: list[Framed], strata: Mapping[UUID, str]) -> dict[str, Any]:
    """When the earliest late arrival was made, by which figures of that time find this draw."""
    late = [call.started_at for call in calls if strata[call.id] == LATE]
    return {"late_since": min(late).isoformat()} if late else {}
