"""The sample calls with everything that is known of each: what was said, when, by whom, and why."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.demo.ready import transcription_of
from app.demo.truth import read_truth
from audio.words import Segment
from classify.drivers import (
    ApprovedException,
    Campaign,
    DriverKind,
    HeardCall,
    Incident,
    Offering,
    Registers,
    clauses,
)
from classify.suggestion import CauseWords
from classify.taxonomy import read_causes
from settings.settings import CHECKOUT

DEMO = CHECKOUT / "demo"
COMPANY = DEMO / "company"


@dataclass(frozen=True)
class SampleCall:
    """A call somebody speaks in, as a recogniser without errors would hear it, and the truth about it.

    `evidence_ms` is the turn that says the cause, None where none does; `said` the drivers that words in the call point
    to, `drivers` all behind it.
    """

    external_id: str
    cause: str
    held_out: bool
    segments: tuple[Segment, ...]
    heard: HeardCall
    drivers: frozenset[tuple[DriverKind, str]]
    said: frozenset[tuple[DriverKind, str]]
    promise: tuple[str, str] | None
    """Offering and box of the promise the caller tells."""
    evidence_ms: tuple[int, int] | None


def sample_calls() -> list[SampleCall]:
    """Every call with speech that is no copy of another."""
    dialled = {row["external_id"]: row["dialled_number"] for row in _rows(DEMO / "manifest.csv")}
    truth = read_truth(DEMO / "truth.jsonl")
    rows = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        _call(row, transcription_of(truth[row["external_id"]], row["duration_ms"] / 1000).segments, dialled)
        for row in rows
        if row["cause"] is not None and row["duplicate_of"] is None
    ]


def sample_registers() -> Registers:
    """What the company's own files say may make customers call."""
    return Registers(
        campaigns=tuple(
            Campaign(
                id=row["id"],
                name=row["name"],
                drop_date=date.fromisoformat(row["drop_date"]),
                quantity=int(row["quantity"]),
                phone=row["phone"],
                offer_codes=(row["offer_code"],),
                audience=row["audience"],
            )
            for row in _rows(COMPANY / "campaigns.csv")
        ),
        incidents=tuple(
            Incident(row["id"], row["name"], _at(row["start"]), _at(row["end"]), row["service"])
            for row in _rows(COMPANY / "incidents.csv")
        ),
        offerings=tuple(
            Offering(row["id"], row["name"], clauses(row["may_promise"])) for row in _rows(COMPANY / "offerings.csv")
        ),
        exceptions=tuple(
            ApprovedException(row["id"], row["promise"], row["offering"], date.fromisoformat(row["approved_date"]))
            for row in _rows(COMPANY / "exceptions.csv")
        ),
    )


def sample_causes() -> tuple[CauseWords, ...]:
    return tuple(
        CauseWords(entry.id, entry.description, entry.examples) for entry in read_causes(COMPANY / "causes.toml")
    )


def sample_labels() -> dict[str, str]:
    """What people said each call is about, slips included."""
    return {row["external_id"]: row["cause"] for row in _rows(COMPANY / "labels.csv")}


def _call(row: dict[str, Any], segments: Sequence[Segment], dialled: dict[str, str]) -> SampleCall:
    number = dialled.get(row["external_id"], "")
    links = [((DriverKind(one["kind"]), one["id"]), one["said"]) for one in row["drivers"]]
    promise, evidence = row["promise"], row["evidence"]
    turn = row["turns"][evidence["turn"]] if evidence else None
    return SampleCall(
        external_id=row["external_id"],
        cause=row["cause"],
        held_out=row["held_out"],
        segments=tuple(segments),
        heard=HeardCall.of(segments, started_at=_at(row["started_at"]), dialled=number),
        drivers=frozenset(link for link, _ in links),
        said=frozenset(link for link, said in links if said),
        promise=(promise["offering"], promise["box"]) if promise else None,
        evidence_ms=(turn["start_ms"], turn["end_ms"]) if turn else None,
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
