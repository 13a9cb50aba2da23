"""Draws that anyone can re-run and check: commit to a list, then learn the seed, then select by ticket.

1. The *manifest* is one line `<call id><TAB><stratum>` for each call of the frame, sorted by call id, each line ended
   by a line feed, in UTF-8. Its SHA-256 is published before the seed exists, together with the number of calls to
   select in each stratum.
2. The seed is created by the server, thrown with dice, or read from a public beacon that was named before.
3. ticket = HMAC-SHA256(key = SHA256(seed ‖ manifest hash), message = call id). In each stratum the n smallest tickets
   are selected, so each call of it had the same inclusion probability n/N and nobody could steer which.

By hand, for one call:
`key=$(printf '%s%s' "$seed_hex" "$manifest_sha256" | xxd -r -p | sha256sum | cut -c1-64)` and then
`printf '%s' "$call_id" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key"`.

Records are numbered and each holds the hash of the one before it, abandoned draws included, so that no draw can be
repeated in silence until its result pleases.
"""

import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from survey.errors import DrawError

NO_RECORD = "0" * 64
"""What the first draw names as the hash of its predecessor."""

_DICE_ROLLS_AT_LEAST = 10


class SeedSource(StrEnum):
    """Where the seed comes from, which decides what the page may claim about the draw."""

    SERVER = "server"
    DICE = "dice"
    BEACON = "beacon"

    @property
    def claim(self) -> str:
        """`reproducible` for our own seed; `unpredictable` where nobody here could know it beforehand."""
        return "reproducible" if self is SeedSource.SERVER else "unpredictable"


@dataclass(frozen=True)
class Listed:
    """One line of a manifest. The id is opaque and stays when the call itself is erased (a tombstone)."""

    call_id: str
    stratum: str


@dataclass(frozen=True)
class Selected:
    """A selected call; `rank` is its place in ticket order within its stratum, from 0."""

    call_id: str
    stratum: str
    ticket: str
    rank: int
    probability: float


@dataclass(frozen=True)
class DrawRecord:
    """Everything an outsider needs to repeat a draw. A committed draw has no seed yet, an abandoned one never will."""

    number: int
    previous_sha256: str
    manifest: tuple[Listed, ...]
    manifest_sha256: str
    sizes: Mapping[str, int]
    seed_source: SeedSource
    seed_named: str
    committed_at: str
    terms: Mapping[str, object] = field(default_factory=dict)
    """What else was fixed with the manifest, as JSON: period, plan, calls left out. Hashed where there is any."""
    seed_hex: str | None = None
    selected: tuple[str, ...] = ()
    abandoned: str = ""
    record_sha256: str = ""

    @property
    def commitment_sha256(self) -> str:
        """Hash of all that is fixed before the seed exists: publish this with the manifest's hash."""
        return _canonical_sha256(self._commitment())

    def computed_sha256(self) -> str:
        """Hash of the finished record, which the next draw carries."""
        return _canonical_sha256(
            {
                **self._commitment(),
                "seed_hex": self.seed_hex,
                "selected": list(self.selected),
                "abandoned": self.abandoned,
            }
        )

    def _commitment(self) -> dict[str, object]:
        terms = {"terms": dict(self.terms)} if self.terms else {}
        return terms | {
            "number": self.number,
            "previous_sha256": self.previous_sha256,
            "manifest_sha256": self.manifest_sha256,
            "sizes": dict(sorted(self.sizes.items())),
            "seed_source": self.seed_source.value,
            "seed_named": self.seed_named,
            "committed_at": self.committed_at,
        }


@dataclass(frozen=True)
class Verification:
    """What re-running a record gave. `first_difference` is a sentence for people, or None."""

    verified: bool
    manifest_sha256: str
    selected: tuple[str, ...]
    first_difference: str | None


def manifest_of(strata: Mapping[str, str]) -> tuple[Listed, ...]:
    """The sorted manifest of a frame given as call id → stratum.

    Raises DrawError for an empty id and for ids or strata with a tab or line break: they could be read two ways.
    """
    for call_id, stratum in strata.items():
        if not call_id:
            raise DrawError("a call of the frame has an empty id.", remedy="Give every call an id before the draw.")
        for text in (call_id, stratum):
            if any(mark in text for mark in "\t\r\n"):
                raise DrawError(
                    f"call {call_id!r}: {text!r} holds a tab or a line break.",
                    remedy="Remove it: manifest lines are separated by them.",
                )
    return tuple(Listed(call_id, strata[call_id]) for call_id in sorted(strata))


def manifest_text(manifest: Iterable[Listed]) -> str:
    """The manifest as it is hashed and published."""
    return "".join(f"{line.call_id}\t{line.stratum}\n" for line in manifest)


def manifest_sha256(manifest: Iterable[Listed]) -> str:
    return hashlib.sha256(manifest_text(manifest).encode()).hexdigest()


