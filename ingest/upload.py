"""Files that a person sent through the page: kept aside until they said yes to the preview, then taken in or dropped.

They lie in a folder of the home with a name nobody can guess; what nobody confirmed goes after an hour. On several web
hosts the home has to be shared, or one host asked.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Final
from zoneinfo import ZoneInfo

from ingest.folder import LOOSE, SOUNDS, compile_pattern, read_names
from ingest.intake import Intake, take_in
from ingest.manifest import Bad, read_manifest
from ingest.record import CallRecord
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.call import Consent

KEPT_S: Final = 3600
SHOWN: Final = 8
CHUNK: Final = 1 << 20


class UploadError(ListenbackError):
    """Files that cannot be taken in; nothing was kept."""

    code = "bad_upload"


def drop_stale(home: Path, *, now: datetime) -> None:
    """Files that nobody confirmed within the hour go."""
    for old in (home / "incoming").glob("*"):
        if now.timestamp() - old.stat().st_mtime > KEPT_S:
            shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True)
class UploadPreview:
    """What taking the files in would do."""

    token: str
    consent: Consent
    records: int
    """Call records that can be read."""
    recordings: int
    undated: int
    """Records of which nothing says when the call was: their start will be the time of sending."""
    examples: list[CallRecord]
    refused: list[Bad]


@dataclass(frozen=True)
class Upload:
    """One sending: at most one CSV of calls, and recordings beside it."""

    folder: Path

    @classmethod
    def start(cls, home: Path, *, now: datetime) -> "Upload":
        """An empty folder; those that nobody confirmed within the hour go."""
        drop_stale(home, now=now)
        folder = home / "incoming" / secrets.token_urlsafe(18)
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        return cls(folder)

    @classmethod
    def find(cls, home: Path, token: str) -> "Upload":
        """Raises UploadError where it was confirmed, dropped, or never there."""
        folder = home / "incoming" / token
        if not token.replace("-", "").replace("_", "").isalnum() or not folder.is_dir():
            raise UploadError("these files are not here any more.", remedy="Choose them again.")
        return cls(folder)

    @property
    def token(self) -> str:
        return self.folder.name

    @property
    def manifest(self) -> Path | None:
        return next(iter(sorted(self.folder.glob("*.csv"))), None)

    def add(self, name: str, file: IO[bytes]) -> None:
        """Keep one file, a piece at a time. Raises UploadError for a kind that is neither sound nor table."""
        plain = PurePosixPath(PureWindowsPath(name).name).name.strip().lstrip(".")
        suffix = Path(plain).suffix.lower()
        if suffix != ".csv" and suffix not in SOUNDS:
            raise UploadError(
                f"{plain or 'a file'} is neither a recording nor a CSV.",
                remedy="Send WAV, MP3, Opus, FLAC or M4A, and at most one table ending in .csv.",
            )
        if suffix == ".csv" and self.manifest is not None:
            raise UploadError("there are two tables.", remedy="Send one CSV at a time.")
        path = self.folder / (plain if suffix != ".csv" else f"{Path(plain).stem}.csv")
        if path.exists():
            raise UploadError(f"two files are called {plain}.", remedy="Give each recording a name of its own.")
        with path.open("wb") as kept:
            shutil.copyfileobj(file, kept, CHUNK)

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def records(self, installation: Installation, consent: Consent) -> Iterator[CallRecord | Bad]:
        """What the table says, then the recordings that it does not name."""
        settings = installation.settings
        zone, keep = ZoneInfo(settings.time_zone), settings.ingest.metadata_fields
        named = set[Path]()
        if self.manifest is not None:
            for record in read_manifest(self.manifest, zone=zone, keep=keep):
                named.update(record.recordings if isinstance(record, CallRecord) else ())
                yield record
        loose = (path for path in self._sounds() if path.resolve() not in named)
        yield from read_names(
            loose, pattern=compile_pattern(settings.file_pattern), zone=zone, consent=consent, keep=keep
        )

    def _sounds(self) -> Sequence[Path]:
        return [path for path in sorted(self.folder.iterdir()) if path.suffix.lower() in SOUNDS]


def preview_upload(installation: Installation, upload: Upload, consent: Consent) -> UploadPreview:
    """Read everything and change nothing. Raises ManifestError where the table as a whole cannot be read."""
    examples: list[CallRecord] = []
    refused: list[Bad] = []
    records = recordings = undated = 0
    names_tell = "started_at" in compile_pattern(installation.settings.file_pattern).groupindex
    for record in upload.records(installation, consent):
        if isinstance(record, Bad):
            refused.append(record)
            continue
        records, recordings = records + 1, recordings + bool(record.recordings)
        undated += record.source == LOOSE and not names_tell
        if len(examples) < SHOWN:
            examples.append(record)
    return UploadPreview(upload.token, consent, records, recordings, undated, examples, refused)


def take_upload(installation: Installation, upload: Upload, consent: Consent, *, now: datetime) -> Intake:
    """Take the files in as `listenback ingest` does, with the same refusals, and drop what was kept aside."""
    intake = take_in(
        installation.sessions,
        installation.blobs,
        upload.records(installation, consent),
        secret=installation.settings.secret,
        now=now,
    )
    upload.drop()
    return intake
