"""Messages of the file broker: whole or not there, and never the end of a worker."""

from pathlib import Path

import pytest

from settings.settings import Settings
from worker.celery_app import make_celery
from worker.file_broker import Channel


@pytest.fixture
def messages(settings: Settings) -> Path:
    return settings.broker_folder / "messages"


def test_a_message_is_written_aside_and_appears_whole(
    settings: Settings, messages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def look_then_rename(old: Path, new: Path) -> None:
        seen.append(_names(messages))
        old.rename(new)

    monkeypatch.setattr(Path, "replace", look_then_rename)
    make_celery(settings).send_task("listenback.work", args=["job", 1])
    assert [Path(name).suffix for name in seen[0]] == [".partial"]
    assert [Path(name).suffix for name in _names(messages)] == [".msg"]


def test_a_message_cut_short_is_a_lost_message(settings: Settings, messages: Path) -> None:
    app = make_celery(settings)
    (messages / "0_first.light.msg").write_text("")
    app.send_task("listenback.work", args=["job", 1])
    with app.connection() as connection:
        queue = connection.SimpleQueue("light", no_ack=True)
        assert isinstance(queue.channel, Channel)
        with pytest.raises(queue.Empty):
            queue.get(block=False)
        assert queue.get(block=False).payload[0] == ["job", 1]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
