"""How the calls were made: the calendar, the plans, the timeline, the line and the file."""

import io
from collections import Counter
from pathlib import Path
from random import Random

import av
import numpy as np
import pytest

from demo.recipe.calendar import CALLS, FIX_DAY
from demo.recipe.casting import TRAINING_VOICES, UNSEEN_VOICE
from demo.recipe.dice import read_dice, stream
from demo.recipe.line import RATE, Sound, hold_music, over_the_line
from demo.recipe.opus import as_left_and_right, checksum, encode
from demo.recipe.planning import HELD_OUT_CALLS, NO_CONSENT_CALLS, UNSEEN_VOICE_CALLS, Call, plan_calls
from demo.recipe.recording import record, write_fitting
from demo.recipe.sheets import truth_row
from demo.recipe.timeline import Said, lay_out, trimmed
from demo.voices import HELD_OUT_VOICE, VOICES

THROWS = "1234561234561234561234561234561234561234"


@pytest.fixture(scope="module")
def calls() -> list[Call]:
    return plan_calls(THROWS)


def fake_say(text: str, voice: str, speed: float) -> Said:
    """A fake synthesiser: every word is 0.25 s of a tone, after 0.3 s of silence."""
    words = text.split()
    time = np.arange(int((0.6 + 0.25 * len(words)) * RATE)) / RATE
    inside = (time >= 0.3) & (time < time[-1] - 0.3)
    samples = np.asarray(0.2 * np.sin(2 * np.pi * 700 * time) * inside, np.float32)
    return Said(samples, tuple((word, 0.3 + 0.25 * i, 0.55 + 0.25 * i) for i, word in enumerate(words)))


def decode(data: bytes) -> tuple[Sound, str]:
    with av.open(io.BytesIO(data), "r") as container:
        layout = container.streams.audio[0].codec_context.layout.name
        resampler = av.AudioResampler("fltp", "stereo", RATE)
        parts = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        parts += resampler.resample(None)
    return np.concatenate([part.to_ndarray() for part in parts], axis=1), layout


def test_it_reads_only_dice(tmp_path: Path) -> None:
    assert len(read_dice()) >= 40
    (tmp_path / "dice.txt").write_text("1234567")
    with pytest.raises(ValueError, match="at least 40 throws"):
        read_dice(tmp_path / "dice.txt")


def test_it_gives_every_call_dice_of_its_own() -> None:
    assert stream(THROWS, "call", 1).random() == stream(THROWS, "call", 1).random()
    assert stream(THROWS, "call", 1).random() != stream(THROWS, "call", 2).random()


def test_it_plans_the_same_calls_from_the_same_dice(calls: list[Call]) -> None:
    assert calls == plan_calls(THROWS)
    assert calls != plan_calls(THROWS[::-1])


def test_it_plans_430_calls_with_unique_ids_and_moments(calls: list[Call]) -> None:
    assert len(calls) == CALLS
    assert len({call.external_id for call in calls}) == CALLS
    assert len({call.slot.started_at for call in calls}) == CALLS


def test_it_plans_the_special_calls(calls: list[Call]) -> None:
    assert sum(call.plan is None for call in calls) == 3
    assert sum(call.fake_stereo for call in calls) == 2
    [twin] = [call for call in calls if call.duplicate_of]
    [original] = [call for call in calls if call.external_id == twin.duplicate_of]
    assert (twin.plan, twin.cast) == (original.plan, original.cast)
    assert sum(bool(c.plan and c.plan.held_out and not c.duplicate_of) for c in calls) == HELD_OUT_CALLS
    assert sum(c.cast.customer_voice == UNSEEN_VOICE and not c.duplicate_of for c in calls) == UNSEEN_VOICE_CALLS
    assert sum(call.cast.consent == "no" for call in calls) == NO_CONSENT_CALLS


def test_it_plans_half_the_calls_about_the_mailer_before_the_fix_and_few_after(calls: list[Call]) -> None:
    before = Counter(call.slot.cause for call in calls if call.slot.started_at < FIX_DAY)
    after = Counter(call.slot.cause for call in calls if call.slot.started_at >= FIX_DAY)
    assert before["marketing_mailer"] / before.total() >= 0.5
    assert after["marketing_mailer"] / after.total() <= 0.06
    assert abs(before.total() - after.total()) <= 2


