"""Two people on one line are told apart by how they sound."""

import numpy as np
import pytest

from benchmarks.diarisation import SampleCall, found_speakers, sample_calls
from benchmarks.speaker_error import SpeakerError, bridged, speaker_error
from tests.factories.sounds import music, noise, silence, speech_like
from transcribe.diarisation import VoicePair, learn_voices, part_line, who_speaks
from transcribe.timbre import timbre_of
from transcribe.voice import VOICE_RATE, Piece, find_voice


def test_the_speakers_of_sample_calls_mixed_down_are_told_apart() -> None:
    total = SpeakerError()
    for call in sample_calls(odd=True, count=3):
        total += speaker_error(call.truth, found_speakers(call.mono), duration_s=call.mono.size / VOICE_RATE)
    assert total.spoken > 40
    assert total.rate <= 0.15


Known = tuple[SampleCall, tuple[Piece, ...], VoicePair]


@pytest.fixture(scope="module")
def known() -> Known:
    """A call mixed down, where its voice is, and the two voices in it."""
    (call,) = sample_calls(odd=True, count=1)
    pieces = find_voice(call.mono, 0)
    pair = learn_voices(call.mono, pieces)
    assert pair is not None
    return call, pieces, pair


def test_each_voice_gets_a_channel_of_its_own_and_nothing_is_heard_twice(known: Known) -> None:
    call, pieces, pair = known
    first, second = part_line(call.mono, pieces, pair)
    assert not np.any((first != 0) & (second != 0))
    voiced = np.concatenate([call.mono[piece.voice_start : piece.voice_end] for piece in pieces])
    parted = np.concatenate([(first + second)[piece.voice_start : piece.voice_end] for piece in pieces])
    assert float(np.sum(parted**2)) > 0.999 * float(np.sum(voiced**2))


def test_voices_learnt_from_one_part_of_a_call_are_known_again_in_another(known: Known) -> None:
    """A long call is heard section by section, and the agent stays the agent."""
    call, pieces, pair = known
    half = call.mono.size // 2
    whole = who_speaks(call.mono, pieces, pair)
    later = who_speaks(call.mono[half:], find_voice(call.mono[half:], 0), pair)
    for own, again in zip(whole, later, strict=True):
        expected = sum(max(0, end - max(start, half)) for start, end in own)
        assert sum(end - start for start, end in again) == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize(
    "nobody_or_one",
    [silence(5), noise(5, 0.1), music(10), speech_like(0.8)],
    ids=["silence", "noise", "music", "one short word"],
)
def test_where_there_are_no_two_voices_none_are_found(nobody_or_one: np.ndarray) -> None:
    assert learn_voices(nobody_or_one, find_voice(nobody_or_one, 0)) is None


def test_pitch_is_measured_in_log_hertz_and_only_where_there_is_one() -> None:
    time = np.arange(VOICE_RATE) / VOICE_RATE
    voiced = np.sum([np.sin(2 * np.pi * 120 * k * time) / k for k in range(3, 20)], axis=0, dtype=np.float32)
    timbre = timbre_of(np.concatenate([voiced, noise(1.0)]), [(0, VOICE_RATE), (VOICE_RATE, 2 * VOICE_RATE)])
    assert timbre.steps == 200
    assert np.exp(np.median(timbre.pitch[:100])) == pytest.approx(120, rel=0.02)
    assert np.isnan(timbre.pitch[100:]).mean() > 0.9
    assert timbre.at[100] == VOICE_RATE


def test_the_error_rate_counts_what_is_missed_invented_and_confused() -> None:
    reference = ([(0.0, 10.0)], [(10.0, 20.0)])
    assert speaker_error(reference, ([(10.0, 20.0)], [(0.0, 10.0)]), duration_s=30).rate == 0
    half_wrong = speaker_error(reference, ([(0.0, 15.0)], [(15.0, 18.0), (22.0, 23.0)]), duration_s=30)
    assert half_wrong.spoken == pytest.approx(19.0, abs=0.05)
    assert half_wrong.confused == pytest.approx(4.75, abs=0.05)
    assert half_wrong.missed == pytest.approx(1.75, abs=0.05)
    assert half_wrong.invented == pytest.approx(1.0, abs=0.05)
    assert half_wrong.rate == pytest.approx(7.5 / 19, abs=0.01)


def test_a_short_pause_is_no_boundary() -> None:
    assert bridged([(2.0, 3.0), (0.0, 1.0), (1.2, 1.9)]) == [(0.0, 3.0)]
    assert bridged([(0.0, 1.0), (1.5, 2.0)]) == [(0.0, 1.0), (1.5, 2.0)]
