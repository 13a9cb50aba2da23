"""`listenback plan list|show|set|preview|pause|resume`: how calls are drawn, and what that costs and tells."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy import select

from app.opening import opened
from app.output import out, print_json, print_table
from sample.periods import WEEKDAYS, Timing
from sample.plan import Plan, fields_of
from sample.plans import find_plan, pause_plan, resume_plan, state_plan, the_plan, timing_of
from sample.single import read_rates, read_targets
from sample.strata import PlanError
from settings.clock import utc_now
from store.tables.sampling_plan import SamplingPlan, Schedule

if TYPE_CHECKING:
    from sample.preview import Preview

group = typer.Typer(help="How calls are drawn, by hand or by the clock.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Name of the plan")]
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]
Strata = Annotated[str | None, typer.Option(help="Fields that part the frame, such as queue,region or none")]
Target = Annotated[int | None, typer.Option(help="Calls of a draw")]
Rate = Annotated[float | None, typer.Option(help="Share of the calls, such as 0.1")]
Single = Annotated[
    list[str] | None, typer.Option("--single", help="A stratum's own target or rate, such as billing=40")
]
Every = Annotated[Schedule | None, typer.Option(help="When the clock draws; manual leaves it to people")]
Weekday = Annotated[str | None, typer.Option(help="First day of the week, such as monday")]
Hour = Annotated[int | None, typer.Option(help="Local hour at which the elapsed day or week is drawn")]
Zone = Annotated[str | None, typer.Option(help="Time zone, such as Europe/Berlin")]
CapHours = Annotated[float | None, typer.Option(help="Most hours of speech a month; 0 takes the cap away")]
Labels = Annotated[int | None, typer.Option(help="Calls of a draw that people label; 0 for the usual number")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="plan")


@group.command("list")
def list_plans(home: Home = None, as_json: AsJson = False) -> None:
    """Show every plan and when the clock draws next."""
    with opened(home) as installation, installation.readers() as session:
        plans = list(session.scalars(select(SamplingPlan).order_by(SamplingPlan.name)))
        if as_json:
            print_json([_document(plan) for plan in plans])
            return
        print_table(
            "Plans",
            ["name", "strata", "draws", "by", "next"],
            [[plan.name, plan.stratum_field or "none", _amount(plan), _by(plan), _next(plan)] for plan in plans],
        )


@group.command("show")
def show(name: Name, home: Home = None, as_json: AsJson = False) -> None:
    """Show one plan."""
    with opened(home) as installation, installation.readers() as session:
        _tell(the_plan(session, name), as_json=as_json)


@group.command("set")
def set_plan(
    name: Name,
    strata: Strata = None,
    target: Target = None,
    rate: Rate = None,
    single: Single = None,
    every: Every = None,
    weekday: Weekday = None,
    hour: Hour = None,
    zone: Zone = None,
    cap_hours: CapHours = None,
    labels: Labels = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day that the clock draws")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """State a plan, or change the one of this name: what is not given stays. Draws made before keep it as it was."""
    with opened(home) as installation, installation.sessions.begin() as session:
        known = find_plan(session, name)
        row = state_plan(
            session,
            name,
            _plan(known, strata, target, rate, single, cap_hours, labels),
            _timing(known, every, weekday, hour, zone, usual_zone=installation.settings.time_zone),
            now=utc_now(),
            since=_day(since),
        )
        _tell(row, as_json=as_json)


@group.command("preview")
def preview_plan(
    name: Annotated[str, typer.Argument(help="Name of a plan, or none")] = "",
    strata: Strata = None,
    target: Target = None,
    rate: Rate = None,
    single: Single = None,
    every: Every = None,
    cap_hours: CapHours = None,
    labels: Labels = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say what a month by a plan costs and how narrow its intervals will be; options given here change nothing."""
    from sample.outlook import foresee
    from worker.pace import measured_pace

    with opened(home) as installation, installation.readers() as session:
        known = the_plan(session, name) if name else None
        plan = _plan(known, strata, target, rate, single, cap_hours, labels)
        timing = _timing(known, every, None, None, None, usual_zone=installation.settings.time_zone)
        seen = foresee(session, plan, timing, now=utc_now(), pace=measured_pace(session))
    if as_json:
        print_json(_foreseen(seen))
    else:
        _tell_preview(seen)


@group.command("pause")
def pause(name: Name, home: Home = None, as_json: AsJson = False) -> None:
    """Stop the clock's draws; periods that end meanwhile are not drawn."""
    with opened(home) as installation, installation.sessions.begin() as session:
        row = the_plan(session, name)
        pause_plan(row)
        _tell(row, as_json=as_json)


@group.command("resume")
def resume(name: Name, home: Home = None, as_json: AsJson = False) -> None:
    """Let the clock draw again, from the period that is running now."""
    with opened(home) as installation, installation.sessions.begin() as session:
        row = the_plan(session, name)
        resume_plan(session, row, now=utc_now())
        _tell(row, as_json=as_json)


