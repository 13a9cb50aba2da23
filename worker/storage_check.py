"""Stored files against the rows that speak of them: what is missing, damaged, or nobody's; and the rubbish goes."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

import structlog

from store.blob_uses import is_used, used_keys
from store.blobs import CHUNK, BlobMissingError, Blobs, key_of_leftover
from store.installation import Installation
from worker.jobs import Claim
from worker.step import Write, write_nothing

log = structlog.get_logger()
GRACE_S: Final = 24 * 3600.0
"""A file younger than this may belong to a row that is still to be written."""


@dataclass
class Files:
    """Keys. Nobody's are left by work that was killed between a file and its row; they are collected after a day."""

    whole: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def check_files(installation: Installation) -> Files:
    """Read every stored file again and compare it with its name, and the names with the rows."""
    kept = set(installation.blobs.keys())  # before the rows: a file that comes meanwhile is none too many
    with installation.readers() as session:
        used = used_keys(session)
    files = Files(unused=sorted(kept - used))
    for key in sorted(used):
        try:
            is_whole = _hash_of(installation.blobs, key) == key
        except BlobMissingError:
            files.missing.append(key)
            continue
        if is_whole:
            files.whole += 1
        else:
            files.damaged.append(key)
    return files


def collect_files(installation: Installation, _claim: Claim) -> Write:
    """Delete what no row has spoken of for a day, and end deletions that were killed in the middle."""
    collect(installation)
    return write_nothing


def collect(installation: Installation, *, grace_s: float = GRACE_S) -> int:
    """Returns how many files went. The rows are read after the files, so that none is taken from a new row."""
    blobs = installation.blobs
    kept = set(blobs.keys())
    with installation.readers() as session:
        for leftover in list(blobs.leftovers()):
            blobs.settle(leftover, is_needed=is_used(session, key_of_leftover(leftover)))
    with installation.readers() as session:
        unused = kept - used_keys(session)
    gone = sum(blobs.delete(key) for key in sorted(unused) if blobs.age_s(key) > grace_s)
    if gone:
        log.info("files_collected", files=gone)
    return gone


def _hash_of(blobs: Blobs, key: str) -> str:
    digest = hashlib.sha256()
    with blobs.open(key) as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
