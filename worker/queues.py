"""The two queues, and which kind of work goes where."""

from enum import StrEnum

SPEECH = "speech"
LIGHT = "light"


class Kind(StrEnum):
    """Every kind of work there is; the order they follow in is told by `worker.pipeline`."""

    PROCESS_RECORDING = "process_recording"
    PREDICT_CALL = "predict_call"
    DRAW_LABELS = "draw_labels"
    QUEUE_TRAINING = "queue_training"
    TRAIN_MODEL = "train_model"
    APPLY_MODEL = "apply_model"
    PUBLISH_FIGURES = "publish_figures"
    PREPARE_DIGEST = "prepare_digest"
    WRITE_DIGEST = "write_digest"
    SEND_DIGEST = "send_digest"
    MEASURE_COMMITMENT = "measure_commitment"
    CANARY = "canary"


def queue_of(kind: str) -> str:
    """Speech work needs the model and much time; everything else is light."""
    return SPEECH if kind == Kind.PROCESS_RECORDING or kind.startswith("canary_speech") else LIGHT
