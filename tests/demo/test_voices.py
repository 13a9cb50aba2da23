"""The voices of the demo: exact times, one word per token, the same sound every time."""

import ctypes

import numpy as np
import pytest

from demo.voices import HELD_OUT_VOICE, RATE, VOICES, speak

EVERY_VOICE = [*VOICES, HELD_OUT_VOICE]
SENTENCE = "i don't know about the end of the flyer at oak dot com"


def installed(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


pytestmark = pytest.mark.skipif(
    not (installed("libespeak-ng.so.1") and installed("libflite_cmu_us_slt.so.1")),
    reason="espeak-ng and flite are not installed (apt-get install libespeak-ng1 libflite1)",
)


def test_there_are_six_voices_and_the_held_out_one_is_not_among_them() -> None:
    assert len(VOICES) == 6
    assert HELD_OUT_VOICE not in VOICES


@pytest.mark.parametrize("voice", EVERY_VOICE)
def test_every_token_becomes_one_word_in_order(voice: str) -> None:
    spoken = speak(SENTENCE, voice)
    assert [word.word for word in spoken.words] == SENTENCE.split()
    starts = [word.start for word in spoken.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= spoken.duration for word in spoken.words)


@pytest.mark.parametrize("voice", EVERY_VOICE)
def test_sound_is_where_the_words_are(voice: str) -> None:
    spoken = speak("nine yellow moons", voice)
    first, last = spoken.words[0].start, spoken.words[-1].end
    loud = np.flatnonzero(np.abs(spoken.samples) > 0.05 * np.abs(spoken.samples).max()) / RATE
    assert abs(loud[0] - first) < 0.1
    assert abs(loud[-1] - last) < 0.25
    assert spoken.samples.dtype == np.float32


@pytest.mark.parametrize("voice", EVERY_VOICE)
def test_phones_cover_the_words(voice: str) -> None:
    spoken = speak("good morning", voice)
    assert len(spoken.phones) >= 7
    assert spoken.phones[0].start == spoken.words[0].start
    assert spoken.phones[-1].end == spoken.words[-1].end


@pytest.mark.parametrize("voice", ["espeak-f2", "flite-slt"])
def test_a_faster_speaker_takes_less_time(voice: str) -> None:
    assert speak(SENTENCE, voice, speed=1.2).duration < 0.95 * speak(SENTENCE, voice).duration


def test_the_same_text_has_the_same_times_after_another_voice_has_spoken() -> None:
    before = speak(SENTENCE, "espeak-m1")
    speak(SENTENCE, "espeak-f4")
    after = speak(SENTENCE, "espeak-m1")
    assert [word.start for word in after.words] == pytest.approx([word.start for word in before.words], abs=0.02)


@pytest.mark.parametrize("text", ["", "call 911 now", "Hello", "stop."])
def test_text_that_is_not_plain_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot speak"):
        speak(text, "espeak-m1")


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(KeyError):
        speak("hello", "espeak-nobody")
