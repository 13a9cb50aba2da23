"""Anyone can re-run a record; a changed byte shows, and so does a draw that was left out."""

import json
from dataclasses import replace
from typing import Any

import pytest

from survey.draw import NO_RECORD, DrawRecord, Listed, abandon, commit, reveal
from survey.errors import DrawError
from survey.verify import broken_link, document_of, record_of, verify

FRAME = {f"call-{number:03d}": "mail" for number in range(20)}


def drawn(number: int = 1, previous: str = NO_RECORD) -> DrawRecord:
    record = commit(FRAME, {"mail": 4}, committed_at="2026-10-05", number=number, previous_sha256=previous)
    return reveal(record, bytes([number]))


def test_a_real_record_is_verified() -> None:
    record = drawn()

    verification = verify(record)

    assert verification.verified
    assert verification.first_difference is None
    assert verification.selected == record.selected
    assert verification.manifest_sha256 == record.manifest_sha256


def test_one_byte_of_the_manifest_shows() -> None:
    record = drawn()
    changed = (Listed("call-00A", "mail"), *record.manifest[1:])

    verification = verify(replace(record, manifest=changed))

    assert not verification.verified
    assert "manifest" in str(verification.first_difference)
    assert verification.selected != record.selected


def test_a_list_out_of_order_shows_even_if_its_hash_was_changed_too() -> None:
    record = drawn()

    verification = verify(replace(record, manifest=record.manifest[::-1]))

    assert "must be sorted" in str(verification.first_difference)


def test_another_selection_shows() -> None:
    record = drawn()

    assert "selection 4: the record says nothing" in str(
        verify(replace(record, selected=record.selected[:3])).first_difference
    )
    assert "selection 1: the record says call-xyz" in str(
        verify(replace(record, selected=("call-xyz", *record.selected[1:]))).first_difference
    )


def test_another_seed_or_time_shows() -> None:
    record = drawn()

    assert not verify(replace(record, seed_hex="00")).verified
    assert "record: its SHA-256" in str(verify(replace(record, committed_at="2026-10-06")).first_difference)


def test_a_draw_that_waits_for_its_seed_or_was_abandoned_is_verified_as_such() -> None:
    waiting = commit(FRAME, {"mail": 4}, committed_at="2026-10-05")

    assert verify(waiting).verified
    assert verify(abandon(waiting, "wrong week")).selected == ()


def test_a_missing_draw_breaks_the_chain() -> None:
    first = drawn()
    second = drawn(2, first.record_sha256)
    third = drawn(3, second.record_sha256)

    assert broken_link([first, second, third]) is None
    assert broken_link([first, third]) == "draw 2 is missing: the next record is number 3"
    assert "draw 2 names" in str(broken_link([replace(first, seed_hex="00"), second]))


def test_a_record_travels_as_json() -> None:
    record = drawn()

    again = record_of(json.loads(json.dumps(document_of(record))))

    assert again == record
    assert verify(again).verified


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed_hex": "xyz"}, "cannot be read"),
        ({"sizes": [1]}, "cannot be read"),
        ({"seed_source": "stars"}, "stars"),
        ({"manifest": "no tab"}, "manifest line 1"),
        ({"number": None}, "cannot be read"),
    ],
)
def test_a_broken_document_is_refused_with_its_field(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DrawError, match=message):
        record_of(document_of(drawn()) | change)


def test_a_document_without_a_field_names_it() -> None:
    document = document_of(drawn())
    del document["manifest_sha256"]

    with pytest.raises(DrawError, match="manifest_sha256"):
        record_of(document)
