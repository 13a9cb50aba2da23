"""Whether an installation is well: one source for `listenback doctor` and the health page."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from redact.lists import ListError, read_patterns
from settings.settings import Settings
from store.installation import Installation
from store.migrate import newest_version, schema_version
from store.recount import repair as put_right
from store.recount import wrong_lines
from store.tables.call_count import CallCount
from worker.exempt import record_of
from worker.storage_check import check_files

LITTLE_DISK_BYTES: Final = 2_000_000_000


@dataclass(frozen=True)
class Finding:
    subject: str
    is_good: bool
    tells: str
    facts: dict[str, Any] = field(default_factory=dict)
    """What a program may want to read out of it."""


def look(installation: Installation) -> Iterator[Finding]:
    """What is known at once and changes nothing."""
    yield from check_database(installation)
    yield from check_disk(installation.settings)
    yield from check_lists(installation.settings)


def check_up(installation: Installation, *, repair: bool = False, files: bool = False) -> Iterator[Finding]:
    """Everything but the speech model; counts every call again and writes a file to the storage.

    With `files` every stored file is read again, which takes as long as reading all of them takes.
    """
    database = list(check_database(installation))
    yield from database
    if database[-1].is_good:
        yield from check_counts(installation, repair=repair)
    yield from check_disk(installation.settings)
    yield from check_storage(installation)
    if files and database[-1].is_good:
        yield check_stored_files(installation)
    yield from check_lists(installation.settings)


def check_database(installation: Installation) -> Iterator[Finding]:
    try:
        with installation.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        found = schema_version(installation.engine)
    except SQLAlchemyError as error:
        yield Finding("database", False, f"{type(error).__name__}; check database_url and permissions")
        return
    current = found == newest_version()
    yield Finding("database", current, f"schema {found}" if current else "not up to date; run: listenback migrate")


def check_counts(installation: Installation, *, repair: bool) -> Iterator[Finding]:
    """Pages read roll-ups; here every call is counted again."""
    with installation.sessions.begin() if repair else installation.readers() as session:
        wrong = wrong_lines(session)
        if repair:
            put_right(session, wrong)
        calls = sum(number for _, number in session.execute(CallCount.by_state()))
    facts = {"calls": calls, "wrong": [str(line) for line in wrong]}
    if not wrong:
        yield Finding("counts", True, f"{calls:,} calls counted again, every line agrees", facts)
        return
    told = f"{len(wrong)} lines were wrong, the first: {wrong[0]}"
    yield Finding(
        "counts", repair, f"{told}; put right" if repair else f"{told}; run: listenback doctor --repair", facts
    )


def check_disk(settings: Settings) -> Iterator[Finding]:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    yield Finding("disk", free > LITTLE_DISK_BYTES, f"{free / 1e9:.1f} GB free in {folder}")


def check_storage(installation: Installation) -> Iterator[Finding]:
    try:
        key = installation.blobs.put(b"listenback doctor")
        whole = installation.blobs.get(key) == b"listenback doctor"
        installation.blobs.delete(key)
    except Exception as error:  # noqa: BLE001 - every client of a storage has errors of its own
        yield Finding("storage", False, f"{installation.settings.storage}: {error}")
        return
    yield Finding("storage", whole, installation.settings.storage)


def check_stored_files(installation: Installation) -> Finding:
    """Every file against its hash and against the rows that speak of it."""
    found = check_files(installation)
    told = f"{found.whole:,} files whole, {len(found.missing)} missing, {len(found.damaged)} damaged, "
    return Finding(
        "files",
        not (found.missing or found.damaged),
        f"{told}{len(found.unused)} that no row needs (those go by themselves after a day)",
        vars(found),
    )


def check_lists(settings: Settings) -> Iterator[Finding]:
    lists = settings.redaction
    try:
        read_patterns(lists.patterns)
        record_of(settings, "")
    except ListError as error:
        yield Finding("redaction", False, str(error))
        return
    checked = "cuts are checked by listening again" if lists.second_listen else "cuts are not listened to again"
    yield Finding("redaction", True, checked)
