from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ingest.manifest import Bad, ManifestError, check_kept, read_manifest
from ingest.record import CallRecord
from store.tables.call import Consent

UTC = ZoneInfo("UTC")
HEADER = "external_id,started_at,consent,handle_minutes,file\n"


def rows(path: Path, text: str | bytes) -> list[CallRecord | Bad]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_manifest(path, zone=UTC))


def test_it_reads_a_plain_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.opus").write_bytes(b"OggS")
    [record] = rows(tmp_path / "calls.csv", HEADER + "A-1,2026-09-07T08:15:00+02:00,yes,2.5,a.opus\n")
    assert isinstance(record, CallRecord)
    assert record.started_at.isoformat() == "2026-09-07T06:15:00+00:00"
    assert (record.consent, record.handle_s, record.recording) == (Consent.GIVEN, 150, tmp_path / "a.opus")


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + HEADER.encode() + b"A-1,2026-09-07T08:15:00Z,yes,2,\n",
        HEADER.replace(",", ";").encode() + b"A-1;2026-09-07T08:15:00Z;yes;2,0;\n",
        HEADER.replace("\n", "\r\n").encode() + b"A-1,2026-09-07T08:15:00Z,yes,2,\r\n",
        HEADER.replace(",", "\t").encode() + b"A-1\t2026-09-07T08:15:00Z\tyes\t2\t\n",
    ],
    ids=["byte-order mark", "semicolons and decimal commas", "Windows line ends", "tabs"],
)
def test_it_reads_what_spreadsheets_save(tmp_path: Path, text: bytes) -> None:
    [record] = rows(tmp_path / "calls.csv", text)
    assert isinstance(record, CallRecord)
    assert (record.external_id, record.handle_s) == ("A-1", 120)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A-1,2026-13-45,yes,2,", "bad_date"),
        ("A-1,07/09/26,yes,2,", "bad_date"),
        ("A-1,0026-09-07,yes,2,", "bad_date"),
        (",2026-09-07,yes,2,", "no_external_id"),
        ("A-1,2026-09-07,perhaps,2,", "bad_consent"),
        ("A-1,2026-09-07,yes,-2,", "bad_number"),
        ("A-1,2026-09-07,yes,nan,", "bad_number"),
        ("A-1,2026-09-07,yes,2,../secret.wav", "outside_folder"),
        ("A-1,2026-09-07,yes,2,/etc/passwd", "outside_folder"),
        ("A-1,2026-09-07,yes,2,not-there.wav", "file_missing"),
    ],
)
def test_it_refuses_a_wrong_row_and_goes_on(tmp_path: Path, row: str, reason: str) -> None:
    bad, good = rows(tmp_path / "calls.csv", f"{HEADER}{row}\nB-2,2026-09-07,yes,2,\n")
    assert isinstance(bad, Bad)
    assert (bad.reason, bad.line) == (reason, 2)
    assert isinstance(good, CallRecord)


def test_it_refuses_the_second_of_two_equal_ids_and_names_the_first(tmp_path: Path) -> None:
    _, second = rows(tmp_path / "calls.csv", HEADER + "A-1,2026-09-07,yes,2,\nA-1,2026-09-08,yes,2,\n")
    assert isinstance(second, Bad)
    assert second.reason == "duplicate_id"
    assert "line 2" in second.message


def test_it_tells_an_unknown_column_once_and_guesses_what_was_meant(tmp_path: Path) -> None:
    told, record = rows(tmp_path / "calls.csv", "external_id,started_at,consnt\nA-1,2026-09-07,yes\n")
    assert isinstance(told, Bad)
    assert "did you mean consent?" in told.message
    assert isinstance(record, CallRecord)


def test_only_further_columns_that_somebody_named_are_kept(tmp_path: Path) -> None:
    manifest = tmp_path / "calls.csv"
    manifest.write_text("external_id,started_at,region,note\nA-1,2026-09-07, north ,rang twice\nA-2,2026-09-07,,\n")
    dropped, first, second = read_manifest(manifest, zone=UTC, keep=["region"])
    assert isinstance(dropped, Bad)
    assert "'note' is not known" in dropped.message
    assert "ingest.metadata_fields" in dropped.message
    assert isinstance(first, CallRecord)
    assert isinstance(second, CallRecord)
    assert (first.extra, second.extra) == ({"region": "north"}, {})


def test_a_kept_column_holds_a_category_and_no_free_text(tmp_path: Path) -> None:
    manifest = tmp_path / "calls.csv"
    manifest.write_text(f"external_id,started_at,region\nA-1,2026-09-07,{'north ' * 20}\n")
    [bad] = read_manifest(manifest, zone=UTC, keep=["region"])
    assert isinstance(bad, Bad)
    assert bad.reason == "bad_extra"


def test_a_column_with_its_own_use_cannot_be_kept_as_well() -> None:
    with pytest.raises(ManifestError, match="'customer_ref'"):
        check_kept(["region", "customer_ref"])


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "external_id\nA-1\n"])
def test_it_says_which_columns_are_needed(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManifestError, match="started_at"):
        rows(tmp_path / "calls.csv", text)


def test_it_says_that_a_manifest_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be opened"):
        list(read_manifest(tmp_path / "nothing.csv", zone=UTC))


def test_a_row_that_is_no_utf8_is_refused_alone(tmp_path: Path) -> None:
    body = b"A-1,2026-09-07,yes,2,\nB\xff,2026-09-07,yes,2,\nC-3,2026-09-07,yes,2,\n"
    first, bad, last = rows(tmp_path / "calls.csv", HEADER.encode() + body)
    assert isinstance(bad, Bad)
    assert bad.reason == "not_utf8"
    assert isinstance(first, CallRecord)
    assert isinstance(last, CallRecord)


def test_it_streams_a_hundred_thousand_rows(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    with path.open("w") as file:
        file.write(HEADER)
        file.writelines(f"A-{number},2026-09-07T08:15:00Z,yes,2,\n" for number in range(100_000))
    assert sum(isinstance(row, CallRecord) for row in read_manifest(path, zone=UTC)) == 100_000
