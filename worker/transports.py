"""What Celery is told about each broker: RabbitMQ, Redis, or files in the home. Every value has its reason.

The database decides who works and what is finished (ADR 3); a broker only has to wake somebody soon. So nothing here
is needed to keep work from being lost or done twice. It keeps waking prompt, and brokers free of rubbish.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from settings.settings import Settings
from worker.file_broker import SCHEME
from worker.queues import LIGHT, LONGEST_S, SPEECH

CONFIRM_S: Final = 5.0
"""How long a sender waits for RabbitMQ to say that it keeps a message; beyond that the clock sends it again."""
SLACK_S: Final = 600
"""Between the time at which a job is stopped and the time at which a broker thinks that its reader is dead."""


def transport_of(settings: Settings) -> dict[str, Any]:
    """Celery's settings for the broker of an installation."""
    match urlsplit(settings.broker_url).scheme.partition("+")[0]:
        case "":
            return _files(settings)
        case "amqp" | "amqps" | "pyamqp":
            return _rabbitmq(settings)
        case "redis" | "rediss":
            return _redis(settings)
        case _:
            return {"broker_url": settings.broker_url, "task_queues": _queues()}


def _rabbitmq(settings: Settings) -> dict[str, Any]:
    """Quorum queues, declared by whoever comes first: sender or worker, with the same arguments."""
    return {
        "broker_url": settings.broker_url,
        "task_queues": {
            name: {
                **queue,
                "queue_arguments": {
                    "x-queue-type": "quorum",  # replicated where there are several nodes; on one it is just durable
                    # A reader may hold a message as long as its job may last. RabbitMQ before 3.12 does not know the
                    # argument and closes the channel after its own 30 minutes; the job goes on all the same, and the
                    # second message finds it taken.
                    "x-consumer-timeout": int((LONGEST_S[name] + SLACK_S) * 1000),
                },
            }
            for name, queue in _queues().items()
        },
        "broker_transport_options": {
            "confirm_publish": True,  # `sent_at` then says that the broker has it, not that a socket took it
            "read_timeout": 60.0,  # a broker that is there and never answers is a broker that is not there
        },
        "broker_heartbeat": 30,  # a network that swallows packets is noticed within a minute
    }


def _redis(settings: Settings) -> dict[str, Any]:
    longest = int(max(LONGEST_S.values()) + SLACK_S)
    return {
        "broker_url": settings.broker_url,
        "task_queues": _queues(),
        "broker_transport_options": {
            # Redis hands a message out again when nobody acknowledged it for so long. No job lasts longer, so a
            # running one is not asked for twice; that its worker died is known by the lease, after a minute.
            "visibility_timeout": longest,
            "socket_keepalive": True,
            "socket_connect_timeout": 4.0,
            "health_check_interval": 25,  # a connection that a firewall forgot is noticed
            "retry_on_timeout": True,
        },
    }


def _files(settings: Settings) -> dict[str, Any]:
    folders = {name: _folder(settings.broker_folder / name) for name in ("messages", "control", "processed")}
    return {
        "broker_url": f"{SCHEME}://localhost/",  # a host, or kombu warns that it supplies one
        "task_queues": _queues(),
        "broker_transport_options": {
            "data_folder_in": folders["messages"],
            "data_folder_out": folders["messages"],
            "control_folder": folders["control"],
            "processed_folder": folders["processed"],
            "store_processed": False,
            "polling_interval": 0.1,  # seconds; what a listener of the demo waits at most
        },
    }


def _queues() -> dict[str, dict[str, Any]]:
    return {name: {"exchange": name, "routing_key": name} for name in (SPEECH, LIGHT)}


def _folder(path: Path) -> str:
    path.mkdir(parents=True, exist_ok=True)
    return str(path)
