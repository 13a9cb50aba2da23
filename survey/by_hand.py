"""Check a published draw without any of our software: one file, nothing but Python's own library.

    python3 verify_draw.py draw-12.json [draw-13.json ...]

Give records in order of number and the chain between them is checked too. It ends with 1 where something differs.
Read it before you run it; it is short on purpose.
"""

import hashlib
import hmac
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

COMMITTED = ("number", "previous_sha256", "manifest_sha256", "sizes", "seed_source", "seed_named", "committed_at")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Record) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def drawn(record: Record) -> list[str]:
    """The calls that this list and this seed select, and nothing else could."""
    if record["seed_hex"] is None:
        return []
    key = hashlib.sha256(bytes.fromhex(record["seed_hex"]) + bytes.fromhex(sha256(record["manifest"]))).digest()
    tickets: dict[str, list[tuple[str, str]]] = {}
    for line in record["manifest"].split("\n")[:-1]:
        call, stratum = line.split("\t")
        tickets.setdefault(stratum, []).append((hmac.new(key, call.encode(), "sha256").hexdigest(), call))
    return [
        call
        for stratum in sorted(record["sizes"])
        for _, call in sorted(tickets.get(stratum, []))[: record["sizes"][stratum]]
    ]


def record_hash(record: Record) -> str:
    fixed = {name: record[name] for name in COMMITTED}
    if record.get("terms"):
        fixed["terms"] = record["terms"]
    result = {name: record[name] for name in ("seed_hex", "selected", "abandoned")}
    return sha256(canonical(fixed | result))


def differences(record: Record) -> Iterator[str]:
    ids = [line.split("\t")[0] for line in record["manifest"].split("\n")[:-1]]
    if ids != sorted(set(ids)):
        yield "the list is not sorted, or names a call twice"
    if sha256(record["manifest"]) != record["manifest_sha256"]:
        yield "the list is not the one whose hash was published before the seed"
    if drawn(record) != record["selected"]:
        yield "list and seed select other calls than the record says"
    if record["record_sha256"] and record_hash(record) != record["record_sha256"]:
        yield "the record was changed after it was finished"


def broken_link(record: Record, previous: Record | None) -> list[str]:
    if previous is None or record["number"] != previous["number"] + 1:
        return []
    if record["previous_sha256"] == previous["record_sha256"]:
        return []
    return ["it names another draw before it than the one you gave"]


def main(paths: list[str]) -> int:
    previous, wrong = None, 0
    for path in paths:
        try:
            record = json.loads(Path(path).read_text(encoding="utf-8"))
            found = [*differences(record), *broken_link(record, previous)]
            told = f"draw {record['number']}: " + ("; ".join(found) or f"identical, {len(record['selected'])} calls")
            previous = record
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            found, told = ["unreadable"], f"{path}: no record of a draw ({type(error).__name__}: {error})"
        sys.stdout.write(told + "\n")
        wrong = wrong or int(bool(found))
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
