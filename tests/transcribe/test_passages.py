"""On a long line that two people share, who was the agent in the first section is the agent in the last."""

import numpy as np
import pytest

from audio.sections import Overview, Section
from audio.sound import Sound
from audio.words import Speaker
from benchmarks.diarisation import sample_calls
from tests.fakes.speech import FakeSpeech
from transcribe.channels import ChannelMap
from transcribe.language import OtherLanguageError
from transcribe.passages import Listener, together
from transcribe.voice import VOICE_RATE

CUT = 12 * VOICE_RATE


def call_of_two() -> Sound:
    (call,) = sample_calls(odd=True, count=1)
    return Sound(call.mono[None, :], VOICE_RATE)


def listener_of(call: Sound, speech: FakeSpeech, languages: frozenset[str] = frozenset()) -> Listener:
    overview = Overview(call.length, call, is_whole=False)
    return Listener.of(overview, speech, channel_map=ChannelMap(), languages=languages)


def parts(call: Sound) -> list[Section]:
    samples = call.samples
    return [
        Section(0, Sound(np.ascontiguousarray(samples[:, :CUT]), VOICE_RATE)),
        Section(CUT, Sound(np.ascontiguousarray(samples[:, CUT:]), VOICE_RATE)),
    ]


def test_roles_told_in_one_section_hold_in_the_next() -> None:
    call = call_of_two()
    speech = FakeSpeech().says("agent", "thank you for calling how can I help you", at=1.0)
    speech.says("customer", "I am calling about my bill", at=5.0)
    speech.then().says("customer", "and it is red", at=1.0).says("agent", "yes it is", at=3.0)
    listener = listener_of(call, speech)
    heard = [listener.hear(section).heard for section in parts(call)]
    assert [[turn.speaker for turn in one.segments] for one in heard] == [
        [Speaker.AGENT, Speaker.CUSTOMER],
        [Speaker.CUSTOMER, Speaker.AGENT],
    ]
    whole = together(heard, duration_s=call.duration_s, truncated=False)
    assert whole.channels == 1
    assert whole.speaker_confidence == pytest.approx(0.99, abs=0.01)


def test_a_section_in_another_language_ends_the_listening() -> None:
    call = call_of_two()
    speech = FakeSpeech(language="de").says("agent", "guten tag", at=1.0)
    with pytest.raises(OtherLanguageError, match="'de'"):
        listener_of(call, speech, frozenset({"en"})).hear(parts(call)[0])
    assert listener_of(call, speech, frozenset({"de"})).hear(parts(call)[0]).heard.language == "de"
