"""Words heard in a packed window return to the channel and the second at which they were said."""

import pytest

from transcribe.packing import Window, pack
from transcribe.voice import Piece
from transcribe.words_back import RawWord, utterances_by_channel

SECOND = 16_000


def window() -> Window:
    """The agent from 10 s to 12 s, then the customer from 20 s to 23 s, with 0.2 s of pad around each."""
    agent = Piece(0, round(9.8 * SECOND), round(12.2 * SECOND), 10 * SECOND, 12 * SECOND)
    customer = Piece(1, round(19.8 * SECOND), round(23.2 * SECOND), 20 * SECOND, 23 * SECOND)
    return pack([agent, customer], 30 * SECOND)[0]


def raw(text: str, start: float, end: float) -> RawWord:
    return RawWord(text, start, end, 0.9)


def test_each_word_returns_to_its_side_of_the_call() -> None:
    agent, customer = utterances_by_channel(
        [(window(), [raw(" hello", 0.2, 0.7), raw(" there", 0.7, 2.2), raw(" hi", 2.8, 3.3), raw(" you", 3.3, 5.6)])], 2
    )
    assert [(word.word, word.start, word.end) for word in agent[0].words] == [
        ("hello", 10.0, 10.5),
        ("there", 10.5, 12.0),
    ]
    hi, _ = customer[0].words
    assert [hi.start, hi.end] == pytest.approx([20.2, 20.7])


def test_a_word_never_reaches_into_the_pause_or_the_other_side() -> None:
    agent, customer = utterances_by_channel([(window(), [raw(" bye", 1.5, 2.4), raw(" hi", 2.4, 4.0)])], 2)
    assert agent[0].words[0].end == pytest.approx(12.1)
    assert customer[0].words[0].start == pytest.approx(19.9)


def test_the_last_word_before_a_pause_lasts_as_long_as_the_voice() -> None:
    agent, _ = utterances_by_channel([(window(), [raw(" good", 0.2, 1.4), raw(" bye", 1.4, 1.9)])], 2)
    assert [word.end for word in agent[0].words] == pytest.approx([11.2, 12.0])


def test_a_long_noise_behind_the_last_word_is_not_taken_for_it() -> None:
    agent, _ = utterances_by_channel([(window(), [raw(" good", 0.2, 0.5)])], 2)
    assert agent[0].words[0].end == pytest.approx(10.8)


def test_a_short_first_word_is_not_left_with_the_side_before() -> None:
    agent, customer = utterances_by_channel([(window(), [raw(" bye", 1.5, 1.9), raw(" I", 1.9, 2.7)])], 2)
    assert [word.word for word in agent[0].words] == ["bye"]
    assert customer[0].words[0].start == pytest.approx(19.9)


def test_a_word_without_length_gets_one() -> None:
    agent, _ = utterances_by_channel([(window(), [raw(" a", 1.0, 1.0)])], 2)
    assert agent[0].end > agent[0].start


def test_a_pause_ends_an_utterance() -> None:
    agent, _ = utterances_by_channel([(window(), [raw(" one", 0.2, 0.5), raw(" two", 1.4, 1.9)])], 2)
    assert [utterance.text for utterance in agent] == ["one", "two"]


def test_marks_join_the_word_they_belong_to() -> None:
    heard = [raw(" ¿", 0.2, 0.3), raw(" really", 0.3, 0.7), raw("?", 0.7, 0.8), raw("", 0.8, 0.8), raw(" no", 0.8, 1.2)]
    agent, _ = utterances_by_channel([(window(), heard)], 2)
    assert agent[0].text == "¿really? no"
    assert agent[0].words[0].end == pytest.approx(10.5)


def test_words_of_several_windows_come_in_order_of_time() -> None:
    early = pack([Piece(0, 0, SECOND, 0, SECOND)], 30 * SECOND)[0]
    agent, _ = utterances_by_channel([(window(), [raw(" late", 0.5, 0.9)]), (early, [raw(" early", 0.1, 0.5)])], 2)
    assert [utterance.text for utterance in agent] == ["early", "late"]


def test_nothing_heard_is_nothing_said() -> None:
    assert utterances_by_channel([(window(), [])], 2) == ((), ())
