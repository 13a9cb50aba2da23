"""An installation as several processes: calls go in, workers and clocks come and go, mail is caught at the door."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from audio.encode import encode_opus
from ingest.intake import take_in
from ingest.record import CallRecord
from sample.draws import Seed, draw_sample
from sample.plans import make_plan
from settings.clock import utc_now
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from store.tables.call import Call, CallState, Consent
from store.tables.job import Job
from tests.deliver.mail_server import MailServer
from tests.factories import sounds
from tests.factories.cause import make_causes
from tests.factories.label import make_label
from worker.canary import KINDS
from worker.digests import ask_for_digests
from worker.pipeline import send_drawn

ROOT = Path(__file__).resolve().parents[2]
LEASE_S, TICK_S = 4, 1.0
STARTS_AT = datetime(2026, 9, 7, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(weeks=4)
SETTLES_WITHIN_S = 150.0


@dataclass
class House:
    """`acknowledged` are the external ids that the caller was told are taken in: none may get lost."""

    home: Path
    environment: dict[str, str]
    mail: MailServer
    acknowledged: set[str] = field(default_factory=set)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    installation: Installation = field(init=False)

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment |= {
            "LISTENBACK_HOME": str(self.home),
            "LISTENBACK_JOBS__LEASE_SECONDS": str(LEASE_S),
            "LISTENBACK_JOBS__TICK_SECONDS": str(TICK_S),
            "LISTENBACK_JOBS__UNHEARD_SECONDS": "3",
            "LISTENBACK_JOBS__MAX_ATTEMPTS": "6",
            "LISTENBACK_MAIL__HOST": "127.0.0.1",
            "LISTENBACK_MAIL__PORT": str(self.mail.port),
            "LISTENBACK_MAIL__STARTTLS": "false",
        }
        self.installation = open_installation(self.settings)
        migrate(self.installation.engine)
        with self.installation.sessions.begin() as session:
            make_causes(session)

    @property
    def settings(self) -> Settings:
        return Settings(
            home=self.home,
            database_url=self.environment.get("LISTENBACK_DATABASE_URL", ""),
            broker_url=self.environment.get("LISTENBACK_BROKER_URL", ""),
            storage_url=self.environment.get("LISTENBACK_STORAGE_URL", ""),
        )

    def take_in(self, count: int, *, sound: bytes | None = None, bad: bytes | None = None) -> None:
        """Calls with a sound of their own, one more without consent and one more with bad content; all are drawn."""
        now, first = utc_now(), len(self.acknowledged)
        records = [self._record(first + number, sound) for number in range(count)]
        records.append(self._record(first + count)._replace(consent=Consent.REFUSED))
        if bad is not None:
            records.append(self._record(first + count + 1, bad))
        take_in(self.installation.sessions, self.installation.blobs, records, secret=self.settings.secret, now=now)
        self.acknowledged |= {record.external_id for record in records}
        with self.installation.sessions.begin() as session:
            plan = make_plan(session, name=f"all from {first}", now=now, target=1_000, stratum_field="none")
            draw = draw_sample(session, plan, starts_at=STARTS_AT, ends_at=ENDS_AT, seed=Seed(), now=now)
            send_drawn(session, draw, now=now)

    def _record(self, number: int, content: bytes | None = None) -> CallRecord:
        path = self.home / "incoming" / f"{number}.opus"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(
            content or encode_opus(sounds.sound(sounds.silence(1.0), sounds.speech_like(1.0, seed=number)))
        )
        at = STARTS_AT + timedelta(minutes=number)
        return CallRecord(f"F-{number:04d}", at, 30, 120, consent=Consent.GIVEN, recording=path, source="faults")

    def start(self, name: str, *arguments: str, **faults: str) -> None:
        """A process of Listenback in a group of its own; `faults` are for `tests.faults.crew`."""
        self.tokens.mkdir(exist_ok=True)
        own = {f"FAULTS_{key.upper()}": value for key, value in faults.items()} | {"FAULTS_TOKENS": str(self.tokens)}
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.crew", *arguments],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment, **own},
                start_new_session=True,
            )

    def start_worker(self, name: str = "worker", *, concurrency: int = 1, queues: str = "both", **faults: str) -> None:
        both = ("speech", "light") if queues == "both" else (queues,)
        chosen = [word for queue in both for word in ("--queue", queue)]
        self.start(name, "worker", "--name", name, "--concurrency", str(concurrency), *chosen, **faults)

    def start_crew(self, *, concurrency: int = 2, **faults: str) -> None:
        self.start("clock", "beat", **faults)
        self.start_worker(concurrency=concurrency, **faults)

    def signal(self, name: str, number: signal.Signals, *, all_of_it: bool = True) -> None:
        with suppress(ProcessLookupError):
            (os.killpg if all_of_it else os.kill)(self.processes[name].pid, number)

    def kill(self, name: str) -> None:
        """Main process and pool children at once."""
        self.signal(name, signal.SIGKILL)
        self.processes.pop(name).wait()

    def close(self) -> None:
        for name in list(self.processes):
            self.signal(name, signal.SIGCONT)
            self.kill(name)
        self.installation.engine.dispose()

    @property
    def tokens(self) -> Path:
        """One file for each place at which somebody was killed."""
        return self.home / "killed"

    def killed(self) -> set[str]:
        return {path.name for path in self.tokens.glob("*")}

    def send_digests(self) -> None:
        """Asha puts every call down to the mailer, and Bruno gets his excerpts."""
        with self.installation.sessions.begin() as session:
            for call in session.scalars(select(Call).where(Call.state == CallState.DONE)):
                make_label(session, call=call, quote="the flyer", quote_start_ms=900, quote_end_ms=2_700)
            ask_for_digests(session, starts_at=STARTS_AT, ends_at=ENDS_AT, now=utc_now())

    def jobs(self, kind: str | None = None, *states: str) -> int:
        """How many there are, without canaries unless they are asked for."""
        found = select(func.count()).select_from(Job)
        found = found.where(Job.kind.not_in(KINDS) if kind is None else Job.kind == kind)
        if states:
            found = found.where(Job.state.in_(states))
        with self.installation.readers() as session:
            return session.scalar(found) or 0

    def settle(self, *, within_s: float = SETTLES_WITHIN_S) -> None:
        """Returns when no work is left."""
        self.wait(lambda: self.jobs(None, "pending", "running") == 0, "work is left", within_s=within_s)

    def wait(self, reached: Callable[[], bool], told: str, *, within_s: float = SETTLES_WITHIN_S) -> float:
        """How many seconds it took. Raises AssertionError with the end of the logs when it takes too long."""
        began = time.monotonic()
        while not reached():
            if time.monotonic() - began > within_s:
                raise AssertionError(f"{told} after {within_s} s\n{self.tells()}")
            time.sleep(0.1)
        return time.monotonic() - began

    def go_round(self, calls: int = 4) -> None:
        """Calls in, all work done, digests out: what every fault is played upon."""
        self.take_in(calls)
        self.settle()
        self.send_digests()
        self.settle()

    def tells(self) -> str:
        with self.installation.readers() as session:
            open_jobs = session.execute(
                select(Job.kind, Job.state, Job.attempt, Job.reason, Job.sent_at, Job.lease_until).where(
                    Job.state != "done"
                )
            )
            lines = [f"{tuple(map(str, row))}" for row in open_jobs]
        logs = [f"== {path.name}\n{path.read_text(errors='replace')[-1500:]}" for path in self.home.glob("*.log")]
        return "\n".join([*lines, *logs])


@contextmanager
def house(folder: Path, environment: dict[str, str], mail: MailServer) -> Iterator[House]:
    """A house whose processes are gone afterwards."""
    made = House(folder, environment, mail)
    try:
        yield made
    finally:
        made.close()
