"""A schedule as a form: typed values become wishes, and wishes become the values to begin with."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from deliver.schedules import MOST_EXCERPTS, ScheduleError, Wishes, check_wishes
from review_ui.forms import typed_date
from store.tables.delivery import Channel
from store.tables.listening_schedule import WhenEmpty

PERIODS = ("0", "1", "2", "4")
"""Full weeks a digest may look back on; 0 is since the last one."""


def values_of(wishes: Wishes) -> dict[str, str]:
    return {
        "hour": str(wishes.hour),
        "time_zone": wishes.time_zone,
        "excerpts": str(wishes.excerpts),
        "chat": wishes.chat,
        "weeks": str(wishes.weeks),
        "when_empty": wishes.when_empty.value,
        "days_off": "\n".join(day.isoformat() for day in wishes.days_off),
        "paused_until": wishes.paused_until.isoformat() if wishes.paused_until else "",
    }


def read_wishes(
    values: Mapping[str, str], weekdays: Sequence[str], channels: Sequence[str], *, services: Collection[str]
) -> Wishes:
    """Raises ScheduleError, whose `field` says where in the form it stands."""
    wishes = Wishes(
        weekdays=tuple(sorted({_whole(day, "weekdays", most=6) for day in weekdays})),
        hour=_whole(values.get("hour", ""), "hour", most=23),
        time_zone=values.get("time_zone", "").strip(),
        excerpts=_whole(values.get("excerpts", ""), "excerpts", most=MOST_EXCERPTS),
        channels=(Channel.PAGE, *(Channel(name) for name in channels if name in set(Channel) - {Channel.PAGE})),
        chat=values.get("chat", "").strip(),
        weeks=_whole(values.get("weeks", ""), "weeks", most=13),
        when_empty=_when_empty(values.get("when_empty", "")),
        days_off=tuple(_days(values.get("days_off", ""))),
        paused_until=_date(values.get("paused_until", ""), "paused_until"),
    )
    check_wishes(wishes, services=services)
    return wishes


def _whole(text: str, field: str, *, most: int) -> int:
    if not text.strip().isdecimal() or int(text) > most:
        raise ScheduleError(f"Please write a whole number up to {most}.", field=field)
    return int(text)


def _when_empty(text: str) -> WhenEmpty:
    try:
        return WhenEmpty(text)
    except ValueError:
        raise ScheduleError("Please choose one of these.", field="when_empty") from None


def _days(text: str) -> list[date]:
    found = (_date(part, "days_off") for part in text.replace(",", "\n").split("\n"))
    return [day for day in found if day is not None]


def _date(text: str, field: str) -> date | None:
    try:
        return typed_date(text)
    except ValueError as error:
        raise ScheduleError(str(error)[:1].upper() + str(error)[1:], field=field) from None
