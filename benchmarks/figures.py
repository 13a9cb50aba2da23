"""How long the pages' queries take as calls grow, beside the plain GROUP BY; and how fast call records come in.

    python -m benchmarks.figures [--sqlite 100000 1000000] [--postgres URL --postgres-calls 100000 1000000 10000000]

Every query that the dashboard sends is run again and again by itself, then the whole of them, warm, on a year of calls
of which the page shows eight weeks. "plain" is the GROUP BY over the calls that the roll-ups replace. Each database is
made for the run and dropped again; ten million calls need about 10 GB of disk.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from benchmarks.importing import Imported, imported
from benchmarks.many_calls import CAMPAIGNS, NUMBERS, PERIOD, fill, fresh_installation
from review_ui.queries.call_search import Search, search_calls
from review_ui.queries.dashboard import dashboard
from review_ui.queries.figures import Period
from store.installation import Installation
from store.recount import wrong_lines
from store.tables.call import Call, CallState, Direction
from store.tables.call_count import CallCount
from tests.factories.person import asha

WARM_UP = 3


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one query, or of all of a page."""

    database: str
    calls: int
    query: str
    p50_ms: float
    p95_ms: float
    repetitions: int


def measured(installation: Installation, calls: int, repetitions: int) -> Iterator[Timed]:
    database = installation.engine.dialect.name

    def timed(query: str, run: Callable[[], object], times: int = repetitions) -> Timed:
        return Timed(database, calls, query, *_percentiles(run, times), times)

    with installation.readers() as session:
        sent = _sent(session, lambda: dashboard(session))
        queries = [_again(session, statement, parameters) for statement, parameters in sent]
        for number, (query, (statement, _)) in enumerate(zip(queries, sent, strict=True)):
            yield timed(f"{number + 1} {_subject(statement)}", query)
        yield timed("dashboard, all queries", lambda: [query() for query in queries])
        yield timed(
            "dashboard, with making objects of them",
            partial(_fresh, session, partial(dashboard, session)),
        )
        yield timed("plain GROUP BY: frame and exclusions", lambda: _plain_frame(session), max(3, repetitions // 40))
        yield timed("plain GROUP BY: calls to campaigns", lambda: _plain_numbers(session), max(3, repetitions // 40))
        cut = Period(PERIOD[0].replace(hour=22), PERIOD[1].replace(hour=22))
        yield timed(
            "frame of a period from 22:00 to 22:00",
            lambda: session.execute(CallCount.within(cut.starts_at, cut.ends_at)).all(),
        )
    with installation.sessions() as session:
        person = asha(session)
        middle = f"{PERIOD[0].isoformat()}_{person.id}"
        for name, search in (
            ("calls page", Search()),
            ("calls page, from the middle", Search(after=middle)),
            ("calls page, excluded", Search(state=CallState.EXCLUDED.value)),
            ("calls page, one reason", Search(reason="test_call")),
        ):
            yield timed(name, partial(_fresh, session, partial(search_calls, session, person, search)))


def _percentiles(run: Callable[[], object], times: int) -> tuple[float, float]:
    for _ in range(min(WARM_UP, times)):
        run()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        took.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(took), 2), round(sorted(took)[min(len(took) - 1, round(0.95 * len(took)))], 2)


def _sent(session: Session, run: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements that a page sends, as the driver gets them."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if "FROM" in statement:
            found.append((statement, parameters))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    run()
    event.remove(engine, "before_cursor_execute", note)
    return found


def _again(session: Session, statement: str, parameters: Any) -> Callable[[], object]:
    connection = session.connection()
    return lambda: connection.exec_driver_sql(statement, parameters).all()


def _fresh(session: Session, run: Callable[[], object]) -> None:
    """As a request meets it: nothing is remembered from the one before."""
    session.expunge_all()
    run()


def _subject(statement: str) -> str:
    """The first table that a statement reads."""
    return next(iter(re.findall(r'(?:FROM|JOIN) "?([a-z_]+)', statement)), "")


def _plain_frame(session: Session) -> object:
    return session.execute(
        select(Call.state, Call.reason, func.count(), func.sum(Call.handle_s))
        .where(Call.started_at >= PERIOD[0], Call.started_at < PERIOD[1])
        .group_by(Call.state, Call.reason)
    ).all()


def _plain_numbers(session: Session) -> object:
    return session.execute(
        select(Call.dialled_number, func.count(), func.sum(Call.handle_s))
        .where(
            Call.dialled_number.in_(NUMBERS[:CAMPAIGNS]),
            Call.started_at >= PERIOD[0],
            Call.started_at < PERIOD[1],
            Call.direction == Direction.INBOUND,
            Call.state != CallState.EXCLUDED,
        )
        .group_by(Call.dialled_number)
    ).all()


def run(postgres: str | None, sizes: Sequence[int], repetitions: int) -> Iterator[Timed]:
    for calls in sizes:
        with fresh_installation(postgres) as installation:
            begun = time.perf_counter()
            fill(installation, calls, seed=calls, progress=partial(_bar, calls))
            _tell(f"{calls:,} calls were made in {time.perf_counter() - begun:.0f} s")
            yield from measured(installation, calls, repetitions)
            with installation.readers() as session:
                begun = time.perf_counter()
                wrong = wrong_lines(session)
            if wrong:
                raise SystemExit(f"the roll-ups are wrong: {wrong[0]}")
            _tell(f"a full recount agrees, and took {time.perf_counter() - begun:.1f} s")


def _bar(of: int, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} calls", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _print(timings: Sequence[Timed], imports: Sequence[Imported]) -> None:
    sizes = sorted({(row.database, row.calls) for row in timings})
    queries = list(dict.fromkeys(row.query for row in timings))
    found = {(row.database, row.calls, row.query): row for row in timings}
    print(f"{'p50 / p95 in ms':40}" + "".join(f"{f'{database} {calls:,}':>22}" for database, calls in sizes))
    for query in queries:
        cells = [found.get((*size, query)) for size in sizes]
        told = [f"{cell.p50_ms:.2f} / {cell.p95_ms:.2f}" if cell else "" for cell in cells]
        print(f"{query:40}" + "".join(f"{cell:>22}" for cell in told))
    for row in imports:
        print(
            f"import on {row.database}: {row.calls:,} calls, {row.seconds:.1f} s, raw {row.raw_seconds:.1f} s, "
            f"ratio {row.ratio:.2f} ({row.lowest:.2f}–{row.highest:.2f} of {row.rounds}); "
            f"raw without any index {row.bare_seconds:.1f} s"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Pages and imports as calls grow.")
    parser.add_argument("--sqlite", type=int, nargs="*", default=[100_000, 1_000_000], help="numbers of calls")
    parser.add_argument("--postgres", help="address of a server on which databases may be made")
    parser.add_argument("--postgres-calls", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--repetitions", type=int, default=200)
    parser.add_argument("--import-calls", type=int, default=200_000, help="0 leaves the imports out")
    parser.add_argument("--rounds", type=int, default=3, help="how often each import is repeated, by turns with raw")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    servers = [None, given.postgres] if given.postgres else [None]
    imports = [
        imported(server, given.import_calls, given.rounds) for server in servers if given.import_calls and given.rounds
    ]
    timings = list(run(None, given.sqlite, given.repetitions))
    if given.postgres:
        timings += run(given.postgres, given.postgres_calls, given.repetitions)
    if given.json:
        print(json.dumps({"queries": [asdict(row) for row in timings], "imports": [asdict(row) for row in imports]}))
    else:
        _print(timings, imports)


if __name__ == "__main__":
    main()
