"""How soon every main page begins to arrive, and how large it is, with a million call records in SQLite.

    nice python -m benchmarks.pages [--calls 1000000] [--repetitions 60] [--home FOLDER] [--only TEXT] [--json]

A database is filled, the real server runs in a process of its own, and people of every role ask for their pages over a
kept connection: from sending the request to the first byte of the body, the processor time that the server took for
it, and the page's size, as it goes over the line and before compression. Round after round every page is asked for
once, so that what else the machine does meets all of them alike. With `--home` the database is kept for the next time.
"""

import argparse
import gzip
import http.client
import json
import multiprocessing
import os
import re
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.many_calls import fill, fresh_installation
from benchmarks.visits import Visit, visits
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate

WARM_UP = 2


@dataclass(frozen=True)
class Seen:
    """Milliseconds to the first byte, and of the server's processors; bytes of the page."""

    who: str
    path: str
    status: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    """Of one request: the mean. On a machine that does other work too, the fairer number."""
    sent_bytes: int
    size_bytes: int
    """As it goes over the line, and before compression."""


@dataclass
class Asked:
    """What one page took, request by request."""

    took_ms: list[float] = field(default_factory=list)
    worked_s: float = 0.0
    status: int = 0
    sent_bytes: int = 0
    size_bytes: int = 0


def measured(calls: int, repetitions: int, *, home: Path | None = None, only: str = "") -> list[Seen]:
    """Every page whose path holds `only`, asked for so often."""
    with filled(calls, home) as installation:
        with installation.sessions.begin() as session:
            wanted = [visit for visit in visits(session) if only in visit.path]
        port = _free_port()
        server = multiprocessing.get_context("spawn").Process(
            target=serve, args=(installation.settings.home, port), daemon=True
        )
        server.start()
        try:
            _wait(port)
            return _rounds(server.pid or 0, port, wanted, repetitions)
        finally:
            server.terminate()
            server.join(20)


@contextmanager
def filled(calls: int, home: Path | None) -> Iterator[Installation]:
    """A database with so many calls: one of its own, or the one in `home`, filled when it is not there yet."""
    if home is None:
        with fresh_installation(None) as installation:
            fill(installation, calls, seed=calls, progress=lambda _done: None)
            yield installation
        return
    settings = Settings(home=home)
    is_new = not (home / "listenback.db").exists()
    installation = open_installation(settings)
    migrate(installation.engine)
    if is_new:
        fill(installation, calls, seed=calls, progress=lambda _done: None)
    yield installation
    installation.engine.dispose()


def _rounds(server: int, port: int, wanted: Sequence[Visit], repetitions: int) -> list[Seen]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    asked = [Asked() for _ in wanted]
    for number in range(WARM_UP + repetitions):
        for visit, one in zip(wanted, asked, strict=True):
            before = _processor_s(server)
            took_ms = _ask(connection, visit, one)
            if number >= WARM_UP:
                one.took_ms.append(took_ms)
                one.worked_s += _processor_s(server) - before
    return [_seen(visit, one) for visit, one in zip(wanted, asked, strict=True)]


def _ask(connection: http.client.HTTPConnection, visit: Visit, one: Asked) -> float:
    """Milliseconds to the first byte of one answer, which is noted."""
    begun = time.perf_counter()
    headers = {"Cookie": f"listenback={visit.cookie}", "Accept-Encoding": "gzip"}
    connection.request("GET", visit.path, headers=headers)
    answer = connection.getresponse()
    first = answer.read(1)
    took_ms = (time.perf_counter() - begun) * 1000
    body = first + answer.read()
    plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    one.status, one.sent_bytes, one.size_bytes = answer.status, len(body), len(plain)
    return took_ms


def _seen(visit: Visit, one: Asked) -> Seen:
    took = sorted(one.took_ms)
    p95 = took[min(len(took) - 1, round(0.95 * len(took)))]
    return Seen(
        visit.who,
        re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", visit.path),
        one.status,
        round(statistics.median(took), 1),
        round(p95, 1),
        round(one.worked_s * 1000 / len(took), 1),
        one.sent_bytes,
        one.size_bytes,
    )


def serve(home: Path, port: int) -> None:
    import uvicorn

    from app.web import make_web

    installation = open_installation(Settings(home=home))
    uvicorn.run(make_web(installation), host="127.0.0.1", port=port, log_level="warning", access_log=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _processor_s(process: int) -> float:
    """Processor seconds that a process has used, with all its threads, ended ones too; in steps of a hundredth."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="First byte and size of every main page.")
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=60)
    parser.add_argument("--home", type=Path, help="folder of a database that is filled once and kept")
    parser.add_argument("--only", default="", help="pages whose path holds this")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    seen = measured(given.calls, given.repetitions, home=given.home, only=given.only)
    if given.json:
        print(json.dumps([asdict(one) for one in seen]))
        return
    print(f"{'who':10} {'page':56}{'status':>8}{'p50 ms':>10}{'p95 ms':>10}{'cpu ms':>10}{'kB sent':>10}{'kB':>8}")
    for one in seen:
        times = f"{one.p50_ms:>10}{one.p95_ms:>10}{one.cpu_ms:>10}"
        sizes = f"{one.sent_bytes / 1000:>10.1f}{one.size_bytes / 1000:>8.1f}"
        print(f"{one.who:10} {one.path:56}{one.status:>8}{times}{sizes}")


if __name__ == "__main__":
    main()
