"""A sampling plan as a form: typed values become a plan, and a plan becomes the values to begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from review_ui.forms import typed_date
from sample.periods import Timing
from sample.plan import Plan
from sample.single import as_lines, read_rate, read_rates, read_targets
from sample.strata import PlanError
from store.tables.sampling_plan import SamplingPlan, Schedule

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True)
class StatedPlan:
    """What a form states."""

    name: str
    plan: Plan
    timing: Timing
    since: date | None


def read_plan(values: Mapping[str, str], fields: Sequence[str]) -> StatedPlan:
    """Raises PlanError, whose `field` says where in the form it stands."""
    target, rate = _whole(values, "target"), _rate(values)
    single = values.get("single", "")
    plan = Plan(
        fields=tuple(fields),
        target=target,
        rate=rate,
        targets=read_targets(single) if target is not None and rate is None else {},
        rates=read_rates(single) if rate is not None and target is None else {},
        monthly_hours=_number(values, "monthly_hours"),
        labels=_whole(values, "labels"),
    )
    timing = Timing(
        schedule=_one_of(values, "schedule", list(Schedule)),
        weekday=int(_one_of(values, "weekday", [str(day) for day in range(7)])),
        hour=_whole(values, "hour") or 0,
        zone=values.get("zone", "").strip() or "UTC",
    )
    return StatedPlan(values.get("name", "").strip(), plan, timing, _since(values))


def values_of(row: SamplingPlan) -> dict[str, str]:
    """The form of a plan that was stated before."""
    plan = Plan.of(row)
    return {
        "name": row.name,
        "target": _said(plan.target),
        "rate": _said(plan.rate),
        "single": as_lines(plan.single),
        "monthly_hours": _said(plan.monthly_hours),
        "labels": _said(plan.labels),
        "schedule": row.schedule.value,
        "weekday": str(row.weekday),
        "hour": str(row.hour),
        "zone": row.time_zone,
    }


def fresh_values(zone: str) -> dict[str, str]:
    """A form to begin with: by the week, drawn on Monday morning."""
    return {"schedule": Schedule.WEEKLY.value, "weekday": "0", "hour": "6", "zone": zone}


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _number(values: Mapping[str, str], name: str) -> float | None:
    text = values.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise PlanError(f"“{text[:20]}” is not a number.", remedy="Write 40 or 7.5.", field=name) from None


def _whole(values: Mapping[str, str], name: str) -> int | None:
    number = _number(values, name)
    if number is not None and not number.is_integer():
        raise PlanError(f"“{values[name].strip()[:20]}” is not a whole number.", remedy="Write 40.", field=name)
    return None if number is None else int(number)


def _rate(values: Mapping[str, str]) -> float | None:
    text = values.get("rate", "").strip()
    try:
        return read_rate(text) if text else None
    except PlanError as error:
        raise PlanError(error.message, remedy=error.remedy, field="rate") from None


def _one_of(values: Mapping[str, str], name: str, choices: Sequence[Choice]) -> Choice:
    given = values.get(name, "")
    found = next((choice for choice in choices if choice == given), None)
    if found is None:
        raise PlanError("please choose one of these.", field=name)
    return found


def _since(values: Mapping[str, str]) -> date | None:
    try:
        return typed_date(values.get("since", ""))
    except ValueError as error:
        raise PlanError(str(error), field="since") from None
