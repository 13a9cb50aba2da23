"""A recording becomes turns in the order in which they were said, each with its speaker."""

import numpy as np
import pytest

from audio.sound import Sound
from audio.words import Speaker
from benchmarks.diarisation import sample_calls
from tests.factories.sounds import noise, silence, sound
from tests.fakes.speech import FakeSpeech
from transcribe.channels import ChannelMap
from transcribe.recording import transcribe_recording


def two_sides(seconds: float = 20.0) -> Sound:
    return sound(noise(seconds, seed=1), noise(seconds, seed=2))


def test_it_writes_down_who_says_what_in_order_of_time() -> None:
    speech = (
        FakeSpeech()
        .says("customer", "the flyer said half price", at=3.0)
        .says("agent", "thank you for calling", at=0.5)
        .says("agent", "let me check", at=6.0)
    )
    transcription = transcribe_recording(two_sides(), speech)
    assert [(turn.speaker, turn.text) for turn in transcription.segments] == [
        (Speaker.AGENT, "thank you for calling"),
        (Speaker.CUSTOMER, "the flyer said half price"),
        (Speaker.AGENT, "let me check"),
    ]
    assert (transcription.duration_s, transcription.channels, transcription.language) == (20.0, 2, "en")
    assert transcription.model == "fake-speech"


def test_a_short_pause_does_not_end_a_turn_but_the_other_side_does() -> None:
    speech = (
        FakeSpeech()
        .says("agent", "one moment", at=1.0)
        .says("agent", "please", at=2.5)
        .says("customer", "sure", at=4.0)
        .says("agent", "thanks", at=4.4)
        .says("agent", "still there", at=10.0)
    )
    turns = transcribe_recording(two_sides(), speech).segments
    assert [turn.text for turn in turns] == ["one moment please", "sure", "thanks", "still there"]
    assert turns[0].start == 1.0
    assert turns[0].end == pytest.approx(2.8)


def test_a_source_may_have_the_customer_on_the_left() -> None:
    speech = FakeSpeech().says("agent", "hello", at=1.0)
    swapped = ChannelMap.parse("customer, agent")
    assert transcribe_recording(two_sides(), speech, channel_map=swapped).segments[0].speaker is Speaker.CUSTOMER
    assert swapped.swapped() == ChannelMap()


def test_it_does_not_guess_who_speaks_on_a_single_channel() -> None:
    speech = FakeSpeech().says("agent", "hello", at=1.0).says("customer", "hi there", at=3.0)
    transcription = transcribe_recording(sound(noise(10.0)), speech)
    assert transcription.channels == 1
    assert {turn.speaker for turn in transcription.segments} == {Speaker.UNKNOWN}


def one_line() -> Sound:
    (call,) = sample_calls(odd=True, count=1)
    return sound(call.mono)


def test_two_people_on_one_line_get_their_own_turns_and_their_roles() -> None:
    """The voices of a real line decide who is heard where; the words decide who is who."""
    speech = FakeSpeech().says("agent", "thank you for calling how can I help you", at=1.0)
    speech.says("customer", "I am calling about my bill", at=5.0)
    transcription = transcribe_recording(one_line(), speech)
    assert (transcription.channels, transcription.sides) == (1, (Speaker.UNKNOWN,))
    assert [turn.speaker for turn in transcription.segments] == [Speaker.AGENT, Speaker.CUSTOMER]
    assert transcription.speaker_confidence is not None
    assert transcription.speaker_confidence > 0.9
    assert transcription.channel_of == {}, "a card number of either side is cut out of the one channel"


def test_two_people_nobody_can_name_still_have_their_own_turns() -> None:
    speech = FakeSpeech().says("agent", "so it was red", at=1.0).says("customer", "no blue", at=2.6)
    turns = transcribe_recording(one_line(), speech).segments
    assert [(turn.speaker, turn.text) for turn in turns] == [
        (Speaker.UNKNOWN, "so it was red"),
        (Speaker.UNKNOWN, "no blue"),
    ]


def test_a_copied_channel_counts_as_one() -> None:
    speech = FakeSpeech().says("agent", "hello", at=1.0)
    transcription = transcribe_recording(sound(noise(10.0), 0.5 * noise(10.0)), speech)
    assert transcription.channels == 1
    assert transcription.segments[0].speaker is Speaker.UNKNOWN


def test_nobody_speaking_is_a_normal_outcome() -> None:
    transcription = transcribe_recording(sound(silence(10.0), silence(10.0)), FakeSpeech())
    assert transcription.no_speech
    assert transcription.channels == 2


def test_a_cut_off_recording_says_so() -> None:
    cut_off = Sound(np.zeros((2, 16_000), np.float32), 16_000, truncated=True, container_duration_s=9.0)
    assert transcribe_recording(cut_off, FakeSpeech()).truncated
