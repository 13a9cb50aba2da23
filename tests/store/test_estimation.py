from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.draws import commit_draw, reveal_draw, selections_of
from store.estimation import LeftOut, model_for, read_sample
from store.estimation_sample import Sample
from store.tables.call import Call, CallState
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.label import LabelPurpose
from store.tables.model_version import ModelState
from survey.share import NOT_LABELLED, SETTLED, Estimator
from tests.factories.call import make_call
from tests.factories.cause import NAMES, make_causes
from tests.factories.label import make_label
from tests.factories.model_version import make_model_version, the_champion
from tests.factories.person import asha, quentin
from tests.factories.prediction import make_prediction
from tests.factories.transcript import make_transcript

STARTS = datetime(2026, 10, 5, tzinfo=UTC)
ENDS = STARTS + timedelta(days=7)
MAILER, OPS = list(NAMES).index("marketing_mailer"), list(NAMES).index("ops_issue")


def draw_of(session: Session, purpose: DrawPurpose, lines: list[tuple[str, str]], *, take: int, at: datetime) -> Draw:
    """Commit and reveal: `take` calls of each stratum."""
    return draw_in(session, purpose, lines, {stratum: take for _, stratum in lines}, at=at)


def draw_in(
    session: Session,
    purpose: DrawPurpose,
    lines: list[tuple[str, str]],
    targets: dict[str, int],
    *,
    at: datetime = ENDS,
    starts_at: datetime = STARTS,
    details: dict[str, str] | None = None,
) -> Draw:
    draw = commit_draw(
        session,
        purpose=purpose,
        subject="October",
        manifest=lines,
        targets=targets,
        seed_source=SeedSource.DICE,
        seed_named="dice",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=7),
        excluded={},
        details=details or {},
        now=at,
    )
    reveal_draw(session, draw, seed=b"3516224136", now=at)
    return draw


def frame_of(session: Session, calls: int, **facts: Any) -> list[Call]:
    return [
        make_call(session, **{"queue": ("billing", "moves")[n % 2], "started_at": STARTS + timedelta(hours=n)} | facts)
        for n in range(calls)
    ]


def drawn(session: Session, frame: list[Call], *, take: int, at: datetime = ENDS) -> list[Call]:
    """Draw `take` calls of each queue and give each its transcript."""
    draw = draw_of(session, DrawPurpose.CALLS, [(call.id.hex, call.queue) for call in frame], take=take, at=at)
    chosen = {selection.call_id for selection in selections_of(session, draw)}
    calls = [call for call in frame if call.id in chosen]
    for call in calls:
        make_transcript(session, call=call)
    return calls


def sample_of(session: Session, **overrides: Any) -> Sample:
    defaults: dict[str, Any] = {"starts_at": STARTS, "ends_at": ENDS, "model_version_id": None}
    return read_sample(session, **defaults | overrides)


def code_of(sample: Sample, call: Call) -> int:
    return int(sample.labels[sample.call_ids.index(call.id)])


@pytest.fixture(autouse=True)
def _causes(session: Session) -> None:
    make_causes(session)


def test_an_empty_period_is_an_empty_sample_with_no_shares(session: Session) -> None:
    sample = sample_of(session)
    assert (sample.call_ids, sample.frame, sample.drawn, sample.estimate()) == ((), 0, 0, {})


def test_it_reads_the_drawn_calls_with_their_strata_and_the_frame_they_stand_for(session: Session) -> None:
    calls = drawn(session, frame_of(session, 40), take=5)
    sample = sample_of(session)
    assert set(sample.call_ids) == {call.id for call in calls}
    assert sample.frame_sizes == {"billing|000001": 20, "moves|000001": 20}
    assert (sample.frame, sample.drawn, sample.labelled) == (40, 10, 0)
    assert sample.draw_probabilities.tolist() == [0.25] * 10
    assert sample.frame_handle_s == 40 * 90


def test_a_part_of_the_period_has_its_own_frame(session: Session) -> None:
    drawn(session, frame_of(session, 40), take=10)
    sample = sample_of(session, ends_at=STARTS + timedelta(hours=10))
    assert sum(sample.frame_sizes.values()) == 10
    assert all(at < STARTS + timedelta(hours=10) for at in sample.started_at)


def test_silence_is_an_outcome_and_a_failure_is_not(session: Session) -> None:
    calls = drawn(session, frame_of(session, 40), take=5)
    calls[0].state, calls[0].reason = CallState.FAILED, "not_audio"
    calls[1].state = CallState.DRAWN
    silent = make_call(session, started_at=STARTS, queue="billing")
    session.flush()
    draw_of(session, DrawPurpose.CALLS, [(silent.id.hex, "late")], take=1, at=ENDS)
    make_transcript(session, call=silent, segments=[])
    sample = sample_of(session)
    assert code_of(sample, silent) == SETTLED
    assert sample.nonresponse == {"not_audio": 1, "waiting": 1}
    assert (len(sample.call_ids), sample.drawn) == (9, 11)
    assert sample.nonresponse_share == pytest.approx(2 / 11)


