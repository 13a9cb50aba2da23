"""The engine: voice of both sides in shared windows, second tries, languages, and the shipped model."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import numpy as np
import pytest

from audio.decode import decode
from audio.sound import Samples
from audio.words import Speaker
from tests.factories.line_sounds import NOBODY
from tests.factories.sounds import noise, silence, sound, speech_like, wav_bytes
from tests.fakes.whisper_model import FakeWhisperModel
from transcribe.engine import Heard
from transcribe.recording import transcribe_recording
from transcribe.voice import VOICE_RATE, VoiceOptions
from transcribe.whisper import WhisperEngine, WhisperOptions

EAGER = WhisperOptions(voice=VoiceOptions(threshold=0.1))
SHIPPED = Path(__file__).parents[2] / "models" / "speech-demo"


def engine(model: FakeWhisperModel) -> WhisperEngine:
    return WhisperEngine(cast("Any", model), "fake", EAGER)


def call() -> list[Samples]:
    """The agent speaks for four seconds, then the customer."""
    return [
        np.concatenate([speech_like(4, 3), silence(5)]),
        np.concatenate([silence(5), speech_like(4, 4)]),
    ]


def words(heard: Heard) -> list[str]:
    return [word.word for side in heard.channels for utterance in side for word in utterance.words]


def test_both_sides_of_a_call_share_one_window() -> None:
    model = FakeWhisperModel(["thank you for calling hello I have got a letter"])
    heard = engine(model).hear(call(), rate=VOICE_RATE)
    assert len(model.seconds) == 1
    agent, customer = heard.channels
    assert agent[0].words[0].word == "thank"
    assert max(utterance.end for utterance in agent) < 4.5 < min(utterance.start for utterance in customer)
    assert words(heard) == model.texts[0].split()


def test_two_customers_never_share_a_window() -> None:
    model = FakeWhisperModel(["thank you for calling hello", "good morning what can I do"])
    once = engine(model)
    alice, bob = (once.hear(call(), rate=VOICE_RATE) for _ in range(2))
    assert len(model.seconds) == 2
    assert words(alice) == model.texts[0].split()
    assert words(bob) == model.texts[1].split()


def test_the_model_is_not_asked_where_nobody_speaks() -> None:
    model = FakeWhisperModel([])
    usual = WhisperEngine(cast("Any", model), "fake")
    heard = usual.hear([silence(10), noise(10, 0.05)], rate=VOICE_RATE)
    assert heard.channels == ((), ())
    assert heard.language is None
    assert model.seconds == []


def test_a_model_of_short_windows_is_given_no_longer_ones() -> None:
    """The demo's own model listens through 10 s; the fake refuses features of any other length."""
    model = FakeWhisperModel(["hello"] * 9, window_s=10)
    engine(model).hear([speech_like(25, 3)], rate=VOICE_RATE)
    assert len(model.seconds) >= 2
    assert max(model.seconds) <= 10


def test_a_window_that_goes_in_circles_is_heard_again_in_halves() -> None:
    model = FakeWhisperModel(["I will call you back today " * 12, "thank you", "good bye"])
    heard = engine(model).hear(call(), rate=VOICE_RATE)
    assert sorted(words(heard)) == ["bye", "good", "thank", "you"]
    assert [penalty > 1 for _, penalty in model.asked] == [False, True, True]


def test_a_window_that_goes_in_circles_twice_keeps_no_circle() -> None:
    model = FakeWhisperModel(["I will call you back today " * 12, "call you back " * 20, "thank you bye"])
    assert sorted(words(engine(model).hear(call(), rate=VOICE_RATE))) == ["bye", "thank", "you"]


def test_a_window_that_the_model_takes_for_silence_has_no_words() -> None:
    model = FakeWhisperModel(["thank you"], no_speech=0.9, log_probability=-2.0)
    assert engine(model).hear(call(), rate=VOICE_RATE).channels == ((), ())


def test_the_language_is_the_one_that_all_windows_together_sound_like() -> None:
    languages = [[("<|de|>", 0.5), ("<|en|>", 0.4)], [("<|en|>", 0.9), ("<|de|>", 0.1)]]
    model = FakeWhisperModel(["guten tag", "tag"], multilingual=True, languages=languages)
    heard = engine(model).hear(call(), rate=VOICE_RATE)
    assert heard.language == "en"
    assert model.asked[0][0] == model.vocabulary["<|en|>"]


def test_a_language_that_is_known_is_not_guessed() -> None:
    model = FakeWhisperModel(["guten tag"], multilingual=True, languages=[[("<|en|>", 1.0)]])
    assert engine(model).hear(call(), rate=VOICE_RATE, language="de").language == "de"
    assert model.asked[0][0] == model.vocabulary["<|de|>"]


