"""Errors of the database that pass by themselves, as the drivers really raise them."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from store.passing import is_passing


def told_by_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("cause", "passes"),
    [
        (psycopg.errors.SerializationFailure(), True),
        (psycopg.errors.DeadlockDetected(), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.CannotConnectNow(), True),
        (psycopg.errors.DiskFull(), False),
        (psycopg.errors.UndefinedTable(), False),
        (psycopg.OperationalError("connection refused"), True),
        (told_by_sqlite("SQLITE_BUSY"), True),
        (told_by_sqlite("SQLITE_CORRUPT"), False),
    ],
    ids=lambda one: type(one).__name__,
)
def test_an_attempt_counts_unless_the_database_was_away_or_in_conflict(cause: Exception, passes: bool) -> None:
    assert is_passing(OperationalError("UPDATE job", {}, cause)) is passes


def test_a_broken_promise_of_the_schema_does_not_pass() -> None:
    assert not is_passing(IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation()))
    assert not is_passing(ValueError("no database at all"))
