"""The eight weeks: how many calls of each cause fall into which week, and at what hour people ring.

Weeks one to four are before the corrected mailer, five to eight after it. Counts are fixed and not drawn, so
that the true shares are known: 112 of 215 calls (52 %) before and 10 of 215 (5 %) after are about a mailer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from demo.recipe.drivers import Incident

FIRST_DAY = datetime(2026, 9, 7, tzinfo=UTC)
FIX_DAY = FIRST_DAY + timedelta(weeks=4)
WEEKS = 8
CALLS = 430
NO_SPEECH = "no_speech"

BEFORE: Mapping[str, int] = {
    "marketing_mailer": 112,
    "customer_need": 29,
    "ops_issue": 28,
    "sales_overpromise": 22,
    "agent_knowledge_gap": 15,
    "unknown": 8,
    NO_SPEECH: 1,
}
AFTER: Mapping[str, int] = {
    "marketing_mailer": 10,
    "customer_need": 63,
    "ops_issue": 59,
    "sales_overpromise": 44,
    "agent_knowledge_gap": 27,
    "unknown": 9,
    NO_SPEECH: 2,
}
"""One less than 215: the 430th record is a duplicate that arrives in the last week."""

MAILER_WEEKS = (28, 28, 28, 28, 5, 2, 2, 1)
INCIDENT_CALLS: Mapping[str, tuple[int, int]] = {"IN-21": (9, 0), "IN-22": (5, 9), "IN-23": (0, 14), "IN-24": (0, 9)}
"""Calls (before, after) that an incident caused; the rest of the operations calls have none."""

DAY_WEIGHTS = (24, 20, 17, 17, 15, 7, 0)
HOUR_WEIGHTS = {8: 5, 9: 11, 10: 13, 11: 12, 12: 7, 13: 8, 14: 10, 15: 10, 16: 9, 17: 8, 18: 5, 19: 2}


@dataclass(frozen=True)
class Slot:
    """One call to be made: its cause, its start, and the incident behind it if there is one."""

    cause: str
    started_at: datetime
    incident: str | None = None


def slots(incidents: Mapping[str, Incident], *, rng: Random) -> list[Slot]:
    """All calls but the duplicate, in order of time; no second is used twice."""
    taken: set[datetime] = set()
    made: list[Slot] = []
    for side, counts in enumerate((BEFORE, AFTER)):
        room = [54, 54, 54, 53] if side == 0 else [54, 54, 53, 53]
        for cause, incident, weeks in _wishes(side, counts, incidents, rng):
            week = max(weeks, key=lambda w: (room[w % 4], rng.random())) if len(weeks) > 1 else weeks[0]
            room[week % 4] -= 1
            window = incidents[incident] if incident else None
            made.append(Slot(cause, _moment(week, window, taken, rng), incident))
    return sorted(made, key=lambda slot: slot.started_at)


def _wishes(
    side: int, counts: Mapping[str, int], incidents: Mapping[str, Incident], rng: Random
) -> list[tuple[str, str | None, list[int]]]:
    """(cause, incident, weeks it may fall in) of one side, those bound to certain weeks first."""
    all_weeks = list(range(side * 4, side * 4 + 4))
    bound: list[tuple[str, str | None, list[int]]] = [
        ("marketing_mailer", None, [week]) for week in all_weeks for _ in range(MAILER_WEEKS[week])
    ]
    for incident, per_side in INCIDENT_CALLS.items():
        weeks = [week for week in all_weeks if _overlaps(week, incidents[incident])]
        bound += [("ops_issue", incident, weeks)] * per_side[side]
    free: list[tuple[str, str | None, list[int]]] = []
    for cause, count in counts.items():
        already = sum(1 for wish in bound if wish[0] == cause)
        free += [(cause, None, all_weeks)] * (count - already)
    rng.shuffle(free)
    return bound + free


def _overlaps(week: int, incident: Incident) -> bool:
    monday = FIRST_DAY + timedelta(weeks=week)
    return incident.starts_at < monday + timedelta(days=5) and incident.ends_at > monday + timedelta(hours=9)


def _moment(week: int, window: Incident | None, taken: set[datetime], rng: Random) -> datetime:
    """A free second in opening hours of the week, inside the incident's window (and a day after it)."""
    while True:
        day = rng.choices(range(7), DAY_WEIGHTS)[0]
        hour = rng.choices(list(HOUR_WEIGHTS), list(HOUR_WEIGHTS.values()))[0]
        moment = FIRST_DAY + timedelta(weeks=week, days=day, hours=hour, seconds=rng.randrange(3600))
        if window and not window.starts_at <= moment <= window.ends_at + timedelta(days=1):
            continue
        if moment not in taken:
            taken.add(moment)
            return moment
