"""Whatever is in a file, the parent lives, the child stays small, nothing else is read, and the reason is right."""

import random
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio.confined import ConfinedDecoder, Confinement
from audio.decode import Limits, decode
from audio.errors import BY_REASON, AudioError
from audio.sound import Sound
from tests.audio.hostile.bombs import BOMBS, HOURS, TAGS, silent_flac, silent_opus
from tests.audio.hostile.case import LIMITS, Hostile
from tests.audio.hostile.cuts import CUTS, SOUNDS
from tests.audio.hostile.lies import LIES
from tests.audio.hostile.references import references
from tests.audio.hostile.strangers import STRANGERS
from tests.audio.hostile.watch import FileWatch, Listener
from tests.factories.sounds import CODECS, file_bytes, noise, sound, tone, wav_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the witnesses ask the Linux kernel")
MEMORY_KB = Confinement().memory_bytes // 1024
REFERENCES = references("/canary", "http://127.0.0.1:9/canary")
LIGHT = STRANGERS | LIES | CUTS | SOUNDS
HEAVY = BOMBS | TAGS
Outcome = tuple[str | None, bool]
"""Reason of the refusal, and whether what was heard is said to be truncated."""


@pytest.fixture(scope="module")
def decoder() -> Iterator[ConfinedDecoder]:
    with ConfinedDecoder() as shared:
        yield shared


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording that a hostile file would like to be read in its place."""
    path = tmp_path_factory.mktemp("private") / "canary.wav"
    path.write_bytes(wav_bytes(sound(tone(2.0, 1_234.0, 0.9))))
    return path


def outcome(read: Callable[[], Sound]) -> Outcome:
    try:
        heard = read()
    except AudioError as error:
        return error.reason, False
    assert np.isfinite(heard.samples).all()
    assert np.abs(heard.samples).max(initial=0.0) <= 1.0
    return None, heard.truncated


def peak_kb(decoder: ConfinedDecoder) -> int:
    """The most address space the living child ever had; 0 for one that is gone."""
    if decoder.child_pid is None:
        return 0
    status = Path(f"/proc/{decoder.child_pid}/status").read_text()
    return int(status.partition("VmPeak:")[2].split()[0])


@pytest.mark.parametrize("name", LIGHT)
def test_the_reason_is_right_and_the_child_stays_small(decoder: ConfinedDecoder, tmp_path: Path, name: str) -> None:
    check(decoder, LIGHT[name], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_bombs_and_huge_tags_hurt_nobody(decoder: ConfinedDecoder, tmp_path: Path, name: str) -> None:
    check(decoder, HEAVY[name], tmp_path)


def check(decoder: ConfinedDecoder, hostile: Hostile, folder: Path) -> None:
    path = hostile.write(folder / "call.wav")
    assert outcome(lambda: decoder.decode(path, limits=LIMITS)) == (hostile.reason, hostile.truncated)
    assert peak_kb(decoder) <= MEMORY_KB


def test_a_bomb_of_a_few_kilobytes_is_not_heard_to_its_end(decoder: ConfinedDecoder, tmp_path: Path) -> None:
    content, path = silent_flac(), tmp_path / "call.flac"
    path.write_bytes(content)
    assert len(content) < HOURS * 10_000
    limits = replace(LIMITS, max_seconds=30)
    assert outcome(lambda: decoder.decode(path, limits=limits)) == ("too_long", False)


@pytest.mark.slow
def test_hours_of_silence_are_streamed_in_the_memory_of_a_minute(decoder: ConfinedDecoder, tmp_path: Path) -> None:
    path = tmp_path / "call.opus"
    path.write_bytes(silent_opus())
    seconds = sum(block.shape[1] for block in decoder.stream(path, limits=Limits(max_seconds=10 * 3600))) / 16_000
    assert seconds == pytest.approx(HOURS * 3600, rel=0.01)
    assert peak_kb(decoder) <= MEMORY_KB


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("confined", [True, False], ids=["in the child", "by the allow-list alone"])
def test_no_other_file_is_read_and_nobody_is_called(
    decoder: ConfinedDecoder, canary: Path, tmp_path: Path, name: str, confined: bool
) -> None:
    with FileWatch(canary) as watch, Listener() as listener:
        hostile = references(str(canary), f"http://127.0.0.1:{listener.port}/canary.wav")[name]
        path = hostile.write(tmp_path / "call.wav")
        read = decoder.decode if confined else decode
        assert outcome(lambda: read(path, limits=LIMITS)) == (hostile.reason, hostile.truncated)
        assert not watch.touched()
        assert not listener.was_called()


def test_the_witnesses_would_have_seen_it(canary: Path) -> None:
    with FileWatch(canary) as watch, Listener() as listener:
        canary.read_bytes()
        socket.create_connection(("127.0.0.1", listener.port)).close()
        assert watch.touched()
        assert listener.was_called()


def test_there_are_more_than_sixty_kinds_of_harm_and_every_reason_is_among_them() -> None:
    cases = LIGHT | HEAVY | REFERENCES
    assert len(cases) == len(LIGHT) + len(HEAVY) + len(REFERENCES) >= 60
    shown = {hostile.reason for hostile in cases.values()} - {None}
    elsewhere = {"missing", "too_slow", "decoder_crashed"}  # test_decode, test_confined
    assert shown | elsewhere == set(BY_REASON)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(CODECS))
def test_random_damage_is_heard_or_refused_and_never_more(decoder: ConfinedDecoder, tmp_path: Path, kind: str) -> None:
    rng = random.Random(kind)
    rate, sides = (8_000, 1) if kind in {"amr", "3gp"} else (16_000, 2)
    whole = file_bytes(sound(*[noise(1.0, seed=side, rate=rate) for side in range(sides)], rate=rate), kind)
    for attempt in range(60):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 30)):
            near_the_front = rng.random() < 0.5
            damaged[rng.randrange(min(len(damaged), 400) if near_the_front else len(damaged))] = rng.randrange(256)
        path = tmp_path / f"{attempt}.wav"
        path.write_bytes(damaged)
        reason, _truncated = outcome(lambda path=path: decoder.decode(path, limits=LIMITS))  # type: ignore[misc]
        assert reason is None or reason in BY_REASON
        assert peak_kb(decoder) <= MEMORY_KB