def test_it_uses_the_voices_the_speech_model_knows() -> None:
    assert set(TRAINING_VOICES) == set(VOICES)
    assert UNSEEN_VOICE == HELD_OUT_VOICE


def test_it_finds_a_dialogue_that_fits_a_call(calls: list[Call]) -> None:
    for call in calls[::3]:
        if call.plan:
            dialogue = write_fitting(call, stream(THROWS, "test", call.external_id))
            assert 5 <= len(dialogue.turns) <= 10
            assert dialogue.word_count <= 115


def test_it_trims_the_synthesisers_silence_and_moves_the_words_with_it() -> None:
    said = trimmed(fake_say("hello there", "any", 1.0))
    assert said.words[0][1] == pytest.approx(0.06)
    assert len(said.samples) / RATE == pytest.approx(0.5 + 0.12, abs=0.01)


def test_it_puts_words_where_the_sound_is(calls: list[Call]) -> None:
    call = next(c for c in calls if c.plan and not c.fake_stereo)
    dialogue = write_fitting(call, Random(1))
    timeline = lay_out(dialogue, call.cast, fake_say, rng=Random(2), may_overlap=True)
    for turn, words in zip(dialogue.turns, timeline.turns, strict=True):
        track = timeline.agent if turn.speaker == "agent" else timeline.customer
        middle = (words[0].start_ms + words[0].end_ms) * RATE // 2000
        assert np.abs(track[middle - 200 : middle + 200]).max() > 0.1


def test_it_keeps_a_telephone_to_its_band() -> None:
    rng = Random(3)
    rumble = np.sin(2 * np.pi * 60 * np.arange(RATE) / RATE).astype(np.float32)
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32)
    heard = over_the_line(rumble + tone, rng=rng, quiet=False)
    spectrum = np.abs(np.fft.rfft(heard[:RATE]))
    assert spectrum[60] < 0.02 * spectrum[1000]
    assert np.abs(heard).max() < 1


def test_it_writes_both_channels_without_a_trace_of_the_other() -> None:
    time = np.arange(4 * RATE) / RATE
    left = np.asarray(0.3 * np.sin(2 * np.pi * 500 * time) * (time < 2), np.float32)
    right = np.asarray(0.3 * np.sin(2 * np.pi * 900 * time) * (time >= 2), np.float32)
    sound, layout = decode(encode(left, right))
    assert layout == "stereo"
    assert sound.shape[1] == pytest.approx(4 * RATE, abs=RATE * 0.07)
    early, late = sound[:, 2000:14000], sound[:, 18000:30000]
    assert np.abs(early[1]).max() < 0.01 < 0.2 < np.abs(early[0]).max()
    assert np.abs(late[0]).max() < 0.01 < 0.2 < np.abs(late[1]).max()


def test_it_writes_the_same_bytes_twice() -> None:
    music = hold_music(RATE, rng=Random(4))
    assert encode(music, music) == encode(music, music)


def test_it_sums_ogg_pages_as_the_format_says() -> None:
    data = encode(np.zeros(RATE, np.float32), np.zeros(RATE, np.float32))
    length = 27 + data[26] + sum(data[27 : 27 + data[26]])
    page = bytearray(data[:length])
    written = int.from_bytes(page[22:26], "little")
    page[22:26] = b"\0\0\0\0"
    assert checksum(bytes(page)) == written


def test_it_refuses_to_mark_a_file_that_is_not_discrete() -> None:
    data = encode(np.zeros(RATE, np.float32), np.zeros(RATE, np.float32))
    with pytest.raises(ValueError, match="two discrete channels"):
        as_left_and_right(data)


def test_it_records_a_whole_call_with_its_truth(calls: list[Call]) -> None:
    call = next(c for c in calls if c.plan and c.plan.asks and not c.fake_stereo)
    recording = record(call, fake_say, THROWS)
    truth = truth_row(call, recording)
    assert 20 <= recording.duration_s <= 45
    assert truth["evidence"]["quote"] in truth["turns"][truth["evidence"]["turn"]]["text"]
    sound, _ = decode(recording.data)
    assert sound.shape[1] / RATE == pytest.approx(recording.duration_s, abs=0.1)


def test_it_records_silence_where_nobody_speaks(calls: list[Call]) -> None:
    call = next(c for c in calls if c.plan is None)
    truth = truth_row(call, record(call, fake_say, THROWS))
    assert (truth["kind"], truth["turns"], truth["cause"]) == ("no_speech", [], None)
