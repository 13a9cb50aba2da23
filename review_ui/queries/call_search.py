"""Calls looked for in the list: by words that were said, by what their record says, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import SelectBase, select, union
from sqlalchemy.orm import Session

from accounts.permissions import Action, may
from review_ui.queries.call_walk import Asked, walked
from store.fulltext import folded, parsed, said_in
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import CallCount
from store.tables.person import Person
from store.tables.refusal_count import RefusalCount
from store.tables.searchable import Searchable
from store.tables.transcript import Transcript

PAGE: Final = 50
RECENT: Final = 500
"""Latest calls whose queues are offered to choose from."""
HITS: Final = 5_000
"""Calls that say a word, beyond which the page says that it looked at no more."""
NUMBERED: Final = 500
"""The same for calls whose number begins with what was typed."""
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
    looked_until: datetime | None
    """How far back was looked, where that was not to the first call."""
    has_more_hits: bool
    """Whether more calls say what was typed than were looked at."""
    counts: list[tuple[str, int]]
    """All calls by state, for the filter."""
    refused: int
    snippets: Mapping[UUID, Snippet]
    queues: list[str]
    problems: Mapping[str, str]
    """Fields that cannot be read, and why; they narrow nothing."""


def search_calls(session: Session, person: Person, search: Search) -> CallPage:
    """One page, the latest first. Words are looked for in ids, and in transcripts by those who may read them."""
    asked, problems = asked_of(search)
    hits = hits_of(session, person, search.q.strip()) if search.q.strip() else None
    page = walked(session, asked, hits=hits.ids if hits else None, draw=search.draw, after=search.after, page=PAGE)
    recent = select(Call.queue).order_by(Call.started_at.desc(), Call.id.desc()).limit(RECENT).subquery()
    reads = may(person, Action.READ_CALLS)
    return CallPage(
        calls=page.calls,
        next_after=page.next_after,
        looked_until=page.looked_until,
        has_more_hits=hits is not None and hits.are_cut,
        counts=[(state.value, number) for state, number in session.execute(CallCount.by_state())],
        refused=session.scalars(RefusalCount.all()).one(),
        snippets=_snippets(session, page.calls, search.q) if reads else {},
        queues=sorted({queue for queue in session.scalars(select(recent.c.queue).distinct()) if queue}),
        problems=problems,
    )


def asked_of(search: Search) -> tuple[Asked, dict[str, str]]:
    """What the record of a call has to say; states and directions that do not exist narrow nothing."""
    problems: dict[str, str] = {}
    days = {name: _day(name, typed, problems) for name, typed in (("since", search.since), ("until", search.until))}
    asked = Asked(
        state=CallState(search.state) if search.state in list(CallState) else None,
        reason=search.reason,
        queue=search.queue,
        direction=Direction(search.direction) if search.direction in list(Direction) else None,
        number=search.number.strip(),
        since=days["since"],
        before=days["until"],
    )
    return asked, problems


def _day(name: str, typed: str, problems: dict[str, str]) -> datetime | None:
    """Midnight at which the day begins, or ends where it is the last one."""
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip()) + timedelta(days=name == "until")
    except (ValueError, OverflowError):
        problems[name] = f"“{typed[:20]}” is not a date; write it like 2026-11-30."
        return None
    return datetime.combine(day, datetime.min.time(), UTC)


@dataclass(frozen=True)
class Hits:
    """Ids of calls by what was typed, as a subquery, and whether there are more than were taken."""

    ids: SelectBase
    are_cut: bool


def hits_of(session: Session, person: Person, words: str) -> Hits:
    """The number of the call begins so, or its words say it; of very many, the ones written down last."""
    numbered = select(Call.id).where(Call.external_id >= words, Call.external_id < words + _LAST)
    latest = [(numbered.order_by(Call.external_id.desc()), NUMBERED)]
    if may(person, Action.READ_CALLS):
        spoken = said_in(session, Transcript.SEARCHED_AS, parsed(words))
        latest.append((spoken.order_by(Searchable.id.desc()), HITS))
    more = [session.scalar(select(found.offset(most).limit(1).exists())) for found, most in latest]
    return Hits(union(*(select(found.limit(most).subquery().c[0]) for found, most in latest)), any(more))


def _snippets(session: Session, calls: Sequence[Call], asked: str) -> dict[UUID, Snippet]:
    query = parsed(asked)
    if not query:
        return {}
    wanted = tuple(word for phrase in query.phrases for word in phrase)
    is_wanted = cache(partial(_begins_with_any, wanted))  # people say the same words again and again
    rows = session.execute(
        select(Transcript.call_id, Transcript.text).where(
            Transcript.is_current, Transcript.call_id.in_([call.id for call in calls])
        )
    )
    return {call_id: snippet for call_id, said in rows if (snippet := snippet_of(said, is_wanted)) is not None}


def _begins_with_any(wanted: Sequence[str], word: str) -> bool:
    return any(part.startswith(one) for part in folded(word).split() for one in wanted)


def snippet_of(said: str, is_wanted: Callable[[str], bool]) -> Snippet | None:
    """The line that says most of what was asked for, cut around the first such word."""
    lines = [[(word, is_wanted(word)) for word in line.split()] for line in said.splitlines()]
    best = max(lines, key=lambda line: sum(is_asked for _, is_asked in line), default=[])
    first = next((place for place, (_, is_asked) in enumerate(best) if is_asked), None)
    if first is None:
        return None
    start, end = max(0, first - AROUND), first + 2 * AROUND
    return Snippet(tuple(best[start:end]), goes_on=end < len(best))
