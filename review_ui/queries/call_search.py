"""Calls looked for in the list: by words that were said, by what their record says, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, union
from sqlalchemy.orm import Session

from accounts.permissions import Action, may
from store.fulltext import folded, parsed, said_in
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import CallCount
from store.tables.draw import Draw
from store.tables.person import Person
from store.tables.refusal_count import RefusalCount
from store.tables.selection import Selection
from store.tables.transcript import Transcript

PAGE: Final = 50
RECENT: Final = 500
"""Latest calls whose queues are offered to choose from."""
MANY: Final = 1_000
"""Calls in which a word is said, beyond which the list is walked by time instead of sorting them all."""
AROUND: Final = 9
"""Words shown on each side of the first word that was found."""
_LAST: Final = "\U0010ffff"
"""Comes after every letter: the end of what begins with a word."""


@dataclass(frozen=True)
class Search:
    """What the address asks for; empty fields do not narrow."""

    q: str = ""
    state: str = ""
    reason: str = ""
    queue: str = ""
    since: str = ""
    until: str = ""
    """First and last day, UTC."""
    direction: str = ""
    number: str = ""
    """The number that was dialled."""
    draw: str = ""
    """Number of a draw that chose the call."""
    after: str = ""
    """Cursor: start and id of the last call of the page before."""

    def address(self, **changes: str) -> str:
        """The list with some fields changed, from its first page on unless `after` is among them."""
        asked = asdict(replace(self, **{"after": "", **changes}))
        return (
            f"/calls?{urlencode(kept)}" if (kept := {name: said for name, said in asked.items() if said}) else "/calls"
        )

    @property
    def is_narrow(self) -> bool:
        return self.address() != "/calls"

    @property
    def is_refined(self) -> bool:
        """Whether anything beyond words, state and reason narrows it."""
        return any((self.queue, self.since, self.until, self.direction, self.number, self.draw))


@dataclass(frozen=True)
class Snippet:
    """Redacted words around a place that was found; each with whether it was asked for."""

    words: tuple[tuple[str, bool], ...]
    goes_on: bool


@dataclass(frozen=True)
class CallPage:
    calls: list[Call]
    next_after: str
    counts: list[tuple[str, int]]
    """All calls by state, for the filter."""
    refused: int
    snippets: Mapping[UUID, Snippet]
    queues: list[str]
    problems: Mapping[str, str]
    """Fields that cannot be read, and why; they narrow nothing."""


def search_calls(session: Session, person: Person, search: Search) -> CallPage:
    """One page, the latest first. Words are looked for in ids, and in transcripts by those who may read them."""
    conditions, problems = _narrowed(session, person, search)
    found = select(Call).where(*conditions, _behind(search.after))
    calls = list(session.scalars(found.order_by(Call.started_at.desc(), Call.id.desc()).limit(PAGE + 1)))
    recent = select(Call.queue).order_by(Call.started_at.desc(), Call.id.desc()).limit(RECENT).subquery()
    reads = may(person, Action.READ_CALLS)
    return CallPage(
        calls=calls[:PAGE],
        next_after=_cursor(calls[PAGE - 1]) if len(calls) > PAGE else "",
        counts=[(state.value, number) for state, number in session.execute(CallCount.by_state())],
        refused=session.scalars(RefusalCount.all()).one(),
        snippets=_snippets(session, calls[:PAGE], search.q) if reads else {},
        queues=sorted({queue for queue in session.scalars(select(recent.c.queue).distinct()) if queue}),
        problems=problems,
    )


def _narrowed(session: Session, person: Person, search: Search) -> tuple[list[ColumnElement[bool]], dict[str, str]]:
    days, problems = _within(search)
    conditions = [*_recorded(search), *days]
    if search.draw:
        conditions.append(_drawn_by(search.draw))
    if search.q.strip():
        conditions.append(_says(session, person, search.q.strip()))
    return conditions, problems


def _recorded(search: Search) -> Iterator[ColumnElement[bool]]:
    """What the record of a call says; states and directions that do not exist narrow nothing."""
    if search.state in list(CallState):
        yield Call.state == CallState(search.state)
    if search.reason:
        yield Call.because(search.reason)
    if search.queue:
        yield Call.queue == search.queue
    if search.direction in list(Direction):
        yield Call.direction == Direction(search.direction)
    if search.number.strip():
        yield Call.dialled_number == search.number.strip()


def _within(search: Search) -> tuple[list[ColumnElement[bool]], dict[str, str]]:
    conditions: list[ColumnElement[bool]] = []
    problems: dict[str, str] = {}
    for name, typed in (("since", search.since), ("until", search.until)):
        try:
            at = _midnight(typed, 1 if name == "until" else 0)
        except (ValueError, OverflowError):
            problems[name] = f"“{typed[:20]}” is not a date; write it like 2026-11-30."
            continue
        if at is not None:
            conditions.append(Call.started_at < at if name == "until" else Call.started_at >= at)
    return conditions, problems


def _midnight(day: str, later: int) -> datetime | None:
    if not day.strip():
        return None
    return datetime.combine(date.fromisoformat(day.strip()) + timedelta(days=later), datetime.min.time(), UTC)


def _drawn_by(number: str) -> ColumnElement[bool]:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return false()
    drawn = select(Selection.call_id).join(Draw, Draw.id == Selection.draw_id).where(Draw.number == int(number))
    return Call.id.in_(drawn)


def _says(session: Session, person: Person, words: str) -> ColumnElement[bool]:
    """The number of the call begins so, or its words say it. Both are entered by an index, never by a walk."""
    numbered = select(Call.id).where(Call.external_id >= words, Call.external_id < words + _LAST)
    if not may(person, Action.READ_CALLS):
        return Call.id.in_(numbered)
    spoken = said_in(session, Transcript.SEARCHED_AS, parsed(words))
    hits = session.scalar(select(func.count()).select_from(spoken.limit(MANY + 1).subquery())) or 0
    # Of many hits the latest are met soon on the way through the list; few are looked up one by one and sorted.
    sought = func.coalesce(Call.id, Call.id) if hits > MANY else Call.id
    return sought.in_(union(numbered, spoken))


def _snippets(session: Session, calls: Sequence[Call], asked: str) -> dict[UUID, Snippet]:
    query = parsed(asked)
    if not query:
        return {}
    wanted = tuple(word for phrase in query.phrases for word in phrase)
    rows = session.execute(
        select(Transcript.call_id, Transcript.text).where(
            Transcript.is_current, Transcript.call_id.in_([call.id for call in calls])
        )
    )
    return {call_id: snippet for call_id, said in rows if (snippet := snippet_of(said, wanted)) is not None}


def snippet_of(said: str, wanted: Sequence[str]) -> Snippet | None:
    """The line that says most of what was asked for, cut around the first such word."""
    lines = [list(_marked(line, wanted)) for line in said.splitlines()]
    best = max(lines, key=lambda line: sum(is_wanted for _, is_wanted in line), default=[])
    first = next((place for place, (_, is_wanted) in enumerate(best) if is_wanted), None)
    if first is None:
        return None
    start, end = max(0, first - AROUND), first + 2 * AROUND
    return Snippet(tuple(best[start:end]), goes_on=end < len(best))


def _marked(line: str, wanted: Sequence[str]) -> Iterator[tuple[str, bool]]:
    for word in line.split():
        yield word, any(part.startswith(one) for part in folded(word).split() for one in wanted)


def _behind(cursor: str) -> ColumnElement[bool]:
    """Calls after the cursor; one that cannot be read starts at the beginning."""
    started, _, last = cursor.partition("_")
    try:
        started_at, last_id = datetime.fromisoformat(started), UUID(last)
    except ValueError:
        return true()
    if started_at.tzinfo is None:
        return true()
    behind = or_(Call.started_at < started_at, Call.id < last_id)
    return and_(Call.started_at <= started_at, behind)  # said this way, an index is entered at the cursor


def _cursor(call: Call) -> str:
    return f"{call.started_at.isoformat()}_{call.id}".replace("+00:00", "Z")
