"""How much may be sent at once, looked at before any of it is read."""

from typing import Final

from fastapi import Request

from settings.errors import ListenbackError

ROOM_FOR_FORM: Final = 1_000_000


class TooLargeError(ListenbackError):
    code = "too_large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            f"This is more than {most / 1e9:.1f} GB at once, or does not say how much it is.",
            remedy="Send fewer files at a time, with a Content-Length.",
        )


def check_size(request: Request, *, most: int) -> None:
    """Raises TooLargeError."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > most + ROOM_FOR_FORM:
        raise TooLargeError(most)
