"""What fifty calls out of a million cost by the API, beside the least a program could do.

    nice python -m benchmarks.api [--calls 1000000] [--seconds 8] [--home FOLDER] [--json]

Two servers run, each in a process of its own, and are asked in turn over kept connections: the product as it is, with
keys, roles, scopes, pace and the audit record; and a bare handler that runs the same query with SQLAlchemy Core and
writes it with orjson, for anybody who asks. The share is the product's requests a second over the bare handler's.
"""

import argparse
import http.client
import json
import multiprocessing
import socket
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from accounts.api_keys import make_api_key
from benchmarks.pages import filled
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import open_installation
from tests.factories.person import make_person

PATH = "/v1/calls?limit=50"
ROUND_S = 1.0
"""The servers take turns of this length, so that what else the machine does meets both alike."""
SHARE = 0.75


@dataclass(frozen=True)
class Measured:
    """Medians over the rounds."""

    calls: int
    product_per_s: float
    bare_per_s: float
    share: float
    """Median of the rounds' own shares."""
    same_calls: bool
    """Whether both answered the same fifty calls."""


def measure(calls: int, seconds: float, *, home: Path | None = None) -> Measured:
    """Ask both in turn for `seconds` each."""
    with filled(calls, home) as installation:
        with installation.sessions.begin() as session:
            lead = make_person(session, role="qa_lead")
            key = make_api_key(session, lead, name="benchmark", now=utc_now())
        folder = installation.settings.home
        with_key = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        product, bare = _started(serve, folder), _started(serve_bare, folder)
        try:
            return _in_turn(calls, round(seconds / ROUND_S), (product, with_key), bare)
        finally:
            for server, _ in (product, bare):
                server.terminate()
                server.join(20)


def serve(home: Path, port: int) -> None:
    """The product."""
    import uvicorn

    from app.web import make_web

    settings = Settings(home=home, api={"requests_a_minute": 1_000_000_000})
    uvicorn.run(make_web(open_installation(settings)), port=port, log_level="warning", access_log=False)


def serve_bare(home: Path, port: int) -> None:
    """The same fifty calls in the same shape, and nothing else."""
    import uvicorn

    uvicorn.run(bare_app(home), port=port, log_level="warning", access_log=False)


def bare_app(home: Path) -> Any:
    """A FastAPI application of one handler: Core and orjson."""
    import orjson
    from fastapi import FastAPI
    from fastapi.responses import Response
    from sqlalchemy import select

    from api.resources.calls import COLUMNS
    from store.tables.call import Call

    installation = open_installation(Settings(home=home))
    query = select(*COLUMNS).order_by(Call.started_at.desc(), Call.id.desc()).limit(51)

    def list_calls() -> Response:
        with installation.readers() as session:
            rows = session.execute(query).mappings().all()
        body = {"items": [dict(row) for row in rows[:50]], "next_cursor": str(rows[50]["id"])}
        return Response(orjson.dumps(body), media_type="application/json")

    bare = FastAPI()
    bare.add_api_route("/v1/calls", list_calls)
    return bare


Server = tuple[Any, int]


def _started(run: Callable[[Path, int], None], home: Path) -> Server:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = multiprocessing.get_context("spawn").Process(target=run, args=(home, port), daemon=True)
    server.start()
    for _ in range(300):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    raise SystemExit("a server did not start")


def _in_turn(calls: int, rounds: int, product: tuple[Server, dict[str, str]], bare: Server) -> Measured:
    (server, headers) = product
    plain = {"Accept-Encoding": "identity"}
    told = [_ask(port, said, until=0.2)[1] for (_, port), said in ((server, headers), (bare, plain))]
    ids = [[call["id"] for call in json.loads(body)["items"]] for body in told]
    pairs = [
        (_ask(server[1], headers, until=ROUND_S)[0], _ask(bare[1], plain, until=ROUND_S)[0]) for _ in range(rounds)
    ]
    return Measured(
        calls=calls,
        product_per_s=round(statistics.median(one for one, _ in pairs), 1),
        bare_per_s=round(statistics.median(other for _, other in pairs), 1),
        share=round(statistics.median(one / other for one, other in pairs), 3),
        same_calls=ids[0] == ids[1],
    )


def _ask(port: int, headers: dict[str, str], *, until: float) -> tuple[float, bytes]:
    """Requests a second over one kept connection, and the last answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    count, body, begun = 0, b"", time.perf_counter()
    while time.perf_counter() - begun < until:
        connection.request("GET", PATH, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{answer.status}: {body[:200]!r}")
        count += 1
    connection.close()
    return count / (time.perf_counter() - begun), body


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.calls, asked.seconds, home=asked.home)
    if asked.json:
        print(json.dumps(asdict(found)))
    else:
        print(
            f"fifty of {found.calls:,} calls, requests a second: product {found.product_per_s:.0f}, "
            f"bare handler {found.bare_per_s:.0f}; share {found.share:.2f} (asked for: {SHARE})"
        )
    return 0 if found.share >= SHARE and found.same_calls else 1


if __name__ == "__main__":
    sys.exit(main())
