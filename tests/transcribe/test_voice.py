"""Where nobody speaks, the recogniser is never asked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from audio.decode import decode
from audio.sound import Samples
from tests.factories.line_sounds import NOBODY, piano
from tests.factories.sounds import dtmf, music, noise, ringing, silence, speech_like, tone
from transcribe.steady import is_hiss, is_steady, purity, steadiness
from transcribe.voice import VOICE_RATE, Piece, VoiceOptions, find_voice

ROOT = Path(__file__).parents[2]
ODDITIES: dict[str, Samples] = {
    "an empty channel": silence(0),
    "less than a frame": silence(0.01),
    "keys played backwards": dtmf("4111111111111111")[::-1],
    "music": music(20),
    "a click": np.eye(1, 16_000, 800, dtype=np.float32)[0],
}
TELEPHONE = butter(4, (300, 3_400), "band", fs=VOICE_RATE, output="sos")


@pytest.mark.parametrize("sound", ODDITIES.values(), ids=ODDITIES.keys())
def test_nobody_is_heard_in(sound: Samples) -> None:
    assert find_voice(sound, 0) == ()


@pytest.mark.parametrize("made", NOBODY.values(), ids=NOBODY.keys())
def test_nobody_is_heard_on_a_line_with(made: Callable[[float], Samples]) -> None:
    played = made(8)
    on_the_line = sosfilt(TELEPHONE, 0.1 * played) + noise(8, 0.002)
    assert find_voice(played, 0) == ()
    assert find_voice(on_the_line.astype(np.float32), 0) == ()


def test_nobody_is_heard_in_any_tune_forwards_or_backwards() -> None:
    tunes = [piano(5, seed)[::direction] for seed in range(4, 8) for direction in (1, -1)]
    assert [find_voice(tune, 0) for tune in tunes] == [()] * len(tunes)


def test_nobody_is_heard_in_any_loud_hiss() -> None:
    hisses = [noise(8, 0.2, seed=seed)[::direction] for seed in range(4) for direction in (1, -1)]
    assert [find_voice(hiss, 0) for hiss in hisses] == [()] * len(hisses)
    assert all(is_hiss(noise(0.15, 0.2, seed=seed), VOICE_RATE) for seed in range(20))
    assert not any(is_hiss(speech_like(0.5, seed), VOICE_RATE) for seed in range(5))


def test_a_voice_over_hold_music_is_still_heard() -> None:
    call = decode(ROOT / "demo" / "calls" / "QM-100007.opus").channel(1)
    spoken = find_voice(call, 0)
    over_music = (call + 0.1 * np.resize(NOBODY["piano"](12), call.size)).astype(np.float32)
    assert seconds(find_voice(over_music, 0)) > 0.8 * seconds(spoken)


def seconds(pieces: tuple[Piece, ...]) -> float:
    return sum(piece.voice_end - piece.voice_start for piece in pieces) / VOICE_RATE


def test_steady_tones_are_told_from_a_gliding_voice() -> None:
    assert min(steadiness(sound, VOICE_RATE) for sound in (ringing(5), dtmf("123456"), music(10), tone(5))) > 0.85
    assert max(steadiness(speech_like(5, seed), VOICE_RATE) for seed in range(5)) < 0.6
    assert steadiness(silence(0.01), VOICE_RATE) == 0


def test_a_single_key_is_told_from_a_short_word() -> None:
    assert all(is_steady(dtmf(key)[:1_920], VOICE_RATE) for key in "1590#")
    assert not any(is_steady(speech_like(0.2, seed), VOICE_RATE) for seed in range(5))
    assert purity(silence(0.1), VOICE_RATE) == 0


def test_pieces_lie_in_order_inside_the_channel_and_do_not_overlap() -> None:
    sound = np.concatenate([silence(2), speech_like(4, 3), silence(3), speech_like(4, 4), silence(2)])
    pieces = find_voice(sound, 1, VoiceOptions(threshold=0.2))
    assert pieces
    assert {piece.channel for piece in pieces} == {1}
    edges = [edge for piece in pieces for edge in (piece.start, piece.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= sound.size
    assert all(piece.start <= piece.voice_start < piece.voice_end <= piece.end for piece in pieces)
