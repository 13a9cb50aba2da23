"""The Celery application. Every setting has its reason beside it; those of the broker are in `worker.transports`."""

from celery import Celery
from celery.worker.consumer import Consumer

from settings.settings import Settings
from worker.queues import LIGHT
from worker.transports import transport_of


class DoorbellConsumer(Consumer):  # type: ignore[misc] # Celery ships no types
    """Celery's reader without its 28 queues for delayed messages: here a job's row says when it may run."""

    class Blueprint(Consumer.Blueprint):  # type: ignore[misc] # same
        default_steps = [step for step in Consumer.Blueprint.default_steps if "delayed_delivery" not in step]  # noqa: RUF012


def make_celery(settings: Settings) -> Celery:
    """Celery for one installation: over its own broker, else over files in the home."""
    app = Celery("listenback", include=["worker.tasks"])
    app.conf.update(
        task_default_queue=LIGHT,
        task_create_missing_queues=False,  # a wrong name is an error, not a third queue that nobody reads
        task_ignore_result=True,  # results are rows; a result backend would be a second truth
        # Acknowledged when the job ended, though leases do not need it: acknowledged at its start, the worker would
        # be given the next message at once, which then waits behind an hour of speech while others are idle.
        task_acks_late=True,
        worker_prefetch_multiplier=1,  # as many messages as children, for the same reason
        task_acks_on_failure_or_timeout=True,  # the row knows that it failed; the message has done its work
        task_reject_on_worker_lost=False,  # the lease brings a killed job back; a redelivery loop would not end
        worker_cancel_long_running_tasks_on_connection_loss=False,  # a broker that restarts stops no transcription
        worker_max_memory_per_child=settings.jobs.child_memory_bytes // 1024,  # in KiB; replaced after its job
        worker_consumer="worker.celery_app:DoorbellConsumer",
        worker_hijack_root_logger=False,  # our own logging
        worker_send_task_events=False,
        worker_enable_remote_control=False,  # nothing may be asked of a worker past the database
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # workers wait for a broker as long as it takes
        broker_connection_timeout=4.0,  # seconds
        # A sender does not wait for a broker that is down: the clock rings again.
        task_publish_retry_policy={"max_retries": 1, "interval_start": 0.0, "interval_step": 0.2, "interval_max": 0.2},
        task_serializer="json",
        accept_content=["json"],
        **transport_of(settings),
    )
    return app
