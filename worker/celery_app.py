"""The Celery application. Every setting has its reason beside it."""

from pathlib import Path
from typing import Any

from celery import Celery

from settings.settings import Settings
from worker.file_broker import SCHEME
from worker.queues import LIGHT, SPEECH


def make_celery(settings: Settings) -> Celery:
    """Celery for one installation: over its own broker, else over files in the home."""
    app = Celery("listenback", include=["worker.tasks"])
    app.conf.update(
        task_queues={name: {"exchange": name, "routing_key": name} for name in (SPEECH, LIGHT)},
        task_default_queue=LIGHT,
        task_ignore_result=True,  # results are rows; a result backend would be a second truth
        task_acks_late=True,  # a message is done when its job is, not when it was read
        task_reject_on_worker_lost=False,  # the lease brings a killed job back; a redelivery loop would not end
        worker_prefetch_multiplier=1,  # speech jobs are long: none waits behind another in one child
        worker_hijack_root_logger=False,  # our own logging
        worker_send_task_events=False,
        worker_enable_remote_control=False,  # nothing may be asked of a worker past the database
        broker_connection_retry_on_startup=True,
        task_serializer="json",
        accept_content=["json"],
        beat_schedule={"tick": {"task": "listenback.tick", "schedule": settings.jobs.tick_seconds}},
        beat_schedule_filename=str(settings.home / "beat-schedule"),
        **_broker(settings),
    )
    return app


def _broker(settings: Settings) -> dict[str, Any]:
    if settings.broker_url:
        return {"broker_url": settings.broker_url}
    folders = {name: _folder(settings.broker_folder / name) for name in ("messages", "control", "processed")}
    return {
        "broker_url": f"{SCHEME}://localhost/",  # a host, or kombu warns that it supplies one
        "broker_transport_options": {
            "data_folder_in": folders["messages"],
            "data_folder_out": folders["messages"],
            "control_folder": folders["control"],
            "processed_folder": folders["processed"],
            "store_processed": False,
            "polling_interval": 0.1,
        },
    }


def _folder(path: Path) -> str:
    path.mkdir(parents=True, exist_ok=True)
    return str(path)
