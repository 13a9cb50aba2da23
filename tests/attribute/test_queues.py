"""A queue's figure holds although the draw did not know of queues: by simulation."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from benchmarks.coverage import labelled
from benchmarks.worlds import SyntheticWorld
from store.estimation_sample import PartFrame, Sample

SHARES = (0.4, 0.4, 0.2)
FRAME, DRAWN = 3000, 1200


def test_a_queue_of_a_third_of_the_calls_is_covered() -> None:
    rng = np.random.default_rng(3)
    world = SyntheticWorld("calls of two queues", SHARES, 2.0, frame=FRAME, drawn=FRAME)
    covered = []
    for _ in range(80):
        frame = world.draw(rng)
        in_moves = rng.random(FRAME) < np.where(frame.classes == 2, 0.6, 0.25)  # the rare cause rings one queue
        truth = np.bincount(frame.classes[in_moves], minlength=3) / in_moves.sum()
        sample = sample_of(frame.classes, frame.probabilities, in_moves, rng)
        for estimate, share in zip(sample.of_part("queue", "moves").estimate().values(), truth, strict=True):
            assert estimate.low is not None
            assert estimate.high is not None
            covered.append(estimate.low <= share <= estimate.high)

    assert 0.91 <= np.mean(covered) <= 0.99


def sample_of(classes: np.ndarray, scores: np.ndarray, in_moves: np.ndarray, rng: np.random.Generator) -> Sample:
    """The first calls are drawn, 400 of them labelled by score band, whatever their queue."""
    world = SyntheticWorld("drawn", SHARES, 2.0, frame=FRAME, drawn=DRAWN)
    drawn = world.draw(rng)
    drawn = type(drawn)(drawn.truth, FRAME, classes[:DRAWN], scores[:DRAWN])
    known, cells = labelled(drawn, 400, rng, banded=True)
    return Sample(
        causes=("a", "b", "c"),
        call_ids=tuple(UUID(int=n) for n in range(DRAWN)),
        strata=("all",) * DRAWN,
        frame_sizes={"all": FRAME},
        cells=cells,
        labels=known,
        label_probabilities=np.ones(DRAWN),
        draw_probabilities=np.full(DRAWN, DRAWN / FRAME),
        probabilities=scores[:DRAWN],
        handle_s=np.full(DRAWN, 60),
        started_at=(datetime(2026, 10, 5, tzinfo=UTC),) * DRAWN,
        frame_handle_s=60 * FRAME,
        fields={"queue": tuple("moves" if moves else "billing" for moves in in_moves[:DRAWN])},
        parts={("queue", "moves"): PartFrame({"all": int(in_moves.sum())}, 60, {})},
    )
