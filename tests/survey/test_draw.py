"""A draw is fixed before its seed exists, and the same seed selects the same calls for everybody."""

import hashlib
import hmac
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.draw import (
    NO_RECORD,
    DrawRecord,
    SeedSource,
    abandon,
    commit,
    manifest_text,
    parse_manifest,
    reveal,
    seed_of_dice,
    selection_of,
)
from survey.errors import DrawError

FRAME = {f"call-{number:03d}": ("mail" if number % 3 else "phone") for number in range(30)}
AT = "2026-10-05T00:00:00+00:00"


def committed(**changes: object) -> DrawRecord:
    return commit(FRAME, {"mail": 5, "phone": 3}, committed_at=AT, **changes)  # type: ignore[arg-type]


def test_it_selects_the_smallest_tickets_of_each_stratum_as_anyone_can_compute_them() -> None:
    record = reveal(committed(), b"seed")

    manifest = "".join(f"{call_id}\t{FRAME[call_id]}\n" for call_id in sorted(FRAME)).encode()
    key = hashlib.sha256(b"seed" + hashlib.sha256(manifest).digest()).digest()
    tickets = {call_id: hmac.new(key, call_id.encode(), hashlib.sha256).hexdigest() for call_id in FRAME}
    mail = sorted((tickets[call_id], call_id) for call_id in FRAME if FRAME[call_id] == "mail")
    phone = sorted((tickets[call_id], call_id) for call_id in FRAME if FRAME[call_id] == "phone")
    assert record.manifest_sha256 == hashlib.sha256(manifest).hexdigest()
    assert record.selected == tuple(call_id for _, call_id in mail[:5] + phone[:3])


def test_every_selected_call_knows_its_probability_and_place() -> None:
    chosen = selection_of(reveal(committed(), b"seed"))

    assert Counter(call.stratum for call in chosen) == {"mail": 5, "phone": 3}
    assert {call.probability for call in chosen if call.stratum == "mail"} == {5 / 20}
    assert [call.rank for call in chosen] == [0, 1, 2, 3, 4, 0, 1, 2]
    assert [call.ticket for call in chosen[:5]] == sorted(call.ticket for call in chosen[:5])


def test_a_committed_draw_has_selected_nothing_yet() -> None:
    assert selection_of(committed()) == ()
    assert committed().previous_sha256 == NO_RECORD


def test_the_commitment_does_not_change_when_the_seed_is_revealed() -> None:
    record = committed()

    assert reveal(record, b"seed").commitment_sha256 == record.commitment_sha256
    assert commit(FRAME, {"mail": 6, "phone": 3}, committed_at=AT).commitment_sha256 != record.commitment_sha256


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(0, 20))
def test_any_seed_selects_as_many_calls_as_were_promised(seed: bytes, size: int) -> None:
    record = reveal(commit(FRAME, {"mail": size, "phone": 0}, committed_at=AT), seed)

    assert len(set(record.selected)) == size
    assert {FRAME[call_id] for call_id in record.selected} <= {"mail"}


def test_every_call_is_selected_equally_often() -> None:
    times = Counter(
        call_id for number in range(400) for call_id in reveal(committed(), number.to_bytes(2, "big")).selected
    )

    for call_id, stratum in FRAME.items():
        expected = 400 * (5 / 20 if stratum == "mail" else 3 / 10)
        assert abs(times[call_id] - expected) < 4.5 * expected**0.5


def test_a_seed_from_outside_is_named_before_the_hash() -> None:
    with pytest.raises(DrawError, match="dice that will give the seed is not named"):
        committed(seed_source=SeedSource.DICE)

    record = committed(seed_source=SeedSource.BEACON, seed_named="round 123 of the public beacon")
    assert record.seed_source.claim == "unpredictable"
    assert committed().seed_source.claim == "reproducible"


@pytest.mark.parametrize(
    ("frame", "sizes", "message"),
    [
        ({"a": "x"}, {}, "stratum 'x' has 1 calls but no size"),
        ({"a": "x"}, {"x": 2}, "2 calls are to be selected out of 1"),
        ({"a": "x"}, {"x": 1, "y": 1}, "stratum 'y': 1 calls are to be selected out of 0"),
        ({"a": "x"}, {"x": -1}, "-1 calls"),
        ({"": "x"}, {"x": 1}, "empty id"),
        ({"a\tb": "x"}, {"x": 1}, "tab or a line break"),
        ({"a": "x\n"}, {"x\n": 1}, "tab or a line break"),
    ],
)
def test_it_refuses_a_frame_that_could_be_read_two_ways(
    frame: dict[str, str], sizes: dict[str, int], message: str
) -> None:
    with pytest.raises(DrawError, match=message):
        commit(frame, sizes, committed_at=AT)


def test_a_closed_draw_stays_closed() -> None:
    with pytest.raises(DrawError, match="closed already"):
        reveal(reveal(committed(), b"seed"), b"another")
    with pytest.raises(DrawError, match="closed already"):
        reveal(abandon(committed(), "wrong period"), b"seed")
    with pytest.raises(DrawError, match="without a reason"):
        abandon(committed(), "")
    with pytest.raises(DrawError, match="empty seed"):
        reveal(committed(), b"")


def test_dice_make_the_same_seed_however_they_are_written_down() -> None:
    assert seed_of_dice("3 5 1 6 2 2 4 1 3 6") == seed_of_dice("3,5,1,6,2\n2,4,1,3,6") == b"3516224136"


@pytest.mark.parametrize("rolls", ["3 5 1 6", "3 5 1 6 2 2 4 1 3 7", "three five one six two two four"])
def test_it_refuses_dice_nobody_could_have_thrown(rolls: str) -> None:
    with pytest.raises(DrawError):
        seed_of_dice(rolls)


def test_a_manifest_reads_back_as_it_was_published() -> None:
    manifest = committed().manifest

    assert parse_manifest(manifest_text(manifest)) == manifest
    assert parse_manifest(manifest_text(manifest).removesuffix("\n")) == manifest
    with pytest.raises(DrawError, match="manifest line 2"):
        parse_manifest("call-1\tmail\ncall-2 mail\n")
