import math
from dataclasses import replace

import numpy as np
import pytest

from audio.sound import Sound
from audio.words import Segment, Speaker
from redact.sound import redact_sound
from redact.transcript import redact_segments
from tests.redact.calls import call

RATE = 8000
SIDES = {Speaker.AGENT: 0, Speaker.CUSTOMER: 1}


def sound_for(segments: tuple[Segment, ...], *, channels: int = 2) -> Sound:
    length = round((segments[-1].end + 1.0) * RATE) + 3
    return Sound(np.full((channels, length), 0.5, dtype=np.float32), RATE)


def heard(sound: Sound, channel: int, start: float, end: float) -> float:
    """Share of the samples of a stretch that can still be heard."""
    return float(np.mean(np.abs(sound.samples[channel, round(start * RATE) : round(end * RATE)]) > 0.01))


def test_the_cut_words_are_silent_and_their_neighbours_are_not() -> None:
    segments = call("c: my pin is four seven one two okay thanks")
    before = sound_for(segments)
    redaction = redact_segments(segments)
    after = redact_sound(before, segments, redaction, channel_of=SIDES)
    assert after.samples.shape == before.samples.shape
    words = segments[0].words
    assert heard(after, 1, words[3].start, words[6].end) == 0.0
    assert heard(after, 1, words[2].start, words[2].end) > 0.8
    assert heard(after, 1, words[7].start, words[7].end) > 0.8
    assert heard(after, 0, 0.0, after.duration_s) == 1.0


def test_a_guard_reaches_into_the_pause_beside_the_cut() -> None:
    segments = call("c: my pin is four seven one two", "c: thanks")
    redaction = redact_segments(segments)
    last, thanks = segments[0].words[-1].end, segments[1].words[0]
    assert thanks.start - last == pytest.approx(0.6)
    after = redact_sound(sound_for(segments), segments, redaction, channel_of=SIDES)
    assert heard(after, 1, last, last + 0.45) == 0.0  # what no word was written for may be more of the value
    assert heard(after, 1, thanks.start, thanks.end) == 1.0


@pytest.mark.parametrize(
    "said", ["c: i am peter garcia today", "c: my pin is four seven today", "c: i live at nine oak street today"]
)
def test_a_word_that_touches_a_cut_loses_at_most_a_fifth_of_its_beginning(said: str) -> None:
    (segment,) = call(said)
    touching = tuple(replace(word, end=word.end + 0.1) for word in segment.words)
    segments = (replace(segment, words=touching),)
    redaction = redact_segments(segments)
    (entity,) = redaction.entities
    assert segments[0].words[entity.last_word + 1].word == "today"
    after = redact_sound(sound_for(segments), segments, redaction, channel_of=SIDES)
    before, today = touching[entity.first_word - 1], touching[-1]
    assert heard(after, 1, today.start, today.start + 0.09) == 0.0
    assert heard(after, 1, today.start, today.end) > 0.8
    assert heard(after, 1, before.start, before.end) > 0.98


def test_sound_without_words_is_silent_in_the_turns_after_a_question_and_no_word_is_lost() -> None:
    segments = call("a: what is your pin", "c: hold on it is", "a: thank you", "c: fine", "a: anything else", "c: no")
    late = [shifted(segment, 3.0 * line) for line, segment in enumerate(segments)]
    redaction = redact_segments(late)
    assert redaction.entities == ()
    after = redact_sound(sound_for(tuple(late)), late, redaction, channel_of=SIDES)
    asked, answer, thanks, fine = late[:4]
    assert heard(after, 1, asked.words[-1].end + 0.1, answer.words[0].start - 0.1) == 0.0
    assert heard(after, 1, answer.words[-1].end + 0.1, fine.words[0].start - 0.1) == 0.0
    for word in (*answer.words, *fine.words):
        assert heard(after, 1, word.start, word.end) == 1.0
    assert heard(after, 0, late[4].words[-1].end, after.duration_s) == 1.0
    assert thanks.words


def shifted(segment: Segment, by_s: float) -> Segment:
    words = tuple(replace(word, start=word.start + by_s, end=word.end + by_s) for word in segment.words)
    return replace(segment, start=segment.start + by_s, end=segment.end + by_s, words=words)


def test_an_answer_nobody_wrote_a_word_for_is_silent() -> None:
    segments = call("a: what is your pin", "c: yes it's", "a: thank you")
    late = replace(segments[2], words=tuple(replace(w, start=w.start + 3, end=w.end + 3) for w in segments[2].words))
    segments = (segments[0], segments[1], late)
    redaction = redact_segments(segments)
    assert redaction.entities == ()
    after = redact_sound(sound_for(segments), segments, redaction, channel_of=SIDES)
    said = segments[1].words[-1].end
    assert heard(after, 1, said + 0.04, said + 3.0) == 0.0
    for word in segments[0].words:
        assert heard(after, 0, word.start, word.end) == 1.0


@pytest.mark.parametrize("channels", [1, 2])
def test_an_unknown_speaker_and_a_mono_call_are_silent_everywhere(channels: int) -> None:
    side = "u" if channels == 2 else "c"
    segments = call(f"{side}: my pin is four seven one two okay")
    redaction = redact_segments(segments)
    after = redact_sound(sound_for(segments, channels=channels), segments, redaction, channel_of=SIDES)
    words = segments[0].words
    for channel in range(channels):
        assert heard(after, channel, words[3].start, words[6].end) == 0.0


def test_both_sides_are_silent_where_the_agent_repeats_while_the_customer_speaks() -> None:
    customer, agent = call("c: my card number is 4111 1111 1111 1111", "a: 1111 1111 okay")
    agent = replace(
        agent, words=tuple(replace(word, start=word.start - 2.0, end=word.end - 2.0) for word in agent.words)
    )
    segments = (customer, agent)
    redaction = redact_segments(segments)
    after = redact_sound(
        sound_for((customer, call("c: a b", "c: c d e f g")[1])), segments, redaction, channel_of=SIDES
    )
    said_again = agent.words[0]
    assert heard(after, 0, said_again.start, said_again.end) == 0.0
    assert heard(after, 1, said_again.start, said_again.end) == 0.0
    kept = agent.words[2]
    assert heard(after, 0, kept.start, kept.end) > 0.8


def test_words_without_times_take_the_bounds_of_their_neighbours() -> None:
    (segment,) = call("c: my pin is four seven one two okay")
    lost = (3, 4, 6)
    words = tuple(
        replace(word, start=math.nan, end=math.nan) if index in lost else word
        for index, word in enumerate(segment.words)
    )
    segments = (replace(segment, words=words),)
    redaction = redact_segments(segments)
    after = redact_sound(sound_for(segments), segments, redaction, channel_of=lambda _speaker: 1)
    assert heard(after, 1, segment.words[3].start, segment.words[6].end) == 0.0
    assert heard(after, 1, segment.words[7].start, segment.words[7].end) > 0.8


def test_a_segment_without_any_times_is_silent_as_a_whole() -> None:
    segments = call("c: my pin is four seven one two")
    blind = tuple(
        replace(segment, words=tuple(replace(word, start=0.0, end=0.0) for word in segment.words))
        for segment in segments
    )
    redaction = redact_segments(blind)
    after = redact_sound(sound_for(segments), blind, redaction, channel_of=SIDES)
    assert heard(after, 1, segments[0].start, segments[0].end) == 0.0
