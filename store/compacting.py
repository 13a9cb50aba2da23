"""Leave nothing of deleted rows in the files of the database."""

from sqlalchemy import Engine

LONGEST_WAIT_MS = 2_000


def compact_files(engine: Engine) -> bool:
    """Write SQLite's log back and cut it off, so that no page from before a deletion is left in it.

    The pages themselves are overwritten as they are freed (`secure_delete`, see `store.session`). Returns whether it
    was free to do so: a long reader holds it up, and the next time does it. PostgreSQL's own vacuum does it there.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={LONGEST_WAIT_MS}")
        (busy, _pages, _moved) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={int(before)}")
        return not busy
    finally:
        raw.close()