def test_a_call_listed_twice_belongs_to_the_first_draw(session: Session) -> None:
    frame = frame_of(session, 10)
    drawn(session, frame, take=2)
    draw_of(session, DrawPurpose.CALLS, [(call.id.hex, "again") for call in frame], take=10, at=ENDS)
    sample = sample_of(session)
    assert sample.frame == 10
    assert len(sample.call_ids) == 4


class TestLabels:
    @pytest.fixture
    def calls(self, session: Session) -> list[Call]:
        return drawn(session, frame_of(session, 40), take=10)

    @pytest.fixture
    def labels(self, session: Session, calls: list[Call]) -> Draw:
        lines = [(call.id.hex, f"1:{call.queue}/{n % 3}") for n, call in enumerate(calls)]
        return draw_of(session, DrawPurpose.LABELS, lines, take=1, at=ENDS)

    def test_a_blind_drawn_label_counts_with_its_cell(self, session: Session, calls: list[Call], labels: Draw) -> None:
        make_label(session, call=calls[0], draw_id=labels.id, probability=0.75)
        sample = sample_of(session)
        row = sample.call_ids.index(calls[0].id)
        assert (code_of(sample, calls[0]), sample.labelled) == (MAILER, 1)
        assert sample.label_probabilities[row] == 0.75
        queue = calls[0].queue
        assert sample.cells[row] == f"{queue}|000001|1:{queue}/0"
        assert {cell.rpartition("|")[0] for cell in sample.cells} == {"billing|000001", "moves|000001"}

    @pytest.mark.parametrize(
        "facts",
        [
            {"is_blind": False},
            {"purpose": LabelPurpose.DOUBLE_CODING},
            {"purpose": LabelPurpose.CORRECTION},
            {"probability": None},
            {"draw_id": None},
            {"withdrawn_at": ENDS},
        ],
    )
    def test_other_labels_do_not_enter(
        self, session: Session, calls: list[Call], labels: Draw, facts: dict[str, Any]
    ) -> None:
        make_label(session, call=calls[0], **{"draw_id": labels.id, "probability": 0.75} | facts)
        assert sample_of(session).labelled == 0

    def test_a_correction_by_the_same_person_counts_and_a_second_opinion_does_not(
        self, session: Session, calls: list[Call], labels: Draw
    ) -> None:
        facts: dict[str, Any] = {"call": calls[0], "draw_id": labels.id, "probability": 0.75}
        make_label(session, labelled_at=ENDS, **facts)
        make_label(session, labelled_at=ENDS + timedelta(hours=1), cause_id="ops_issue", **facts)
        make_label(
            session,
            labelled_at=ENDS + timedelta(hours=2),
            annotator_id=quentin(session).id,
            cause_id="unknown",
            **facts,
        )
        assert code_of(sample_of(session), calls[0]) == OPS

    def test_when_the_first_annotator_takes_it_back_the_second_ones_label_counts(
        self, session: Session, calls: list[Call], labels: Draw
    ) -> None:
        facts: dict[str, Any] = {"call": calls[0], "draw_id": labels.id, "probability": 0.75}
        make_label(session, labelled_at=ENDS, annotator_id=asha(session).id, withdrawn_at=ENDS, **facts)
        make_label(session, labelled_at=ENDS, annotator_id=quentin(session).id, cause_id="ops_issue", **facts)
        assert code_of(sample_of(session), calls[0]) == OPS

    def test_the_share_is_estimated_from_labels_and_scores(
        self, session: Session, calls: list[Call], labels: Draw
    ) -> None:
        model = the_champion(session)
        for n, call in enumerate(calls):
            make_prediction(session, call=call, cause_id="marketing_mailer" if n < 10 else "ops_issue")
            make_label(
                session,
                call=call,
                cause_id="marketing_mailer" if n < 10 else "ops_issue",
                draw_id=labels.id,
                probability=1.0,
            )
        sample = sample_of(session, model_version_id=model.id)
        assert sample.scores is not None
        assert sample.scores.shape == (20, 6)
        assert sample.scores.sum(axis=1) == pytest.approx(np.ones(20))
        assert sample.estimate()["marketing_mailer"].estimator is Estimator.NOT_ENOUGH

    def test_one_call_without_a_prediction_leaves_the_figure_to_people(
        self, session: Session, calls: list[Call], labels: Draw
    ) -> None:
        for call in calls[1:]:
            make_prediction(session, call=call)
        sample = sample_of(session, model_version_id=the_champion(session).id)
        assert sample.probabilities is not None
        assert sample.scores is None
        assert code_of(sample, calls[0]) == NOT_LABELLED


