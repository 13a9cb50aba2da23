"""Words that a person puts right keep their place in the sound; what was cut out stays cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.correction import CorrectionError, Stretch, check_cuts_stay, corrected, said_in
from tests.factories.transcript import talk

SEGMENTS = talk(
    ("agent", "how can I help you"),
    ("customer", "hello my name is [NAME] and the liar came yesterday"),
    ("agent", "one moment please"),
)
TURN = Stretch("customer", round(SEGMENTS[1]["start"] * 1000), round(SEGMENTS[1]["end"] * 1000))
SAID = said_in(SEGMENTS, TURN)


def times(segments: list[dict[str, object]], word: str) -> tuple[float, float]:
    words = [one for segment in segments for one in segment["words"] if one["word"] == word]  # type: ignore[attr-defined]
    return words[0]["start"], words[0]["end"]


def test_a_word_instead_of_another_takes_its_place_and_all_others_keep_theirs() -> None:
    written, cuts = corrected(SEGMENTS, TURN, SAID.replace("liar", "flyer").split())
    assert times(written, "flyer") == times(SEGMENTS, "liar")
    assert times(written, "yesterday") == times(SEGMENTS, "yesterday")
    assert written[0] == SEGMENTS[0]
    assert written[1]["text"] == SAID.replace("liar", "flyer")
    assert cuts == []


def test_two_words_instead_of_one_share_its_time_by_their_length() -> None:
    written, _ = corrected(SEGMENTS, TURN, SAID.replace("liar", "a mailer").split())
    start, end = times(SEGMENTS, "liar")
    assert times(written, "a")[0] == start
    assert times(written, "mailer")[1] == end
    assert times(written, "a")[1] == times(written, "mailer")[0]


@given(st.lists(st.sampled_from([*SAID.split(), "new", "word"]), max_size=14))
def test_whatever_is_typed_the_words_are_those_and_lie_within_the_turn(words: list[str]) -> None:
    written, _ = corrected(SEGMENTS, TURN, words)
    said = [one for segment in written if segment["speaker"] == "customer" for one in segment["words"]]
    assert sorted(one["word"] for one in said) == sorted(words)
    for one in said:
        assert TURN.start_ms / 1000 <= one["start"] <= one["end"] <= TURN.end_ms / 1000 + 1e-6


def test_what_was_cut_out_is_not_put_back() -> None:
    with pytest.raises(CorrectionError, match=r"\[NAME\] is missing"):
        check_cuts_stay(SAID, SAID.replace("[NAME]", "Xanthippe"))
    check_cuts_stay(SAID, f"{SAID} [NAME]")


def test_a_new_mark_takes_the_whole_place_of_what_it_stands_for() -> None:
    _, cuts = corrected(SEGMENTS, TURN, SAID.replace("the liar", "my code is [SECRET]").split())
    (cut,) = cuts
    assert (cut["type"], cut["speaker"]) == ("SECRET", "customer")
    assert (cut["start"], cut["end"]) == (times(SEGMENTS, "the")[0], times(SEGMENTS, "liar")[1])
