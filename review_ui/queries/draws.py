"""Draws as anybody may check them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.draws import broken_chain, verify_draw
from store.tables.call import Call
from store.tables.draw import Draw, DrawState
from store.tables.selection import Selection
from survey.draw import Verification

CHECKED_AT_ONCE: Final = 5_000
"""Lines of a manifest and selections of all draws that are drawn again while the page is made; more when asked for."""
CHECKED_HERE: Final = 100_000
"""The same when it is asked for: half a second. More is checked on the command line."""


@dataclass(frozen=True)
class DrawLine:
    draw: Draw
    listed: int
    selected: int


@dataclass(frozen=True)
class Stratum:
    name: str
    listed: int
    selected: int

    @property
    def probability(self) -> float:
        return self.selected / self.listed if self.listed else 0.0


@dataclass(frozen=True)
class DrawView:
    draw: Draw
    strata: list[Stratum]
    verification: Verification | None
    """None for a draw that was not repeated for this page, or has no seed yet."""
    broken_chain: str | None
    may_be_repeated: bool
    """It was not, but can be when it is asked for."""
    excluded: list[tuple[str, int]]
    outcomes: list[tuple[str, int]]
    """The selected calls by where they are now."""
    previous: int | None
    next: int | None

    @property
    def plan(self) -> dict[str, Any]:
        """The plan as it was when the draw was made; empty for draws of other things, and old ones."""
        return dict(self.draw.terms.get("plan") or {})

    @property
    def sizing(self) -> dict[str, Any]:
        """How the numbers to select came about."""
        return dict(self.draw.terms.get("sizing") or {})

    @property
    def left_out(self) -> int:
        return sum(number for _, number in self.excluded)

    @property
    def listed(self) -> int:
        return sum(stratum.listed for stratum in self.strata)

    @property
    def selected(self) -> int:
        return sum(stratum.selected for stratum in self.strata)


def draw_lines(session: Session) -> list[DrawLine]:
    """All draws, the newest first, abandoned ones included."""
    rows = session.execute(select(Selection.draw_id, func.count()).group_by(Selection.draw_id))
    counts = {draw_id: number for draw_id, number in rows}
    draws = session.scalars(select(Draw).order_by(Draw.number.desc()))
    return [DrawLine(draw, draw.listed, counts.get(draw.id, 0)) for draw in draws]


def find_draw(session: Session, number: int) -> Draw | None:
    return session.scalar(select(Draw).where(Draw.number == number))


def draw_view(session: Session, draw: Draw, *, is_repeated: bool = False) -> DrawView:
    """With `is_repeated` a long draw is drawn again as well."""
    work = draw.listed + (session.scalar(select(func.count()).select_from(Selection)) or 0)
    can_check = draw.state is DrawState.REVEALED and work <= CHECKED_HERE
    checks = can_check and (is_repeated or work <= CHECKED_AT_ONCE)
    newest = session.scalar(select(func.max(Draw.number))) or draw.number
    return DrawView(
        draw=draw,
        strata=_strata(session, draw),
        verification=verify_draw(session, draw) if checks else None,
        broken_chain=broken_chain(session) if checks else None,
        may_be_repeated=can_check and not checks,
        excluded=sorted((str(reason), int(number)) for reason, number in draw.excluded.items()),
        outcomes=_outcomes(session, draw),
        previous=draw.number - 1 if draw.number > 1 else None,
        next=draw.number + 1 if draw.number < newest else None,
    )


def _strata(session: Session, draw: Draw) -> list[Stratum]:
    """Of a draw that has no seed yet, what it will select."""
    found = _by_their_chances(session, draw)
    if sum(stratum.listed for stratum in found) == draw.listed:
        return found
    listed = Counter(str(line[1]) for line in draw.manifest)
    selected = Counter({stratum.name: stratum.selected for stratum in found})
    if draw.state is DrawState.COMMITTED:
        selected = Counter({name: int(size) for name, size in draw.targets.items()})
    return [Stratum(name, number, selected[name]) for name, number in sorted(listed.items())]


def _by_their_chances(session: Session, draw: Draw) -> list[Stratum]:
    """Strata of the selections. Chance n/N tells N, so that nobody has to read a list of a hundred thousand lines."""
    rows = session.execute(
        select(Selection.stratum, func.count(), func.min(Selection.probability))
        .where(Selection.draw_id == draw.id)
        .group_by(Selection.stratum)
        .order_by(Selection.stratum)
    )
    return [Stratum(name, round(number / chance), number) for name, number, chance in rows]


def _outcomes(session: Session, draw: Draw) -> list[tuple[str, int]]:
    rows = session.execute(
        select(Call.state, func.count())
        .join(Selection, Selection.call_id == Call.id)
        .where(Selection.draw_id == draw.id)
        .group_by(Call.state)
        .order_by(Call.state)
    )
    return [(state.value, number) for state, number in rows]
