"""The two queues, which kind of work goes where, and how long it may take."""

from enum import StrEnum
from typing import Final

SPEECH = "speech"
LIGHT = "light"
LONGEST_S: Final = {SPEECH: 24 * 3600.0, LIGHT: 2 * 3600.0}
"""Seconds after which a child that is still at a job is killed. The heartbeat of one that hangs goes on: without this
it would hold its lease for ever."""


class Kind(StrEnum):
    """Every kind of work there is; the order they follow in is told by `worker.pipeline`."""

    PROCESS_RECORDING = "process_recording"
    PREDICT_CALL = "predict_call"
    READ_AGAIN = "read_again"
    DRAW_LABELS = "draw_labels"
    QUEUE_TRAINING = "queue_training"
    TRAIN_MODEL = "train_model"
    APPLY_MODEL = "apply_model"
    PUBLISH_FIGURES = "publish_figures"
    PREPARE_DIGEST = "prepare_digest"
    WRITE_DIGEST = "write_digest"
    SEND_DIGEST = "send_digest"
    DRAW_AFTER_FIX = "draw_after_fix"
    WRITE_HEARING = "write_hearing"
    CUT_PICKED = "cut_picked"
    CUT_AGAIN = "cut_again"
    WARN_OF_LEAK = "warn_of_leak"
    TELL_ADMINS = "tell_admins"
    TELL_ASKED = "tell_asked"
    MEASURE_COMMITMENT = "measure_commitment"
    ERASE = "erase"
    COLLECT_FILES = "collect_files"
    SWEEP = "sweep"
    EXPORT_SUBJECT = "export_subject"
    CANARY = "canary"
    CANARY_SPEECH = "canary_speech"


def queue_of(kind: str) -> str:
    """Speech work needs the model and much time; everything else is light."""
    return SPEECH if kind == Kind.PROCESS_RECORDING or kind == Kind.CANARY_SPEECH else LIGHT
