"""`listenback ingest`: call records and recordings come in."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.progress import Progress, TaskID

from app.opening import opened
from app.output import errors, out, print_json, progress_bars
from ingest.folder import compile_pattern, find_recordings, read_names
from ingest.intake import Intake, take_in
from ingest.manifest import Bad, check_kept, count_lines, read_manifest
from ingest.record import CallRecord
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.call import Consent

WATCH_EVERY_S = 5.0
SETTLED_S = 10.0
"""A file that changed less than this ago is still being written."""


def register(app: typer.Typer) -> None:
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Recordings or folders of them")] = None,
    manifest: Annotated[Path | None, typer.Option(help="CSV of calls; recordings lie beside it")] = None,
    consent: Annotated[
        Consent, typer.Option(help="What the customers of recordings without a manifest agreed to")
    ] = Consent.UNKNOWN,
    watch: Annotated[bool, typer.Option("--watch", help="Keep looking for new files until stopped")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the installation")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document")] = False,
) -> None:
    """Take calls in from a manifest, or from recordings whose names tell what they are.

    Running it again changes nothing: calls are known by their external id, recordings by their content.
    """
    if manifest is None and not paths:
        raise ListenbackError("nothing to take in.", remedy="Name recordings, folders, or --manifest calls.csv.")
    with opened(home, make=True) as installation:
        intake = _once(installation, paths or [], manifest, consent)
        _tell(intake, as_json=as_json)
        while watch:
            time.sleep(WATCH_EVERY_S)
            found = _once(installation, paths or [], None, consent, settled=True)
            if found.taken or found.refused:
                _tell(found, as_json=False)


def _once(
    installation: Installation, paths: list[Path], manifest: Path | None, consent: Consent, *, settled: bool = False
) -> Intake:
    settings = installation.settings
    zone, keep = ZoneInfo(settings.time_zone), settings.ingest.metadata_fields
    check_kept(keep)
    whole = Intake()
    with progress_bars() as bars:
        sources: list[tuple[str, int | None, Iterator[CallRecord | Bad]]] = []
        if manifest is not None:
            lines = None if bars.disable else count_lines(manifest)
            sources.append((manifest.name, lines, read_manifest(manifest, zone=zone, keep=keep)))
        pattern = compile_pattern(settings.file_pattern)
        for path in paths:
            found = (one for one in find_recordings(path) if not settled or _is_settled(one))
            names = read_names(found, pattern=pattern, zone=zone, consent=consent, keep=keep)
            sources.append((path.name, None, names))
        for name, lines, records in sources:
            bar = bars.add_task(f"Taking in {name}", total=lines)
            part = take_in(
                installation.sessions, installation.blobs, records, secret=settings.secret, now=utc_now(),
                progress=_advance(bars, bar),
            )  # fmt: skip
            _add(whole, part)
    return whole


def _advance(bars: Progress, bar: TaskID) -> Callable[[int], None]:
    return lambda count: bars.advance(bar, count)


def _is_settled(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > SETTLED_S


def _add(whole: Intake, part: Intake) -> None:
    whole.taken += part.taken
    whole.known += part.known
    whole.recordings += part.recordings
    whole.refused += part.refused
    for reason, count in part.excluded.items():
        whole.excluded[reason] = whole.excluded.get(reason, 0) + count


def _tell(intake: Intake, *, as_json: bool) -> None:
    for bad in intake.refused:
        place = f"{bad.source} line {bad.line}" if bad.line else bad.source
        errors.print(f"[yellow]refused[/] {place}: {bad.message}", highlight=False, soft_wrap=True)
    if as_json:
        print_json(
            {
                "taken": intake.taken,
                "known": intake.known,
                "recordings": intake.recordings,
                "excluded": intake.excluded,
                "refused": [vars(bad) for bad in intake.refused],
            }
        )
        return
    out.print(
        f"{intake.taken} calls taken in, {intake.known} known already, {intake.recordings} recordings, "
        f"{sum(intake.excluded.values())} outside the frame, {len(intake.refused)} refused."
    )
    if intake.taken:
        out.print("Next: listenback draw run --from 2026-09-07 --until 2026-11-02 --target 240")
