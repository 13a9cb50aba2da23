"""A recording heard in sections says what it says in one piece."""

import json
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest

from app.demo.wer import edit_distance
from audio.decode import decode
from audio.sections import Overview, Section, look_over, sections
from audio.sound import Samples, Sound
from audio.words import Segment, Speaker, Transcription, Word
from tests.factories.sounds import RATE, silence, sound, speech_like
from tests.fakes.speech import FakeSpeech
from transcribe.channels import ChannelMap
from transcribe.passages import Listener, together
from transcribe.whisper import WhisperEngine

DEMO = Path(__file__).parents[2] / "demo"
MINUTE_S = 60.0


def turn(speaker: Speaker, text: str, at: float) -> Segment:
    words = tuple(Word(word, at + index * 0.3, at + (index + 1) * 0.3, 0.9) for index, word in enumerate(text.split()))
    return Segment(speaker, words[0].start, words[-1].end, words)


def said(*segments: Segment, language: str | None = "en") -> Transcription:
    return Transcription(10.0, language, 2, False, segments, "fake", sides=(Speaker.AGENT, Speaker.CUSTOMER))


def test_a_turn_goes_on_over_a_cut() -> None:
    before = said(turn(Speaker.AGENT, "your order is", 8.0), language=None)
    after = said(turn(Speaker.AGENT, "on its way", 10.0), turn(Speaker.CUSTOMER, "thank you", 12.0))
    whole = together([before, after], duration_s=20.0, truncated=True)
    assert [segment.text for segment in whole.segments] == ["your order is on its way", "thank you"]
    assert (whole.language, whole.duration_s, whole.truncated) == ("en", 20.0, True)


def test_a_pause_or_another_speaker_at_the_cut_begins_a_new_turn() -> None:
    before = said(turn(Speaker.AGENT, "one moment", 5.0))
    late = together([before, said(turn(Speaker.AGENT, "here I am", 15.0))], duration_s=20.0, truncated=False)
    other = together([before, said(turn(Speaker.CUSTOMER, "sure", 5.7))], duration_s=20.0, truncated=False)
    assert len(late.segments) == len(other.segments) == 2


def test_copies_of_one_channel_are_told_by_the_whole_call_and_not_by_a_stretch_of_hold_music() -> None:
    music = np.concatenate([speech_like(20, 1), silence(20)])
    agent, customer = (np.concatenate([music, speech_like(60, seed)]) for seed in (2, 3))
    call = sound(agent, customer)
    overview = Overview(call.length, call, is_whole=False)
    assert not Listener.of(overview, FakeSpeech(), channel_map=ChannelMap()).fake_stereo


def sample_calls(count: int) -> tuple[Samples, dict[str, list[str]]]:
    """Sample calls one after the other, and what is said in them by each side."""
    rows = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["kind"] == "normal"][::40][:count]
    truth: dict[str, list[str]] = {"agent": [], "customer": []}
    for row in chosen:
        for one in row["turns"]:
            truth[one["speaker"]] += one["text"].split()
    return np.concatenate([decode(DEMO / row["file"]).samples for row in chosen], axis=1), truth


def words(heard: Transcription, speaker: str) -> list[str]:
    return [word.word.lower().strip(".,?!") for who, word in heard.words() if who.value == speaker]


@pytest.mark.slow
def test_sections_are_heard_as_well_as_the_whole() -> None:
    """Other windows are other guesses: nine words in ten are the same, and no more of them are wrong."""
    samples, truth = sample_calls(8)

    def listener() -> Listener:
        overview = look_over([samples], RATE, longest_s=MINUTE_S)
        return Listener.of(overview, shipped, channel_map=ChannelMap())

    shipped = WhisperEngine.load(str(DEMO.parent / "models" / "speech-demo"), threads=1)
    whole = listener().hear(Section(0, Sound(samples, RATE))).heard
    once = listener()
    blocks = (samples[:, first : first + RATE] for first in range(0, samples.shape[1], RATE))
    parts = [once.hear(one).heard for one in sections(blocks, RATE, length=samples.shape[1], longest_s=MINUTE_S)]
    assert len(parts) >= 4
    pieced = together(parts, duration_s=whole.duration_s, truncated=False)
    for speaker, spoken in truth.items():
        one, other = words(whole, speaker), words(pieced, speaker)
        same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
        assert same > 0.9 * len(one)
        assert edit_distance(spoken, other) < edit_distance(spoken, one) + 0.02 * len(spoken)
