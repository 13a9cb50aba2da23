"""What is heard around a cut is listened to again, until nothing personal is left or nothing is stored."""

from dataclasses import replace

import numpy as np
import pytest

from audio.sections import Section
from audio.sound import Sound
from audio.words import Speaker
from redact.check import RedactionIncomplete
from redact.entities import EntityType
from redact.exemptions import NO_EXEMPTIONS
from redact.reheard import MOST_LISTENS, PAD_S
from redact.transcript import redact_segments
from tests.factories.sounds import noise, sound
from tests.fakes.speech import FakeSpeech, HauntedSpeech
from transcribe.passages import Passage
from transcribe.recording import transcribe_recording
from worker.removal import Silenced, silence_cuts

LONG_S = 40.0


def recording(*, start_s: float = 0.0, channels: int = 2) -> Section:
    sides = [noise(LONG_S, seed=seed) for seed in range(1, channels + 1)]
    whole = sound(*sides)
    return Section(round(start_s * whole.rate), whole)


def heard_by(speech: FakeSpeech, section: Section) -> Passage:
    heard = transcribe_recording(section.sound, speech)
    return Passage(section, replace(heard, segments=tuple(one.later(section.start_s) for one in heard.segments)))


def silenced(speech: FakeSpeech, section: Section | None = None, *, checked: bool = True) -> Silenced:
    passage = heard_by(speech, section or recording())
    redaction = redact_segments(passage.heard.segments)
    engine = speech if checked else None
    return silence_cuts(passage, redaction, more=(), exempt=NO_EXEMPTIONS, engine=engine)


def is_silent(heard: Sound, channel: int, start: float, end: float) -> bool:
    return not np.any(heard.samples[channel, round(start * heard.rate) : round(end * heard.rate)])


def after_small_talk(speech: FakeSpeech, *, at: float) -> FakeSpeech:
    """A few short turns, a second and a half together: far enough from a cut for its silence to be over."""
    for turn, speaker in enumerate(("agent", "customer", "agent", "customer")):
        speech = speech.says(speaker, "right", at=at + 0.4 * turn)
    return speech


def test_only_the_seconds_around_a_cut_are_heard_again_and_only_on_its_side() -> None:
    speech = (
        FakeSpeech()
        .says("customer", "the flyer said half price", at=8.0)
        .says("agent", "what is your pin please", at=12.0)
        .says("customer", "i see", at=18.0)
        .says("customer", "four seven one two", at=20.0)
        .says("customer", "thank you", at=23.0)
        .says("customer", "it came by post", at=30.0)
    )
    result = silenced(speech)
    _, again = speech.listened
    left, right = (np.flatnonzero(channel) / result.sound.rate for channel in again)
    assert left.size == 0
    assert 20.0 - PAD_S <= right[0] < 20.0
    assert 21.2 < right[-1] <= 21.2 + PAD_S
    assert (result.listens, result.found) == (1, ())
    assert result.sound.samples.shape == recording().sound.samples.shape


def test_a_call_without_cuts_is_not_heard_again() -> None:
    speech = FakeSpeech().says("customer", "the flyer said half price", at=1.0)
    assert silenced(speech).listens == 0
    assert len(speech.listened) == 1


def test_a_number_that_is_heard_only_the_second_time_goes_too() -> None:
    speech = FakeSpeech().says("agent", "what is your pin", at=2.0).says("customer", "four seven one thanks", at=5.0)
    speech = after_small_talk(speech, at=6.4).misses("customer", "pin is two two nine", at=8.2)
    result = silenced(speech)
    assert result.listens == 2
    assert is_silent(result.sound, 1, 8.8, 9.7)
    assert not is_silent(result.sound, 1, 10.0, 10.5)
    (cut, found) = result.redaction.cuts
    assert (found.type, found.speaker) == (EntityType.PIN, Speaker.CUSTOMER)
    assert cut.end < found.start


def test_words_of_the_first_transcript_under_a_hit_go_with_it() -> None:
    speech = (
        FakeSpeech()
        .says("customer", "my card number is four one one one one one one one and fleas please", at=1.0)
        .misses("customer", "one one one", at=4.6)
    )
    result = silenced(speech)
    assert "fleas" not in result.redaction.text
    assert result.redaction.text.startswith("my card number is [CARD_NUMBER]")


def test_what_is_heard_however_often_it_is_cut_is_not_kept() -> None:
    haunted = HauntedSpeech().says("customer", "you can reach me on five five five oh one nine nine", at=1.0)
    speech = after_small_talk(haunted, at=4.5)
    with pytest.raises(RedactionIncomplete) as refused:
        silenced(speech)
    assert refused.value.rounds == MOST_LISTENS
    assert "five" not in str(refused.value)


def test_a_call_on_one_channel_is_heard_again_as_one() -> None:
    speech = FakeSpeech().says("customer", "my pin is four seven one two okay", at=3.0)
    result = silenced(speech, recording(channels=1))
    assert len(speech.listened[-1]) == 1
    assert result.redaction.text == "my pin is [PIN] okay"
    assert is_silent(result.sound, 0, 3.9, 5.1)


def test_a_later_section_of_a_long_call_keeps_its_times() -> None:
    speech = FakeSpeech().says("agent", "what is your pin", at=2.0).says("customer", "four seven one thanks", at=5.0)
    speech = after_small_talk(speech, at=6.4).misses("customer", "pin is two two nine", at=8.2)
    result = silenced(speech, recording(start_s=600.0))
    assert [round(cut.start) for cut in result.redaction.cuts] == [605, 609]
    assert is_silent(result.sound, 1, 8.8, 9.7)
    assert not is_silent(result.sound, 1, 10.0, 10.5)


def test_the_second_listen_can_be_left_out() -> None:
    speech = FakeSpeech().says("customer", "my pin is four seven one two", at=3.0)
    result = silenced(speech, checked=False)
    assert (result.listens, len(speech.listened)) == (0, 1)
    assert result.redaction.text == "my pin is [PIN]"
