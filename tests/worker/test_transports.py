"""What Celery is told about each broker."""

import pytest

from settings.settings import Settings
from worker.celery_app import DoorbellConsumer, make_celery
from worker.queues import LIGHT, LONGEST_S, SPEECH


def told(settings: Settings, broker_url: str) -> Settings:
    return settings.model_copy(update={"broker_url": broker_url})


def test_rabbitmq_keeps_quorum_queues_whose_readers_may_take_as_long_as_a_job(settings: Settings) -> None:
    app = make_celery(told(settings, "amqp://guest:guest@127.0.0.1//"))
    for name in (SPEECH, LIGHT):
        arguments = app.amqp.queues[name].queue_arguments
        assert arguments["x-queue-type"] == "quorum"
        assert arguments["x-consumer-timeout"] > LONGEST_S[name] * 1000
    assert app.conf.broker_transport_options["confirm_publish"] is True


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
def test_redis_does_not_ask_twice_for_a_job_that_runs(settings: Settings, scheme: str) -> None:
    options = make_celery(told(settings, f"{scheme}://127.0.0.1/0")).conf.broker_transport_options
    assert options["visibility_timeout"] > max(LONGEST_S.values())


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1/0", "amqp://127.0.0.1//"])
def test_there_are_two_queues_and_a_wrong_name_is_no_third(settings: Settings, url: str) -> None:
    app = make_celery(told(settings, url))
    assert set(app.amqp.queues) == {SPEECH, LIGHT}
    with pytest.raises(Exception, match="medium"):
        app.send_task("listenback.run_job", args=["job", 0], queue="medium")


def test_no_queues_for_delayed_messages_are_made() -> None:
    steps = DoorbellConsumer.Blueprint.default_steps
    assert "celery.worker.consumer.tasks:Tasks" in steps
    assert not any("delayed" in step for step in steps)
