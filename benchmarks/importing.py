"""Taking in a manifest of call records against the bare insert of the same rows, by turns.

Ours: `ingest.take_in` from a CSV file: read, check, hash customers, look for what is known, insert, count. Raw: the
finished rows, ready in memory, into the same table with the same indices and no triggers, in one transaction: sqlite3's
`executemany`, or PostgreSQL's COPY of ready text. "Bare" is the raw insert into a table without any index.
"""

import csv
import sqlite3
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.many_calls import fresh_installation
from ingest.intake import take_in
from ingest.manifest import read_manifest
from store.installation import Installation

STARTS_AT = datetime(2026, 1, 1, tzinfo=UTC)
COLUMNS = (
    "external_id", "started_at", "duration_s", "handle_minutes", "queue", "agent", "customer_ref", "direction",
    "dialled_number", "consent",
)  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """Medians over the rounds; the ratio is raw time by our time, of each round."""

    database: str
    calls: int
    seconds: float
    raw_seconds: float
    bare_seconds: float
    ratio: float
    lowest: float
    highest: float
    rounds: int


def imported(postgres: str | None, calls: int, rounds: int) -> Imported:
    with TemporaryDirectory(prefix="listenback-bench-") as folder:
        manifest = Path(folder) / "calls.csv"
        _write_manifest(manifest, calls)
        took = [_round(postgres, manifest, Path(folder)) for _ in range(rounds)]
    ratios = [raw / ours for ours, raw, _ in took]
    ours, raw, bare = (statistics.median(times) for times in zip(*took, strict=True))
    return Imported(
        "postgresql" if postgres else "sqlite",
        calls,
        round(ours, 2),
        round(raw, 2),
        round(bare, 2),
        round(statistics.median(ratios), 3),
        round(min(ratios), 3),
        round(max(ratios), 3),
        rounds,
    )


def _write_manifest(path: Path, calls: int) -> None:
    rng = Random(calls)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(calls):
            at = STARTS_AT + timedelta(seconds=number * 86_400 * 28 / calls)
            seconds, customer = rng.randrange(20, 1200), f"C-{rng.randrange(calls)}"
            writer.writerow(
                [f"call-{number:09d}", at.isoformat(), seconds, f"{seconds / 60 + 0.5:.1f}", rng.choice("abc"),
                 f"agent-{rng.randrange(200)}", customer, "inbound", f"4980055{rng.randrange(60):04d}", "yes"]
            )  # fmt: skip


def _round(postgres: str | None, manifest: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds of our import, of the raw insert, and of the raw insert without indices."""
    with fresh_installation(postgres) as installation:
        begun = time.perf_counter()
        records = read_manifest(manifest, zone=ZoneInfo("UTC"))
        take_in(installation.sessions, installation.blobs, records, secret=b"bench", now=STARTS_AT)
        ours = time.perf_counter() - begun
        raw = _raw_copy if postgres else _raw_executemany
        return ours, *raw(installation, folder)


def _raw_executemany(installation: Installation, folder: Path) -> tuple[float, float]:
    with sqlite3.connect(installation.settings.home / "listenback.db") as ours:
        rows = ours.execute("SELECT * FROM call").fetchall()
        made = ours.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'call' AND type IN ('table', 'index')")
        statements = [sql for (sql,) in made if sql]
    columns = len(rows[0])
    bare = f"CREATE TABLE call ({', '.join(f'c{number}' for number in range(columns))})"
    return (
        _executemany(folder / "raw.db", statements, rows),
        _executemany(folder / "bare.db", [bare], rows),
    )


def _executemany(path: Path, statements: list[str], rows: list[Any]) -> float:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        for statement in statements:
            connection.execute(statement)
        insert = f"INSERT INTO call VALUES ({', '.join('?' * len(rows[0]))})"  # noqa: S608 - question marks only
        begun = time.perf_counter()
        connection.executemany(insert, rows)
        connection.commit()
        return time.perf_counter() - begun


def _raw_copy(installation: Installation, _folder: Path) -> tuple[float, float]:
    with installation.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor:
            with cursor.copy("COPY call TO STDOUT") as copy:
                ready = b"".join(copy)
            cursor.execute("CREATE TABLE raw (LIKE call INCLUDING ALL); CREATE TABLE bare (LIKE call)")
            driver.commit()
            return _copy(driver, "raw", ready), _copy(driver, "bare", ready)


def _copy(driver: Any, table: str, ready: bytes) -> float:
    begun = time.perf_counter()
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(ready)
    driver.commit()
    return time.perf_counter() - begun