def _plan(
    known: SamplingPlan | None,
    strata: str | None,
    target: int | None,
    rate: float | None,
    single: list[str] | None,
    cap_hours: float | None,
    labels: int | None,
) -> Plan:
    """The plan that was, with what was given; a target takes the place of a rate and the other way round."""
    before = Plan.of(known) if known is not None else Plan(target=1)
    if target is None and rate is None:
        if known is None:
            raise PlanError("a plan needs a target or a rate.", remedy="Give --target 240 or --rate 0.1.")
        target, rate = before.target, before.rate
        targets, rates = before.targets, before.rates
    else:
        targets, rates = {}, {}
    if single is not None:
        lines = "\n".join(single)
        targets, rates = (read_targets(lines), {}) if target is not None else ({}, read_rates(lines))
    return Plan(
        fields=before.fields if strata is None else fields_of(strata),
        target=target,
        rate=rate,
        targets=targets,
        rates=rates,
        monthly_hours=before.monthly_hours if cap_hours is None else cap_hours or None,
        labels=before.labels if labels is None else labels or None,
    )


def _timing(
    known: SamplingPlan | None,
    every: Schedule | None,
    weekday: str | None,
    hour: int | None,
    zone: str | None,
    *,
    usual_zone: str,
) -> Timing:
    before = timing_of(known) if known is not None else Timing(zone=usual_zone)
    if weekday is not None and weekday.lower() not in WEEKDAYS:
        raise PlanError(f"{weekday!r} is no day of the week.", remedy=f"Write one of {', '.join(WEEKDAYS)}.")
    return Timing(
        schedule=before.schedule if every is None else every,
        weekday=before.weekday if weekday is None else WEEKDAYS.index(weekday.lower()),
        hour=before.hour if hour is None else hour,
        zone=before.zone if zone is None else zone,
    )


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def _tell(row: SamplingPlan, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(row))
        return
    out.print(f"Plan {row.name}, version {row.version}: {_amount(row)}, strata by {row.stratum_field or 'none'}.")
    out.print(f"Drawn {_by(row)}; next {_next(row)}.")


def _document(row: SamplingPlan) -> dict[str, Any]:
    from worker.drawing import next_period

    period = next_period(row)
    return {
        "name": row.name,
        "version": row.version,
        **Plan.of(row).as_terms(),
        "schedule": row.schedule.value,
        "weekday": WEEKDAYS[row.weekday],
        "hour": row.hour,
        "time_zone": row.time_zone,
        "is_paused": row.is_paused,
        "next_draw_at": period.due_at.isoformat() if period else None,
        "next_period": [period.starts_at.isoformat(), period.ends_at.isoformat()] if period else None,
    }


def _amount(row: SamplingPlan) -> str:
    return f"{row.target} calls" if row.target is not None else f"{row.rate:.1%} of the calls"


def _by(row: SamplingPlan) -> str:
    if row.schedule is Schedule.MANUAL:
        return "by hand"
    when = f" after each {WEEKDAYS[row.weekday - 1].capitalize()}" if row.schedule is Schedule.WEEKLY else ""
    return f"{row.schedule.value}{when}, {row.hour:02d}:00 {row.time_zone}" + (" (paused)" if row.is_paused else "")


def _next(row: SamplingPlan) -> str:
    from worker.drawing import next_period

    period = next_period(row)
    if period is None:
        return "–"
    return f"{period.first} to {period.following} at {period.due_at:%Y-%m-%d %H:%M} UTC"


def _tell_preview(seen: "Preview") -> None:
    from sample.preview import points

    out.print(f"{seen.words}.")
    if not seen.frame:
        out.print("There are no calls yet to go by: hours and strata can be said with the first ones.")
        return
    if not seen.is_of_a_month:
        out.print("The calls span less than a week: not enough days to foresee a month. This is one draw from them.")
    of = f"a month in {seen.draws_a_month:.1f} draws" if seen.is_of_a_month else "in one draw"
    out.print(
        f"{seen.drawn} of {seen.frame} calls {of}, "
        f"{seen.speech_hours:.1f} hours of speech"
        + (f", {seen.work_hours:.1f} hours of one worker." if seen.work_hours is not None else ".")
    )
    for one, kind in ((seen.common, "behind half of the calls"), (seen.rare, "behind one call in twenty")):
        helped = f", ± {points(one.with_model)} with the model" if one.with_model is not None else ""
        out.print(f"A cause {kind}: ± {points(one.by_people)} points by people alone{helped}.")
    if seen.cap_bites:
        out.print(f"The cap lowers every rate to {seen.lowered_to:.0%} of what was asked.")
    if seen.over_cap_hours:
        out.print(f"Two calls of each stratum pass the cap by {seen.over_cap_hours:.1f} hours a month.")
    print_table(
        "One draw",
        ["stratum", "calls", "drawn", "chance"],
        [[line.name, line.calls, line.drawn, f"{line.probability:.1%}"] for line in seen.strata],
    )


def _foreseen(seen: "Preview") -> dict[str, Any]:
    return {
        "words": seen.words,
        "is_of_a_month": seen.is_of_a_month,
        "calls_a_month": seen.drawn,
        "labels_a_month": seen.labels,
        "frame_a_month": seen.frame,
        "draws_a_month": seen.draws_a_month,
        "speech_hours": seen.speech_hours,
        "work_hours": seen.work_hours,
        "lowered_to": seen.lowered_to,
        "over_cap_hours": seen.over_cap_hours,
        "common": vars(seen.common),
        "rare": vars(seen.rare),
        "strata": [{**vars(line), "probability": line.probability} for line in seen.strata],
    }
