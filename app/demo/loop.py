"""The loop on the sample calls: every step only if it was not done before, so a killed run goes on where it was."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.acting import answer_first_excerpt, label_calls, promise_change
from app.demo.company import DRAW_TARGET, ENDS_AT, LABEL_TARGET, MANIFEST, STARTS_AT, TRUTH, dice_thrown, open_company
from app.demo.ready import has_speech_model, take_ready_transcripts
from app.demo.truth import read_truth
from app.demo.waiting import wait_for
from app.local import Crew, running_workers
from ingest.intake import take_in
from ingest.manifest import read_manifest
from sample.draws import dice, draw_sample
from sample.periods import Timing
from sample.plan import Plan
from sample.plans import state_plan
from settings.clock import utc_now
from settings.cores import cores
from store.installation import Installation
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose
from worker.digests import ask_for_digests
from worker.front import send_waiting
from worker.jobs import enqueue
from worker.labelling import ask_for_labels
from worker.pipeline import send_drawn
from worker.queues import Kind
from worker.schedule import publish_period

DICE_NAMED = "the forty throws in demo/dice.txt, written down before the calls were made"
RUN = "demo"
PLAN_NAME = "before and after the fix"
"""Its two strata are the four weeks before the company changed something and the four after."""


def run_loop(installation: Installation, bars: Progress) -> None:
    """Ingest, draw, transcribe, redact, classify, attribute, deliver, respond, measure."""
    _ingest(installation, bars)
    hears = has_speech_model(installation)
    with installation.sessions.begin() as session:
        draw_number = _draw(session, hears=hears, now=utc_now())
    if not hears:
        take_ready_transcripts(installation, read_truth(TRUTH), bars)
    with running_workers(installation, concurrency=cores()) as crew:
        loop = _Loop(installation, crew, bars, draw_number)
        loop.listen()
        loop.label()
        loop.attribute()
        loop.deliver()
        loop.measure()


class _Loop:
    """The stages after the draw, each as jobs of the running crew."""

    def __init__(self, installation: Installation, crew: Crew, bars: Progress, draw_number: int) -> None:
        self.installation, self.crew, self.bars, self.draw_number = installation, crew, bars, draw_number

    def listen(self) -> None:
        self._wait("Transcribing and redacting", [Kind.PROCESS_RECORDING])
        self._wait("Predicting causes", [Kind.PREDICT_CALL])

    def label(self) -> None:
        with self.installation.sessions.begin() as session:
            seed = dice(dice_thrown(), named=DICE_NAMED)
            ask_for_labels(session, self._draw(session), labels=LABEL_TARGET, seed=seed, now=utc_now())
        self._wait("Drawing labels", [Kind.DRAW_LABELS])
        bar = self.bars.add_task("People label (imported)", total=None)
        with self.installation.sessions.begin() as session:
            labels = label_calls(session, now=utc_now())
            enqueue(session, Kind.TRAIN_MODEL, RUN, now=utc_now())
            done = labels.estimation + labels.double_coding + labels.known
            self.bars.update(bar, completed=done, total=done)

    def attribute(self) -> None:
        self._wait("Training the cause model", [Kind.TRAIN_MODEL])
        with self.installation.sessions.begin() as session:
            publish_period(session, STARTS_AT, ENDS_AT, now=utc_now(), run=RUN)
            commitment = promise_change(session, now=utc_now())
            payload = {"as_of": ENDS_AT.isoformat()}
            enqueue(session, Kind.MEASURE_COMMITMENT, f"{commitment.id}@{RUN}", now=utc_now(), payload=payload)
        self._wait("Publishing figures", [Kind.PUBLISH_FIGURES])

    def deliver(self) -> None:
        with self.installation.sessions.begin() as session:
            ask_for_digests(session, starts_at=STARTS_AT, ends_at=ENDS_AT, now=utc_now())
        self._wait("Drawing excerpts", [Kind.PREPARE_DIGEST])
        self._wait("Writing digests", [Kind.WRITE_DIGEST])
        self._wait("Sending digests", [Kind.SEND_DIGEST])
        with self.installation.sessions.begin() as session:
            answer_first_excerpt(session)

    def measure(self) -> None:
        self._wait("Measuring before and after", [Kind.MEASURE_COMMITMENT])

    def _draw(self, session: Session) -> Draw:
        return session.scalars(select(Draw).where(Draw.number == self.draw_number)).one()

    def _wait(self, title: str, kinds: list[Kind]) -> None:
        send_waiting(self.installation, now=utc_now())
        wait_for(self.installation, self.crew, self.bars, title, kinds)


def _ingest(installation: Installation, bars: Progress) -> None:
    now = utc_now()
    with installation.sessions.begin() as session:
        open_company(session, now=now)
        known = session.scalar(select(func.count()).select_from(Call)) or 0
    records = list(read_manifest(MANIFEST, zone=ZoneInfo("UTC")))
    bar = bars.add_task("Taking calls in", total=len(records), completed=0)
    if known >= sum(not hasattr(record, "reason") for record in records):
        bars.update(bar, completed=len(records))
        return
    take_in(
        installation.sessions,
        installation.blobs,
        records,
        secret=installation.settings.secret,
        now=now,
        progress=lambda count: bars.advance(bar, count),
    )


def _draw(session: Session, *, hears: bool, now: datetime) -> int:
    """The number of the draw of calls; it is made once, by the dice."""
    known = session.scalar(select(Draw.number).where(Draw.purpose == DrawPurpose.CALLS))
    if known is not None:
        return known
    stated = Plan(("four_weeks",), target=DRAW_TARGET, labels=LABEL_TARGET)
    plan = state_plan(session, PLAN_NAME, stated, Timing(), now=now)
    seed = dice(dice_thrown(), named=DICE_NAMED)
    draw = draw_sample(session, plan, starts_at=STARTS_AT, ends_at=ENDS_AT, seed=seed, now=now)
    if hears:
        send_drawn(session, draw, now=now)
    return draw.number