def test_it_leaves_out_the_prompting_period_unless_drawn_afterwards(session: Session) -> None:
    promised = ENDS + timedelta(days=1)
    before = frame_of(session, 20)
    after = frame_of(session, 20)
    drawn(session, before, take=4, at=ENDS)
    later = drawn(session, after, take=3, at=promised + timedelta(hours=1))
    middle = STARTS + timedelta(hours=8)
    left_out = LeftOut(starts_at=STARTS, ends_at=middle, drawn_until=promised)
    sample = sample_of(session, left_out=left_out)
    assert sample.frame == 20 + 12
    kept = {call.id for call in before if call.started_at >= middle} | {call.id for call in later}
    assert set(sample.call_ids) <= kept
    assert {call.id for call in later} <= set(sample.call_ids)


def test_a_figure_takes_the_newest_model_that_has_not_seen_its_calls(session: Session) -> None:
    assert model_for(session, STARTS) is None
    seed = make_model_version(session, state=ModelState.RETIRED)
    older = make_model_version(session, state=ModelState.RETIRED, labels_until=STARTS - timedelta(days=30))
    make_model_version(session, state=ModelState.CHALLENGER, labels_until=STARTS - timedelta(days=1))
    champion = make_model_version(session, state=ModelState.CHAMPION, labels_until=STARTS + timedelta(days=2))
    assert model_for(session, STARTS) is older
    assert model_for(session, STARTS - timedelta(days=60)) is seed
    assert model_for(session, STARTS + timedelta(days=30)) is champion


def test_unequal_rates_two_draws_and_late_calls_give_the_frames_own_share(session: Session) -> None:
    """Queue tells the cause, so the true share is known: 60 + 60 of 60 + 20 + 60 + 20 + 5 calls, whatever is drawn."""
    make_causes(session)
    weeks = [
        [
            make_call(session, queue=queue, started_at=STARTS + timedelta(days=day))
            for queue in ["billing"] * 60 + ["moves"] * 20
        ]
        for day in (0, 3)
    ]
    late = [make_call(session, queue="moves", started_at=STARTS) for _ in range(5)]
    plan = [(weeks[0], {"billing": 6, "moves": 10}), (weeks[1] + late, {"billing": 30, "moves": 4, "late": 2})]
    for frame, targets in plan:
        lines = [(call.id.hex, "late" if call in late else call.queue) for call in frame]
        for call in labelled(session, lines, targets):
            cause = "marketing_mailer" if call.queue == "billing" else "ops_issue"
            make_label(session, call=call, cause_id=cause, draw_id=the_labels(session).id, probability=1.0)
    sample = sample_of(session)
    found = sample.estimate()["marketing_mailer"]
    assert (sample.frame, sample.drawn, found.n) == (165, 52, 52)
    assert found.share == pytest.approx(120 / 165)
    naive = float((sample.labels == MAILER).mean())
    assert abs(naive - 120 / 165) > 0.03


def test_calls_of_a_late_stratum_belong_to_the_frame_even_if_none_of_them_was_drawn(session: Session) -> None:
    make_causes(session)
    drawn(session, frame_of(session, 10), take=2)
    late = [make_call(session, started_at=STARTS) for _ in range(3)]
    lines = [(call.id.hex, "late") for call in late]
    draw_in(session, DrawPurpose.CALLS, lines, {"late": 0}, starts_at=ENDS, details={"late_since": STARTS.isoformat()})
    assert sample_of(session).frame == 13


def labelled(session: Session, lines: list[tuple[str, str]], targets: dict[str, int]) -> list[Call]:
    """Draw so many of each stratum, and draw all of those for labelling."""
    draw = draw_in(session, DrawPurpose.CALLS, lines, targets)
    chosen = [(one.call_id.hex, one.stratum) for one in selections_of(session, draw)]
    draw_in(session, DrawPurpose.LABELS, chosen, Counter(stratum for _, stratum in chosen))
    calls = [session.get_one(Call, UUID(call_id)) for call_id, _ in chosen]
    for call in calls:
        make_transcript(session, call=call)
    return calls


def the_labels(session: Session) -> Draw:
    newest = select(Draw).where(Draw.purpose == DrawPurpose.LABELS).order_by(Draw.number.desc())
    return session.scalars(newest.limit(1)).one()
