"""A database that is away for a moment: come back soon, nothing was saved."""

from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from settings.errors import ListenbackError
from store.passing import is_passing

RETRY_AFTER_S: Final = 5


class DatabaseAwayError(ListenbackError):
    code = "database_away"
    status = 503
    retry_after_s = RETRY_AFTER_S

    def __init__(self) -> None:
        super().__init__(
            "The database does not answer just now. Nothing was saved.", remedy="Try again in a few seconds."
        )


def is_away(error: SQLAlchemyError) -> bool:
    """True where the same request may succeed in a moment, by nobody's doing."""
    return is_passing(error) or isinstance(error, NoConnectionError)
