"""Anchors: heads of the audit chain, kept outside the database once a day.

Who can write to the database could cut off the chain's end or make all of it anew. An anchor that lies elsewhere, in
the home's file and in the log, tells.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.orm import Session

from accounts.audit import Head, head
from settings.errors import ListenbackError

log = structlog.get_logger()

FILE: Final = "audit-anchors.txt"


class BadAnchorError(ListenbackError):
    code = "bad_anchor"

    def __init__(self, written: str) -> None:
        super().__init__(
            f"{written[:100]!r} is no anchor.", remedy="Write NUMBER:SHA256 as `listenback audit head` does."
        )


def keep_anchor(session: Session, home: Path, *, now: datetime) -> Head:
    """Write today's head to the log and to the home's file, one line a day."""
    kept = head(session)
    log.info("audit head", number=kept.number, sha256=kept.sha256)
    home.mkdir(parents=True, exist_ok=True)
    with (home / FILE).open("a", encoding="ascii") as file:
        file.write(f"{now.isoformat(timespec='seconds')} {kept}\n")
    return kept


def kept_anchors(home: Path) -> list[Head]:
    """The anchors of this home. Raises BadAnchorError for a line that is none."""
    try:
        lines = (home / FILE).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    return [read_anchor(line.split(" ")[-1]) for line in lines]


def read_anchor(written: str) -> Head:
    """`number:sha256`. Raises BadAnchorError."""
    number, _, sha256 = written.strip().partition(":")
    if not number.isdecimal() or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise BadAnchorError(written)
    return Head(int(number), sha256)
