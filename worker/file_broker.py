"""Celery's file transport with messages that appear whole.

The library's own writes a message under its final name, so a reader may open it while it is still empty; that ends
the worker. Here a message is written aside and renamed, and a file that cannot be read is dropped like any lost
message: the clock sends its job again.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem

SCHEME = "listenback-files"
TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"


class Channel(filesystem.Channel):
    """One connection to the folder of messages."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override] # the parents differ
        """Write aside, then rename: whoever lists the folder sees a whole message or none."""
        folder = Path(self.data_folder_out)
        aside = folder / f"{uuid4()}.partial"
        aside.write_text(json.dumps(payload), encoding="utf-8")
        aside.replace(folder / f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg")

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except json.JSONDecodeError:
            raise Empty from None

    def _queue_bind(self, *binding: Any) -> None:
        with self._alone():
            super()._queue_bind(*binding)

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No table of queues is read while another process is still writing it."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "tables.lock").open("wb") as file:
            filesystem.lock(file, filesystem.LOCK_EX)
            try:
                yield
            finally:
                filesystem.unlock(file)


class Transport(filesystem.Transport):
    Channel = Channel
