"""The shipped sample calls and their sheets keep what demo/README.md says of them."""

import csv
import json
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import av
import numpy as np
import pytest

import demo
from demo.grammar.acts import is_held_out
from demo.grammar.words import ONES, TENS
from demo.recipe.casting import UNSEEN_VOICE
from demo.recipe.sheets import MANIFEST_COLUMNS
from tests.demo.test_grammar import luhn_passes

DEMO = Path(demo.__file__).parent
FIX = datetime(2026, 10, 5, tzinfo=UTC)
DIGITS = {word: digit for digit, word in enumerate(ONES[:10])} | {"oh": 0}


def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def manifest() -> list[dict[str, str]]:
    return rows("manifest.csv")


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def frame(manifest: list[dict[str, str]], truth: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a draw may select: consent, and no duplicate."""
    consented = {row["external_id"] for row in manifest if row["consent"] == "yes"}
    return [row for row in truth if row["external_id"] in consented and not row["duplicate_of"]]


def spoken_digits(spoken: str) -> str:
    """The digits behind any of the readings: singly, doubled, in pairs."""
    digits, repeat, tens = "", 1, ""
    for word in spoken.split():
        if word in ("double", "triple"):
            repeat = 2 if word == "double" else 3
        elif word in TENS[2:]:
            digits += tens and tens + "0"
            tens = str(TENS.index(word))
        elif word in ONES[10:]:
            digits += (tens and tens + "0") + str(ONES.index(word))
            tens = ""
        elif tens and DIGITS[word] > 0:
            digits, tens = digits + tens + str(DIGITS[word]), ""
        else:
            digits += (tens and tens + "0") + str(DIGITS[word]) * repeat
            repeat, tens = 1, ""
    return digits + (tens and tens + "0")


def is_before(row: dict[str, Any]) -> bool:
    return datetime.fromisoformat(row["started_at"]) < FIX


def mailer_share(calls: list[dict[str, Any]]) -> float:
    return float(np.mean([row["cause"] == "marketing_mailer" for row in calls]))


def test_it_ships_430_calls_in_at_most_25_mb(truth: list[dict[str, Any]]) -> None:
    files = list((DEMO / "calls").glob("*.opus"))
    assert len(truth) == 430
    assert len(files) == 431
    assert sum(file.stat().st_size for file in files) <= 25_000_000


def test_it_exports_two_wrong_records_and_no_more(manifest: list[dict[str, str]], truth: list[dict[str, Any]]) -> None:
    known = {row["external_id"] for row in truth}
    assert tuple(manifest[0]) == MANIFEST_COLUMNS
    wrong = [row for row in manifest if row["external_id"] not in known]
    assert len(manifest) == len(known) + 2
    with pytest.raises(ValueError, match="day"):
        datetime.fromisoformat(wrong[0]["started_at"])
    assert not (DEMO / wrong[1]["file"]).resolve().is_relative_to(DEMO)


def test_it_has_a_file_for_every_good_record(manifest: list[dict[str, str]], truth: list[dict[str, Any]]) -> None:
    files = {row["external_id"]: row["file"] for row in manifest}
    assert all((DEMO / files[row["external_id"]]).is_file() for row in truth)
    assert all(row["file"] == files[row["external_id"]] for row in truth)


def test_it_spreads_the_calls_over_eight_weeks(truth: list[dict[str, Any]]) -> None:
    weeks = Counter(
        (datetime.fromisoformat(r["started_at"]) - datetime(2026, 9, 7, tzinfo=UTC)).days // 7 for r in truth
    )
    assert sorted(weeks) == list(range(8))
    assert min(weeks.values()) >= 45


def test_it_refuses_consent_in_about_three_percent(manifest: list[dict[str, str]]) -> None:
    assert 0.02 <= sum(row["consent"] == "no" for row in manifest) / len(manifest) <= 0.04


def test_it_lets_the_mailer_fall_in_week_five(truth: list[dict[str, Any]], frame: list[dict[str, Any]]) -> None:
    for calls in (truth, frame):
        assert mailer_share([row for row in calls if is_before(row)]) >= 0.45
        assert mailer_share([row for row in calls if not is_before(row)]) <= 0.10


def test_it_shows_the_fall_in_nearly_every_draw_of_240(frame: list[dict[str, Any]]) -> None:
    kept = 0
    for seed in range(400):
        drawn = Random(seed).sample(frame, 240)
        before = [row for row in drawn if is_before(row)]
        after = [row for row in drawn if not is_before(row)]
        kept += mailer_share(before) >= 0.45 and mailer_share(after) <= 0.10 and min(len(before), len(after)) >= 100
    assert kept >= 392


def test_it_has_the_special_calls(truth: list[dict[str, Any]]) -> None:
    assert Counter(row["kind"] for row in truth) == {"normal": 424, "no_speech": 3, "fake_stereo": 2, "duplicate": 1}
    [copy] = [row for row in truth if row["duplicate_of"]]
    original = DEMO / "calls" / f"{copy['duplicate_of']}.opus"
    assert (DEMO / copy["file"]).read_bytes() == original.read_bytes()


def test_it_lasts_twenty_to_forty_five_seconds(truth: list[dict[str, Any]]) -> None:
    assert all(20_000 <= row["duration_ms"] <= 45_000 for row in truth)
    assert all(row["turns"][-1]["end_ms"] <= row["duration_ms"] for row in truth if row["turns"])


def test_it_keeps_held_out_sentences_out_of_the_other_calls(truth: list[dict[str, Any]]) -> None:
    for row in truth:
        assert all(is_held_out(template_id) == row["held_out"] for template_id in row["template_ids"])
    assert 0.15 <= sum(row["held_out"] for row in truth) / len(truth) <= 0.20


def test_it_has_some_calls_of_the_unseen_voice(truth: list[dict[str, Any]]) -> None:
    unseen = [row for row in truth if row["unseen_voice"]]
    assert len(unseen) >= 8
    assert all(row["voices"]["customer"] == UNSEEN_VOICE and not row["held_out"] for row in unseen)
    assert all(row["voices"]["agent"] != row["voices"]["customer"] for row in truth if row["voices"])


def test_it_times_every_word_in_order(truth: list[dict[str, Any]]) -> None:
    for row in truth:
        for turn in row["turns"]:
            assert " ".join(word for word, _, _ in turn["words"]) == turn["text"]
            times = [(start, end) for _, start, end in turn["words"]]
            assert all(start <= end for start, end in times)
            assert times == sorted(times)


def test_it_marks_planted_items_to_the_word(truth: list[dict[str, Any]]) -> None:
    planted = [(row["turns"][item["turn"]], item) for row in truth for item in row["planted"]]
    for turn, item in planted:
        words = turn["words"][item["first_word"] : item["last_word"] + 1]
        assert " ".join(word for word, _, _ in words) == item["spoken"]
        assert (words[0][1], words[-1][2]) == (item["start_ms"], item["end_ms"])
    counts = Counter(item["type"] for _, item in planted)
    assert set(counts) == {
        "CARD_NUMBER", "SECURITY_CODE", "CARD_EXPIRY", "PHONE", "EMAIL", "NAME", "ADDRESS", "DATE_OF_BIRTH"
    }  # fmt: skip
    assert min(counts.values()) >= 20


def test_it_plants_cards_that_pass_the_luhn_check(truth: list[dict[str, Any]]) -> None:
    cards = [item["spoken"] for row in truth for item in row["planted"] if item["type"] == "CARD_NUMBER"]
    assert cards
    assert all(len(spoken_digits(card)) == 16 and luhn_passes(spoken_digits(card)) for card in cards)


def test_it_links_drivers_that_the_registers_know(truth: list[dict[str, Any]]) -> None:
    known = {row["id"] for name in ("campaigns", "incidents") for row in rows(f"company/{name}.csv")}
    used = Counter(driver["id"] for row in truth for driver in row["drivers"])
    offerings = {row["id"] for row in rows("company/offerings.csv")}
    assert set(used) == known
    assert {row["promise"]["offering"] for row in truth if row["promise"]} <= offerings
    assert {row["promise"]["box"] for row in truth if row["promise"]} == {"inside", "outside"}


def test_it_labels_every_call_but_the_duplicate(truth: list[dict[str, Any]]) -> None:
    labels = {row["external_id"]: row for row in rows("company/labels.csv")}
    calls = [row for row in truth if not row["duplicate_of"]]
    assert set(labels) == {row["external_id"] for row in calls}
    slips = sum(labels[row["external_id"]]["cause"] != (row["cause"] or "unknown") for row in calls)
    assert 0.02 <= slips / len(calls) <= 0.04


def test_it_quotes_words_that_are_said_and_free_of_planted_data(truth: list[dict[str, Any]]) -> None:
    calls = {row["external_id"]: row for row in truth}
    for label in rows("company/labels.csv") + rows("company/second_labels.csv"):
        call = calls[label["external_id"]]
        if label["cause"] == "unknown":
            assert label["reason"]
            continue
        turn = call["turns"][call["evidence"]["turn"]]
        start, end = int(label["quote_start_ms"]), int(label["quote_end_ms"])
        assert label["quote"] in turn["text"]
        assert turn["start_ms"] <= start < end <= turn["end_ms"]
        mine = [item for item in call["planted"] if item["turn"] == turn["index"]]
        assert all(item["end_ms"] <= start or item["start_ms"] >= end for item in mine)


def test_it_has_blind_second_labels_by_somebody_else_who_slips_now_and_then(truth: list[dict[str, Any]]) -> None:
    first = {row["external_id"]: row for row in rows("company/labels.csv")}
    second = rows("company/second_labels.csv")
    assert len(second) == sum(row["kind"] == "normal" for row in truth)
    assert all(row["annotator"] != first[row["external_id"]]["annotator"] for row in second)
    differing = sum(row["cause"] != first[row["external_id"]]["cause"] for row in second)
    assert 0.04 <= differing / len(second) <= 0.14


def test_it_names_only_owners_and_annotators_who_exist() -> None:
    people = {row["email"]: row["role"] for row in rows("company/people.csv")}
    causes = tomllib.loads((DEMO / "company/causes.toml").read_text(encoding="utf-8"))["causes"]
    owners = {cause["owner"] for cause in causes if cause.get("owner")}
    owners |= {row["owner"] for name in ("campaigns", "incidents") for row in rows(f"company/{name}.csv")}
    assert {people[owner] for owner in owners} == {"executive"}
    assert {people[row["annotator"]] for row in rows("company/labels.csv")} <= {"qa_lead", "reviewer"}
    assert {"admin", "auditor", "executive", "qa_lead", "reviewer"} == set(people.values())


def test_it_commits_before_the_fix_takes_effect() -> None:
    commitment = tomllib.loads((DEMO / "company/commitment.toml").read_text(encoding="utf-8"))
    assert commitment["made_at"] < commitment["effective_at"] == FIX
    assert commitment["expected_drop"] == pytest.approx(0.2)
    assert commitment["prompted_until"] <= datetime(2026, 9, 7, tzinfo=UTC)


def test_it_sounds_like_two_channels_of_48_khz_opus(truth: list[dict[str, Any]]) -> None:
    for row in truth[::60]:
        with av.open(str(DEMO / row["file"])) as container:
            stream = container.streams.audio[0]
            assert (stream.codec_context.name, stream.codec_context.layout.name) == ("opus", "stereo")
            assert container.duration is not None
            assert container.duration / 1000 == pytest.approx(row["duration_ms"], abs=100)
