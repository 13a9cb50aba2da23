"""How soon every main page begins to arrive, and how large it is, with a million call records in SQLite.

    nice python -m benchmarks.pages [--calls 1000000] [--repetitions 60] [--json]

A database is filled, the real server runs in a process of its own, and one signed-in lead asks for each page over a
kept connection: from sending the request to the first byte of the body, the processor time that the server took for
it, and the page's size, as it goes over the line and before compression.
"""

import argparse
import gzip
import http.client
import json
import multiprocessing
import os
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select

from accounts.sessions import open_session
from benchmarks.many_calls import PERIOD, fill, fresh_installation
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.tables.call import Call, CallState
from store.tables.figure import Figure, Measure
from tests.factories.person import quentin

WARM_UP = 3
PATHS = (
    "/dashboard", "/dashboard.csv", "/shared", "/calls", "/calls?state=excluded", "/calls?queue=nowhere",
    "/calls?number=999", "/refusals", "/draws", "/plans",
    "/actions", "/listen", "/desk", "/label-queues", "/agreement", "/guide", "/model", "/first-run", "/upload",
    "/help/figures",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Milliseconds to the first byte, and of the server's processors; bytes of the page."""

    path: str
    status: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    """Of one request: the mean. On a machine that does other work too, the fairer number."""
    sent_bytes: int
    size_bytes: int
    """As it goes over the line, and before compression."""


def measured(calls: int, repetitions: int) -> Iterator[Seen]:
    with fresh_installation(None) as installation:
        fill(installation, calls, seed=calls, progress=lambda _done: None)
        cookie = _cookie(installation)
        paths = [*PATHS, *_single(installation)]
        port = _free_port()
        server = multiprocessing.get_context("spawn").Process(
            target=serve, args=(installation.settings.home, port), daemon=True
        )
        server.start()
        try:
            _wait(port)
            for path in paths:
                yield _ask(server.pid or 0, port, path, cookie, repetitions)
        finally:
            server.terminate()
            server.join(20)


def serve(home: Path, port: int) -> None:
    import uvicorn

    from app.web import make_web

    installation = open_installation(Settings(home=home))
    uvicorn.run(make_web(installation), host="127.0.0.1", port=port, log_level="warning", access_log=False)


def _cookie(installation: Installation) -> str:
    with installation.sessions.begin() as session:
        return open_session(session, quentin(session), now=utc_now())


def _single(installation: Installation) -> list[str]:
    """One call, and one figure with its calls."""
    with installation.readers() as session:
        call = session.scalars(select(Call.id).where(Call.state == CallState.DONE).limit(1)).one()
        figure = session.scalars(
            select(Figure.id).where(Figure.measure == Measure.SHARE, Figure.starts_at == PERIOD[0]).limit(1)
        ).one()
    return [f"/calls/{call}", f"/figures/{figure}"]


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


def _ask(server: int, port: int, path: str, cookie: str, repetitions: int) -> Seen:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    took, body, status, worked = [], b"", 0, 0.0
    for number in range(WARM_UP + repetitions):
        if number == WARM_UP:
            worked = _processor_s(server)
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"listenback={cookie}", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        first = answer.read(1)
        took.append((time.perf_counter() - begun) * 1000)
        body, status = first + answer.read(), answer.status
    cpu_ms = (_processor_s(server) - worked) * 1000 / repetitions
    took = sorted(took[WARM_UP:])
    p95 = took[min(len(took) - 1, round(0.95 * len(took)))]
    plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    told = path if len(path) < 30 else path.rsplit("/", 1)[0] + "/…"
    p50 = round(statistics.median(took), 1)
    return Seen(told, status, p50, round(p95, 1), round(cpu_ms, 1), len(body), len(plain))


def _processor_s(process: int) -> float:
    """Processor seconds that a process has used, with all its threads; in steps of a hundredth."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="First byte and size of every main page.")
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    seen = list(measured(given.calls, given.repetitions))
    if given.json:
        print(json.dumps([asdict(one) for one in seen]))
        return
    print(f"{'page':32}{'status':>8}{'p50 ms':>10}{'p95 ms':>10}{'cpu ms':>10}{'kB sent':>10}{'kB':>8}")
    for one in seen:
        times = f"{one.p50_ms:>10}{one.p95_ms:>10}{one.cpu_ms:>10}"
        print(f"{one.path:32}{one.status:>8}{times}{one.sent_bytes / 1000:>10.1f}{one.size_bytes / 1000:>8.1f}")


if __name__ == "__main__":
    main()
