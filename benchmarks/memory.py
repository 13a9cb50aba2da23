"""Peak memory of the worker by the length of the recording: flat is the promise (DESIGN §3, §8).

    python -m benchmarks.memory [--minutes 10 600] [--model stand-in]

Each recording is processed in a process of its own as a worker does it: decoding child, voice detection, windows,
spectrograms, redaction, encoding, chunks in a database, and the final transcript. `--model stand-in` leaves out the
neural network alone, because ten hours of it take a working day on a laptop; `--model models/speech-demo`, or any
other model, leaves out nothing. Memory is the peak of the resident set; the decoding child's is given apart.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.recordings import write_long
from benchmarks.stand_in import stand_in_engine
from settings.settings import Settings
from store.installation import open_installation
from store.migrate import migrate
from store.tables.call import Call, CallState
from store.tables.recording import Recording
from store.tables.transcript import Transcript
from worker import reading, recording
from worker.jobs import enqueue
from worker.queues import Kind
from worker.run import run_job

STAND_IN = "stand-in"
MIB = 1024.0


def measure(minutes: float, model: str) -> dict[str, Any]:
    """Process one recording in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.opus"
        write_long(path, 60 * minutes)
        command = [sys.executable, "-m", "benchmarks.memory", "--process", str(path), "--model", model]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = {"minutes": minutes, **json.loads(answer.stdout.splitlines()[-1])}
    return found


def process(path: Path, model: str) -> dict[str, Any]:
    """As a worker does it, in an installation made for it."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        settings.speech.model = "" if model == STAND_IN else model
        settings.jobs.lease_seconds = 3600
        installation = open_installation(settings)
        migrate(installation.engine)
        now = datetime.now(UTC)
        with installation.sessions.begin() as session:
            call = Call(external_id="long", started_at=now, duration_s=0, handle_s=0, received_at=now)
            call.state = CallState.DRAWN
            session.add(call)
            session.flush()
            key = installation.blobs.put_file(path)
            size = path.stat().st_size
            session.add(
                Recording(call_id=call.id, sha256=key, file_name=path.name, size_bytes=size, blob=key, received_at=now)
            )
            job = enqueue(session, Kind.PROCESS_RECORDING, str(call.id), now=now)
        with mock.patch.object(recording, "loaded_engine", _engine(model)):
            outcome = run_job(installation, job, clock=lambda: datetime.now(UTC))
        with installation.readers() as session:
            transcript = session.query(Transcript).one()
            words = sum(len(segment["words"]) for segment in transcript.segments)
            seconds = transcript.duration_s
    reading.close_decoder()
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "outcome": outcome,
        "seconds": seconds,
        "words": words,
        "peak_mib": round(own.ru_maxrss / MIB, 1),
        "decoder_peak_mib": round(child.ru_maxrss / MIB, 1),
        "cpu_s": round(own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime, 1),
    }


def _engine(model: str) -> Any:
    if model != STAND_IN:
        return recording.loaded_engine
    engine = stand_in_engine()
    return lambda *_: engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[10.0, 600.0])
    parser.add_argument("--model", default=STAND_IN)
    parser.add_argument("--process", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.process:
        print(json.dumps(process(options.process, options.model)))
        return
    rows = [measure(minutes, options.model) for minutes in options.minutes]
    if options.json:
        print(json.dumps({"model": options.model, "rows": rows}))
        return
    print(
        f"{'minutes':>8}{'words':>9}{'peak MiB':>10}{'of first':>10}{'decoder MiB':>13}{'CPU s':>9}  ({options.model})"
    )
    for row in rows:
        share = row["peak_mib"] / rows[0]["peak_mib"]
        print(
            f"{row['minutes']:>8g}{row['words']:>9}{row['peak_mib']:>10.0f}{share:>10.2f}"
            f"{row['decoder_peak_mib']:>13.0f}{row['cpu_s']:>9.0f}"
        )


if __name__ == "__main__":
    main()
