"""All work that customers may ask for, or the clock for them, by its kind."""

from collections.abc import Mapping
from typing import Final

from worker import access, erasures, keeping
from worker.queues import Kind
from worker.step import Step

STEPS: Final[Mapping[Kind, Step]] = {
    Kind.ERASE: Step(erasures.erase, erasures.fail_erasure),
    Kind.SWEEP: Step(keeping.sweep),
    Kind.EXPORT_SUBJECT: Step(access.export_subject),
}
