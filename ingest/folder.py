"""Recordings without a manifest: what the file's name and time tell becomes the call record."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.manifest import Bad
from ingest.record import BadRecordError, CallRecord, read_record
from settings.errors import ListenbackError
from store.tables.call import Consent

LOOSE = "folder"
"""The source of a call that only its recording tells of."""
SOUNDS = frozenset({".wav", ".mp3", ".ogg", ".opus", ".oga", ".flac", ".m4a", ".mp4", ".aac", ".amr", ".webm", ".gsm"})


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The file-name pattern. Raises ListenbackError where it is no regular expression or names no external id."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ListenbackError(
            f"file_pattern {pattern!r} is no regular expression: {error}.", remedy="Correct LISTENBACK_FILE_PATTERN."
        ) from None
    if "external_id" not in compiled.groupindex:
        raise ListenbackError(
            f"file_pattern {pattern!r} names no external_id.",
            remedy="Write (?P<external_id>…) around the part of the name that is the call's id.",
        )
    return compiled


def find_recordings(root: Path) -> Iterator[Path]:
    """Sound files below a folder in a stable order, or the one file given. Hidden files are left alone."""
    if root.suffix.lower() == ".csv":
        raise ListenbackError(
            f"{root.name} is a table of calls, not a recording.", remedy=f"Give it as --manifest {root}."
        )
    if root.is_file():
        yield root
        return
    if not root.is_dir():
        raise ListenbackError(f"{root} is not there.", remedy="Name a recording or a folder of recordings.")
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in SOUNDS and path.is_file() and not path.name.startswith("."):
            yield path


def read_names(
    paths: Iterator[Path],
    *,
    pattern: re.Pattern[str],
    zone: ZoneInfo,
    consent: Consent,
    keep: Sequence[str] = (),
) -> Iterator[CallRecord | Bad]:
    """A record for each recording, from its name without the ending.

    Where the name tells no time, the file's own modification time stands in for it. Consent cannot be read from a name:
    whoever ingests says it for the whole folder.
    """
    for path in paths:
        match = pattern.fullmatch(path.stem)
        if match is None:
            yield Bad(
                path.name, 0, path.stem[:200], "name_pattern",
                f"file {path.name} does not match {pattern.pattern}; rename it or change LISTENBACK_FILE_PATTERN.",
            )  # fmt: skip
            continue
        values = {key: value for key, value in match.groupdict().items() if value is not None}
        values.setdefault("started_at", _modified(path))
        try:
            record = read_record(values, zone=zone, source=LOOSE, keep=keep)
        except BadRecordError as error:
            yield Bad(path.name, 0, values.get("external_id", "")[:200], error.reason, str(error))
            continue
        said = record.consent if record.consent is not Consent.UNKNOWN else consent
        yield record._replace(recording=path, consent=said)


def _modified(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat()