def parse_manifest(text: str) -> tuple[Listed, ...]:
    """Read a published manifest back. Raises DrawError naming the first line that is not `<id><TAB><stratum>`."""
    lines = []
    for number, line in enumerate(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"), start=1):
        call_id, tab, stratum = line.partition("\t")
        if not tab or not call_id or "\t" in stratum:
            raise DrawError(
                f"manifest line {number}: {line!r} is not an id, a tab and a stratum.",
                remedy="Use the manifest file exactly as it was published.",
            )
        lines.append(Listed(call_id, stratum))
    return tuple(lines)


def commit(
    strata: Mapping[str, str],
    sizes: Mapping[str, int],
    *,
    committed_at: str,
    number: int = 1,
    previous_sha256: str = NO_RECORD,
    seed_source: SeedSource = SeedSource.SERVER,
    seed_named: str = "",
    terms: Mapping[str, object] | None = None,
) -> DrawRecord:
    """Fix list and sizes before the seed exists.

    `strata` maps each call of the frame to its stratum, `sizes` each stratum to the number of calls to select;
    `committed_at` is an ISO 8601 instant. A seed from outside must be named now (`seed_named`: which beacon and round,
    who throws which dice). Raises DrawError when a size is missing, negative, or larger than its stratum.
    """
    if seed_source is not SeedSource.SERVER and not seed_named:
        raise DrawError(
            f"the {seed_source.value} that will give the seed is not named.",
            remedy="Name it before the manifest is hashed (which beacon and round, or who throws which dice).",
        )
    manifest = manifest_of(strata)
    available = Counter(line.stratum for line in manifest)
    for stratum in sorted(available.keys() | sizes.keys()):
        _check_size(stratum, sizes.get(stratum), available[stratum])
    return DrawRecord(
        number=number,
        previous_sha256=previous_sha256,
        manifest=manifest,
        manifest_sha256=manifest_sha256(manifest),
        sizes={stratum: sizes[stratum] for stratum in sorted(sizes)},
        seed_source=seed_source,
        seed_named=seed_named,
        committed_at=committed_at,
        terms=dict(terms or {}),
    )


def _check_size(stratum: str, size: int | None, available: int) -> None:
    if size is None:
        raise DrawError(
            f"stratum {stratum!r} has {available} calls but no size.", remedy="State how many of them to select."
        )
    if not 0 <= size <= available:
        raise DrawError(
            f"stratum {stratum!r}: {size} calls are to be selected out of {available}.",
            remedy="Choose a number between 0 and the calls of the stratum.",
        )


def new_seed() -> bytes:
    """256 bits from the operating system, for a draw whose seed the server creates."""
    return secrets.token_bytes(32)


def seed_of_dice(rolls: str) -> bytes:
    """The seed of written-down dice, e.g. `"3 5 1 6 2 2 4 1 3 6"`; blanks, commas and line breaks do not count.

    Raises DrawError for anything but the numbers 1 to 6 and for fewer than ten rolls, which one could try out.
    """
    digits = "".join(rolls.replace(",", " ").split())
    if set(digits) - set("123456"):
        raise DrawError(f"dice rolls {rolls!r} hold more than 1 to 6.", remedy="Write only what was thrown.")
    if len(digits) < _DICE_ROLLS_AT_LEAST:
        raise DrawError(
            f"{len(digits)} dice rolls are too few to be unpredictable.",
            remedy=f"Throw at least {_DICE_ROLLS_AT_LEAST} times.",
        )
    return digits.encode()


def reveal(record: DrawRecord, seed: bytes) -> DrawRecord:
    """The finished record of a committed draw. Raises DrawError when it was revealed or abandoned before."""
    _check_open(record)
    if not seed:
        raise DrawError(f"draw {record.number} got an empty seed.", remedy="Give the bytes that were named.")
    chosen = tuple(call.call_id for call in select(record.manifest, record.manifest_sha256, record.sizes, seed))
    revealed = replace(record, seed_hex=seed.hex(), selected=chosen)
    return replace(revealed, record_sha256=revealed.computed_sha256())


def abandon(record: DrawRecord, reason: str) -> DrawRecord:
    """Close a committed draw without a selection; it keeps its number and its place in the chain."""
    _check_open(record)
    if not reason:
        raise DrawError(f"draw {record.number} is abandoned without a reason.", remedy="Say why: it is published.")
    abandoned = replace(record, abandoned=reason)
    return replace(abandoned, record_sha256=abandoned.computed_sha256())


def _check_open(record: DrawRecord) -> None:
    if record.seed_hex is not None or record.abandoned:
        raise DrawError(
            f"draw {record.number} is closed already.", remedy="Commit to a new draw: a record never changes."
        )


def select(
    manifest: Sequence[Listed], manifest_hash: str, sizes: Mapping[str, int], seed: bytes
) -> tuple[Selected, ...]:
    """The n smallest tickets of each stratum, by stratum and ticket order."""
    key = hashlib.sha256(seed + bytes.fromhex(manifest_hash)).digest()
    tickets: dict[str, list[tuple[str, str]]] = {stratum: [] for stratum in sorted(sizes)}
    for line in manifest:
        tickets.setdefault(line.stratum, []).append((_ticket(key, line.call_id), line.call_id))
    return tuple(
        Selected(call_id, stratum, ticket, rank, sizes[stratum] / len(entries))
        for stratum, entries in tickets.items()
        for rank, (ticket, call_id) in enumerate(sorted(entries)[: sizes.get(stratum, 0)])
    )


def selection_of(record: DrawRecord) -> tuple[Selected, ...]:
    """The selected calls of a revealed record with ticket, rank and inclusion probability; empty if it has no seed."""
    if record.seed_hex is None:
        return ()
    return select(record.manifest, record.manifest_sha256, record.sizes, bytes.fromhex(record.seed_hex))


def _ticket(key: bytes, call_id: str) -> str:
    return hmac.digest(key, call_id.encode(), "sha256").hex()


def _canonical_sha256(value: Mapping[str, object]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
