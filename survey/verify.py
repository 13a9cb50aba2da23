"""Re-running a published draw from its manifest and seed alone, and saying where a record differs."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from survey.draw import (
    NO_RECORD,
    DrawRecord,
    SeedSource,
    Verification,
    manifest_sha256,
    manifest_text,
    parse_manifest,
    select,
)
from survey.errors import DrawError


def verify(record: DrawRecord) -> Verification:
    """Re-run one record.

    A manifest hash that was changed along with the manifest is caught by the record's own hash, and a changed record
    hash by the next record of the chain (`broken_link`).
    """
    computed = manifest_sha256(record.manifest)
    again: tuple[str, ...] = ()
    if record.seed_hex is not None:
        seed = bytes.fromhex(record.seed_hex)
        again = tuple(call.call_id for call in select(record.manifest, computed, record.sizes, seed))
    difference = (
        _manifest_difference(record, computed)
        or _selection_difference(record.selected, again)
        or _record_difference(record)
    )
    return Verification(difference is None, computed, again, difference)


def _manifest_difference(record: DrawRecord, computed: str) -> str | None:
    ids = [line.call_id for line in record.manifest]
    for before, after in pairwise(ids):
        if before >= after:
            return f"manifest: {after!r} stands after {before!r}, but ids must be sorted and appear once"
    if computed != record.manifest_sha256:
        return f"manifest: its SHA-256 is {computed}, the record was committed to {record.manifest_sha256}"
    return None


def _selection_difference(recorded: Sequence[str], again: Sequence[str]) -> str | None:
    for place, (old, new) in enumerate(zip_longest(recorded, again), start=1):
        if old != new:
            return f"selection {place}: the record says {old or 'nothing'}, the draw gives {new or 'nothing'}"
    return None


def _record_difference(record: DrawRecord) -> str | None:
    computed = record.computed_sha256()
    if record.record_sha256 and computed != record.record_sha256:
        return f"record: its SHA-256 is {computed}, it was published as {record.record_sha256}"
    return None


def broken_link(records: Sequence[DrawRecord]) -> str | None:
    """The first place where a chain of records, in order of number, does not hold together; None when it does."""
    previous = NO_RECORD
    for number, record in enumerate(records, start=1):
        if record.number != number:
            return f"draw {number} is missing: the next record is number {record.number}"
        if record.previous_sha256 != previous:
            return f"draw {number} names {record.previous_sha256} as the record before it, which is {previous}"
        previous = record.computed_sha256()
    return None


def document_of(record: DrawRecord) -> dict[str, Any]:
    """The record as the JSON document that is published and exported."""
    return {
        "number": record.number,
        "previous_sha256": record.previous_sha256,
        "committed_at": record.committed_at,
        "commitment_sha256": record.commitment_sha256,
        "manifest_sha256": record.manifest_sha256,
        "sizes": dict(record.sizes),
        "seed_source": record.seed_source.value,
        "seed_named": record.seed_named,
        "claim": record.seed_source.claim,
        "terms": dict(record.terms),
        "seed_hex": record.seed_hex,
        "selected": list(record.selected),
        "abandoned": record.abandoned,
        "record_sha256": record.record_sha256,
        "manifest": manifest_text(record.manifest),
    }


def record_of(document: Mapping[str, Any]) -> DrawRecord:
    """Read a published document back. Raises DrawError naming the field that is missing or of the wrong kind."""
    try:
        return DrawRecord(
            number=int(document["number"]),
            previous_sha256=str(document["previous_sha256"]),
            manifest=parse_manifest(document["manifest"]),
            manifest_sha256=str(document["manifest_sha256"]),
            sizes={str(stratum): int(size) for stratum, size in document["sizes"].items()},
            seed_source=SeedSource(document["seed_source"]),
            seed_named=str(document["seed_named"]),
            committed_at=str(document["committed_at"]),
            terms=dict(document.get("terms") or {}),
            seed_hex=_seed(document["seed_hex"]),
            selected=tuple(map(str, document["selected"])),
            abandoned=str(document.get("abandoned", "")),
            record_sha256=str(document.get("record_sha256", "")),
        )
    except KeyError as missing:
        raise DrawError(
            f"the draw record has no field {missing}.", remedy="Export it again with `listenback draw show --json`."
        ) from missing
    except (AttributeError, TypeError, ValueError) as wrong:
        raise DrawError(
            f"the draw record cannot be read: {wrong}.", remedy="Use the record exactly as it was exported."
        ) from wrong


def _seed(value: str | None) -> str | None:
    if value is not None:
        bytes.fromhex(value)
    return value
