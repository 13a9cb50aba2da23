"""How fast one key may ask: so many requests a minute, told in headers with every answer.

Counted in the memory of each web process: it keeps one program from slowing everybody down, and costs nothing.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from settings.errors import ListenbackError

WINDOW_S: Final = 60
MOST_KEYS: Final = 10_000
"""Keys that are counted at once; the count starts anew when more than that come within a minute."""


class TooFastError(ListenbackError):
    code = "too_fast"
    status = 429

    def __init__(self, reset_s: int) -> None:
        self.retry_after_s = reset_s
        super().__init__(
            "This key asks faster than the limit.", remedy=f"Wait {reset_s} s; RateLimit headers say how much is left."
        )


@dataclass(frozen=True)
class Left:
    """What is left of this minute."""

    limit: int
    remaining: int
    reset_s: int

    def as_headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }


class Pace:
    """Requests of each key in the minute that runs."""

    def __init__(self, a_minute: int) -> None:
        self.a_minute = a_minute
        self._lock = threading.Lock()
        self._minute = -1
        self._counts: dict[UUID, int] = {}

    def count(self, key_id: UUID, *, now: datetime) -> Left:
        """Count one request. Raises TooFastError for the first that is too much and all after it."""
        seconds = int(now.timestamp())
        minute, reset_s = seconds // WINDOW_S, WINDOW_S - seconds % WINDOW_S
        with self._lock:
            if minute != self._minute or len(self._counts) > MOST_KEYS:
                self._minute, self._counts = minute, {}
            asked = self._counts[key_id] = self._counts.get(key_id, 0) + 1
        if asked > self.a_minute:
            raise TooFastError(reset_s)
        return Left(self.a_minute, self.a_minute - asked, reset_s)


class PaceHeaders:
    """Puts what is left on the answer, whatever the answer is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def told(message: Message) -> None:
            left: Left | None = state.get("pace")
            if left is not None and message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(left.as_headers())
            await send(message)

        await self.app(scope, receive, told)
