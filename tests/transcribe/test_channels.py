"""Two channels are two people only if they sound like two people."""

import numpy as np
import pytest

from audio.sound import Samples
from tests.factories.sounds import dtmf, noise, silence, sound, speech_like
from transcribe.channels import ChannelMap, is_fake_stereo

VOICE = speech_like(30.0)
LINE_NOISE = noise(30.0, 0.002, seed=5)


@pytest.mark.parametrize(
    "copy",
    [
        VOICE,
        0.1 * VOICE,
        -VOICE,
        np.concatenate([silence(0.04), VOICE])[: VOICE.size],
        np.concatenate([silence(0.31), 0.2 * VOICE])[: VOICE.size] + LINE_NOISE,
        VOICE + LINE_NOISE,
        np.round(VOICE * 127) / np.float32(127),
    ],
    ids=["equal", "softer", "inverted", "later", "softer, later and with noise", "with noise", "with fewer bits"],
)
def test_a_copy_is_found_out(copy: Samples) -> None:
    assert is_fake_stereo(sound(VOICE, copy.astype(np.float32)))


@pytest.mark.parametrize(
    "other",
    [
        speech_like(30.0, seed=9),
        silence(30.0),
        LINE_NOISE,
        speech_like(30.0, seed=9) + 0.1 * VOICE,
        np.concatenate([VOICE[:32_000], speech_like(28.0, seed=9)]),
    ],
    ids=["another voice", "silence", "noise", "another voice with an echo", "the same beep at the start"],
)
def test_two_sides_stay_two(other: Samples) -> None:
    assert not is_fake_stereo(sound(VOICE, other.astype(np.float32)))


def test_keys_heard_on_both_sides_do_not_make_one_channel() -> None:
    keys = dtmf("1234567890")[:32_000]
    left, right = speech_like(30.0, seed=1), speech_like(30.0, seed=2)
    left[:32_000], right[:32_000] = keys, keys
    assert not is_fake_stereo(sound(left, right))


def test_one_channel_is_not_stereo_at_all() -> None:
    assert not is_fake_stereo(sound(VOICE))
    assert not is_fake_stereo(sound(silence(0), silence(0)))


@pytest.mark.parametrize("text", ["agent", "agent,agent", "left,right", "agent,customer,agent", ""])
def test_a_channel_map_names_both_sides_once(text: str) -> None:
    with pytest.raises(ValueError, match="a channel map is"):
        ChannelMap.parse(text)
