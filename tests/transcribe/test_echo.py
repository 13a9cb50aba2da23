"""What one side's channel overhears of the other is written down once, on the side that said it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.decode import decode
from audio.sound import Samples, Sound
from audio.words import Speaker
from tests.factories.sounds import noise, silence, speech_like
from transcribe.echo import without_echoes
from transcribe.recording import transcribe_recording
from transcribe.voice import VOICE_RATE, Piece, find_voice
from transcribe.whisper import WhisperEngine

ROOT = Path(__file__).parents[2]
CALLS = ("QM-100007", "QM-100224")


def truth(name: str) -> dict[str, Any]:
    lines = (ROOT / "demo" / "truth.jsonl").read_text().splitlines()
    return next(row for row in map(json.loads, lines) if row["external_id"] == name)


def with_echo(call: Sound, *, decibels: float, delay_s: float) -> list[Samples]:
    """The agent is heard on the customer's channel too, fainter and later."""
    agent, customer = call.channel(0), call.channel(1)
    late = np.concatenate([silence(delay_s), agent])[: agent.size]
    return [agent, (customer + 10 ** (decibels / 20) * late).astype(np.float32)]


def voice(channels: list[Samples]) -> list[tuple[Piece, ...]]:
    return [find_voice(samples, index) for index, samples in enumerate(channels)]


def seconds(pieces: tuple[Piece, ...]) -> float:
    return sum(piece.voice_end - piece.voice_start for piece in pieces) / VOICE_RATE


def seconds_away_from(pieces: tuple[Piece, ...], turns: list[dict[str, Any]], *, within_s: float = 0.2) -> float:
    """Voice that lies in none of the turns."""
    steps = np.zeros(100 * 90, bool)
    for piece in pieces:
        steps[piece.voice_start // 160 : piece.voice_end // 160] = True
    for turn in turns:
        steps[round(turn["start_ms"] / 10 - 100 * within_s) : round(turn["end_ms"] / 10 + 100 * within_s)] = False
    return float(np.count_nonzero(steps)) / 100


@pytest.mark.parametrize(
    ("name", "decibels", "delay_s"), [(CALLS[0], -20, 0.02), (CALLS[1], -25, 0.12), (CALLS[0], -30, 0.25)]
)
def test_the_agents_echo_is_not_taken_for_the_customer(name: str, decibels: float, delay_s: float) -> None:
    call = decode(ROOT / "demo" / "calls" / f"{name}.opus")
    customers = [turn for turn in truth(name)["turns"] if turn["speaker"] == "customer"]
    channels = with_echo(call, decibels=decibels, delay_s=delay_s)
    heard = voice(channels)
    assert seconds_away_from(heard[1], customers) > 3, "without echo this test would prove nothing"
    agent, customer = without_echoes(heard, channels)
    assert agent == heard[0]
    assert seconds_away_from(customer, customers) < 0.3
    clean = find_voice(call.channel(1), 1)
    assert seconds(customer) > 0.97 * seconds(clean)


def test_a_line_without_echo_is_left_as_it_is() -> None:
    call = decode(ROOT / "demo" / "calls" / f"{CALLS[0]}.opus")
    channels = [call.channel(0), call.channel(1)]
    assert without_echoes(voice(channels), channels) == tuple(voice(channels))


def test_two_people_who_talk_at_once_are_both_heard() -> None:
    channels = [speech_like(6, 3), 0.1 * speech_like(6, 4)]
    both = [(Piece(0, 0, 96_000, 0, 96_000),), (Piece(1, 0, 96_000, 0, 96_000),)]
    assert without_echoes(both, channels) == tuple(both)


def test_an_answer_that_follows_an_echo_without_a_pause_is_kept_whole() -> None:
    agent = np.concatenate([speech_like(4, 3), silence(4)]) + noise(8, 0.0005, seed=7)
    answer = np.concatenate([silence(4.2), speech_like(3, 4), silence(0.8)]) + noise(8, 0.0005, seed=8)
    echoing = (answer + 0.1 * np.roll(agent, 1_600)).astype(np.float32)
    spoken, heard = Piece(0, 0, 64_000, 0, 64_000), Piece(1, 1_600, 118_400, 1_600, 115_200)
    (kept,) = without_echoes([(spoken,), (heard,)], [agent.astype(np.float32), echoing])[1]
    assert 4.0 * VOICE_RATE < kept.voice_start < 4.4 * VOICE_RATE
    assert kept.voice_end == pytest.approx(115_200, abs=0.2 * VOICE_RATE)


def test_a_channel_alone_has_no_echo() -> None:
    piece = Piece(0, 0, 16_000, 0, 16_000)
    assert without_echoes([(piece,)], [speech_like(1)]) == ((piece,),)


@pytest.mark.slow
def test_no_word_of_the_agent_is_written_twice() -> None:
    engine = WhisperEngine.load(str(ROOT / "models" / "speech-demo"), threads=1)
    for name in CALLS:
        call = decode(ROOT / "demo" / "calls" / f"{name}.opus")
        agent, customer = with_echo(call, decibels=-20, delay_s=0.12)
        heard = transcribe_recording(Sound(np.stack([agent, customer]), VOICE_RATE), engine)
        turns = [turn for turn in truth(name)["turns"] if turn["speaker"] == "customer"]
        said = [word for speaker, word in heard.words() if speaker is Speaker.CUSTOMER]
        assert said
        assert [
            word
            for word in said
            if not any(t["start_ms"] / 1000 - 0.3 < word.end and word.start < t["end_ms"] / 1000 + 0.3 for t in turns)
        ] == []
