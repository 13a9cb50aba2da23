"""Which database errors pass by themselves: the same work succeeds when it is done again."""

from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

CONFLICTS: Final = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, a lock that was not to be had in time."""
AWAY: Final = ("08", "57P")
"""PostgreSQL: connection errors, and a server that stops, restarts or starts."""
SQLITE_BUSY: Final = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "SQLITE_PROTOCOL"})


def is_passing(error: BaseException) -> bool:
    """True for a lost connection, a server that is away, a deadlock or a busy file: never the work's own fault."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in CONFLICTS or state.startswith(AWAY)
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return name in SQLITE_BUSY
    return isinstance(error, (OperationalError, InterfaceError))  # the driver itself: no server answered
