"""Invented text goes; what may have been said stays."""

import pytest

from audio.words import Word
from transcribe.guards import goes_in_circles, heard_nothing, without_inventions


def said(text: str, *, seconds: float = 0.3, probability: float = 0.9) -> list[Word]:
    return [Word(word, index * seconds, (index + 1) * seconds, probability) for index, word in enumerate(text.split())]


def text(words: tuple[Word, ...]) -> str:
    return " ".join(word.word for word in words)


@pytest.mark.parametrize(
    "spoken",
    [
        "I got a flyer in the mail and it said half price",
        "no no no no",
        "four one one one one one one one one one one one one one one one",
        "thank you for calling",
        "yes",
    ],
)
def test_what_people_say_stays(spoken: str) -> None:
    assert text(without_inventions(said(spoken))) == spoken


def test_a_card_number_heard_badly_is_never_shortened() -> None:
    number = "one " * 15
    assert len(without_inventions(said(number, probability=0.1))) == 15


def test_a_phrase_that_repeats_without_sound_is_kept_once() -> None:
    looped = said("the bill is high " * 20, seconds=0.03)
    assert without_inventions(looped) == ()
    spoken, looped = said("hello I have a question"), said("about the bill " * 12, seconds=0.02)
    assert text(without_inventions([*spoken, *looped])) == "hello I have a question about the bill"


def test_a_phrase_that_repeats_without_certainty_is_kept_once() -> None:
    assert text(without_inventions(said("we will see " * 5, probability=0.2))) == "we will see"


@pytest.mark.parametrize(
    "learned", ["Thanks for watching!", "Subtitles by the Amara.org community", "Please subscribe."]
)
def test_closing_lines_of_videos_go(learned: str) -> None:
    assert without_inventions(said(learned)) == ()


def test_a_syllable_without_end_is_no_word() -> None:
    assert text(without_inventions(said("well " + "ar" * 60 + " then"))) == "well then"


def test_a_crowd_of_words_in_no_time_goes() -> None:
    assert without_inventions(said("all of this in no time", seconds=0.02)) == ()


def test_circles_and_empty_windows_are_recognised() -> None:
    assert goes_in_circles("I will call you back. " * 12)
    assert not goes_in_circles("I got a letter from you saying that my plan is going up by ten dollars in March.")
    assert not goes_in_circles("")
    assert heard_nothing(0.9, -1.5)
    assert not heard_nothing(0.9, -0.2)
    assert not heard_nothing(0.1, -1.5)