SURELY_GERMAN = [[("<|de|>", 0.9), ("<|en|>", 0.05)]]


def listening_to(model: FakeWhisperModel, *languages: str) -> WhisperEngine:
    return WhisperEngine(cast("Any", model), "fake", replace(EAGER, languages=frozenset(languages)))


def test_a_call_in_a_language_that_nobody_listens_to_is_not_written_down() -> None:
    model = FakeWhisperModel(["guten tag"], multilingual=True, languages=SURELY_GERMAN)
    heard = listening_to(model, "en", "fr").hear(call(), rate=VOICE_RATE)
    assert heard.channels == ((), ())
    assert (heard.language, heard.language_probability) == ("de", 0.9)
    assert model.asked == []


def test_a_bad_line_is_taken_for_the_likeliest_language_that_somebody_listens_to() -> None:
    unsure = [[("<|nn|>", 0.4), ("<|de|>", 0.2), ("<|en|>", 0.3)]]
    model = FakeWhisperModel(["hello there"], multilingual=True, languages=unsure)
    heard = listening_to(model, "de", "en").hear(call(), rate=VOICE_RATE)
    assert (heard.language, words(heard)) == ("en", ["hello", "there"])


def test_a_model_of_one_language_says_so_and_is_not_asked_for_another() -> None:
    only_english = FakeWhisperModel(["hello"])
    heard = listening_to(only_english, "de").hear(call(), rate=VOICE_RATE)
    assert (heard.language, heard.language_probability, words(heard)) == ("en", None, [])
    assert words(listening_to(FakeWhisperModel(["hello"]), "en").hear(call(), rate=VOICE_RATE)) == ["hello"]


def test_no_word_is_expected_unless_somebody_says_so() -> None:
    model = FakeWhisperModel(["well", "well"])
    usual = engine(model)
    usual.hear(call(), rate=VOICE_RATE)
    assert model.expected is None
    usual.expecting(["Autumn flyer", "AUTUMN 25"]).hear(call(), rate=VOICE_RATE)
    assert model.expected == "Autumn flyer, AUTUMN 25"


def test_brackets_are_never_written_but_blanks_may_be() -> None:
    model = FakeWhisperModel(["well"])
    engine(model).hear(call(), rate=VOICE_RATE)
    assert model.vocabulary["["] in model.suppressed
    assert model.vocabulary[" "] not in model.suppressed


def test_another_rate_is_an_error() -> None:
    with pytest.raises(ValueError, match="16000 Hz, not at 8000"):
        engine(FakeWhisperModel([])).hear([silence(1)], rate=8_000)


@pytest.fixture(scope="module")
def shipped() -> WhisperEngine:
    if not (SHIPPED / "model.bin").is_file():
        pytest.skip("models/speech-demo is not trained yet")
    return WhisperEngine.load(str(SHIPPED), threads=2)


def test_the_shipped_model_writes_nothing_where_nobody_speaks(shipped: WhisperEngine) -> None:
    for name, made in NOBODY.items():
        nobody = made(8)
        assert transcribe_recording(sound(nobody, nobody[::-1]), shipped).no_speech, name


def test_the_shipped_model_is_given_windows_of_its_own_length(shipped: WhisperEngine) -> None:
    with patch.object(shipped.model, "encode", wraps=shipped.model.encode) as encode:
        shipped.hear(call(), rate=VOICE_RATE)
    assert {listened.args[0].shape[1:] for listened in encode.call_args_list} == {(80, 1_000)}


def test_the_shipped_model_hears_both_sides_of_a_sample_call(shipped: WhisperEngine, tmp_path: Path) -> None:
    calls = sorted((SHIPPED.parents[1] / "demo" / "calls").glob("*.opus"))
    if not calls:
        pytest.skip("demo/calls is not made yet")
    transcription = transcribe_recording(decode(calls[0]), shipped)
    assert {segment.speaker for segment in transcription.segments} == {Speaker.AGENT, Speaker.CUSTOMER}
    assert transcription.language == "en"
    for _, word in transcription.words():
        assert 0 <= word.start < word.end <= transcription.duration_s
    starts = [segment.start for segment in transcription.segments]
    assert starts == sorted(starts)


def test_the_shipped_model_reads_a_plain_wav(shipped: WhisperEngine, tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(wav_bytes(sound(*call())))
    assert transcribe_recording(decode(tmp_path / "call.wav"), shipped).channels == 2
