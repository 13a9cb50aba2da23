"""Every kind of recording a contact centre has is read, at every rate it comes in, whatever the file is called."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from audio.decode import decode
from audio.sound import Samples, Sound
from tests.audio.gsm import gsm_wav
from tests.factories.sounds import file_bytes, frames_for, silence, sound, tone, wav_bytes

TELEPHONE, ALL = (8_000,), (8_000, 11_025, 16_000, 22_050, 44_100, 48_000)
OPUS = (8_000, 12_000, 16_000, 24_000, 48_000)
COMMON = {8_000, 48_000}
QUICK: tuple[pytest.MarkDecorator, ...] = ()
SLOW = pytest.mark.slow
PITCH, LEVEL = 300.0, 0.3


@dataclass(frozen=True)
class Format:
    """How a kind of file is made, and what it comes in; `channels` where it knows only one number of them."""

    make: Callable[[Sound], bytes]
    rates: tuple[int, ...]
    channels: tuple[int, ...] = (1, 2)


def by_library(kind: str) -> Callable[[Sound], bytes]:
    return lambda heard: file_bytes(heard, kind)


def gsm(heard: Sound) -> bytes:
    return gsm_wav(heard.channel(0))


FORMATS = {
    "WAV, PCM 8 bit": Format(by_library("wav-u8"), ALL),
    "WAV, PCM 16 bit": Format(wav_bytes, ALL),
    "WAV, PCM 24 bit": Format(by_library("wav-24"), ALL),
    "WAV, PCM 32 bit": Format(lambda heard: wav_bytes(heard, bits=32), ALL),
    "WAV, float": Format(by_library("wav-float"), ALL),
    "WAV, double": Format(by_library("wav-double"), ALL),
    "WAV, mu-law": Format(by_library("wav-mulaw"), ALL),
    "WAV, A-law": Format(by_library("wav-alaw"), ALL),
    "WAV, GSM 6.10": Format(gsm, TELEPHONE, channels=(1,)),
    "WAV, IMA ADPCM": Format(by_library("wav-adpcm-ima"), ALL),
    "WAV, MS ADPCM": Format(by_library("wav-adpcm-ms"), ALL),
    "WAV, MP3": Format(by_library("wav-mp3"), ALL),
    "MP3": Format(by_library("mp3"), ALL),
    "Ogg, Opus": Format(by_library("ogg-opus"), OPUS),
    "Ogg, Vorbis": Format(by_library("ogg-vorbis"), ALL, channels=(2,)),  # the encoder at hand writes only two
    "Ogg, FLAC": Format(by_library("ogg-flac"), ALL),
    "FLAC": Format(by_library("flac"), ALL),
    "M4A, AAC": Format(by_library("m4a"), ALL),
    "M4A, ALAC": Format(by_library("m4a-alac"), ALL),
    "AAC": Format(by_library("aac"), ALL),
    "AMR-NB": Format(by_library("amr"), TELEPHONE, channels=(1,)),
    "3GP, AMR-NB": Format(by_library("3gp"), TELEPHONE, channels=(1,)),
    "WebM, Opus": Format(by_library("webm"), OPUS),
    "WebM, Vorbis": Format(by_library("webm-vorbis"), ALL, channels=(2,)),
}
CASES = [
    pytest.param(form, rate, channels, id=f"{name}, {rate} Hz, {channels}", marks=QUICK if rate in COMMON else SLOW)
    for name, form in FORMATS.items()
    for rate in form.rates
    for channels in form.channels
]


@pytest.mark.parametrize(("form", "rate", "channels"), CASES)
def test_what_was_recorded_is_heard(tmp_path: Path, form: Format, rate: int, channels: int) -> None:
    spoken, other = tone(1.0, PITCH, LEVEL, rate), silence(1.0, rate)
    recorded = sound(spoken, rate=rate) if channels == 1 else sound(spoken, other, rate=rate)
    path = tmp_path / "letter.doc"
    path.write_bytes(form.make(recorded))

    heard = decode(path)

    assert (heard.rate, heard.channels) == (16_000, channels)
    assert heard.duration_s == pytest.approx(1.0, abs=0.16)  # encoders fill up their last frame
    assert not heard.truncated
    pitch, level = loudest_pitch(heard)
    assert pitch == pytest.approx(PITCH, rel=0.01)
    assert level == pytest.approx(LEVEL, rel=0.2)
    if channels == 2:
        assert np.abs(heard.channel(1)[4_000:12_000]).max() < LEVEL / 10


def test_pauses_that_a_telephone_does_not_send_keep_their_time(tmp_path: Path) -> None:
    """AMR with discontinuous transmission: nearly nothing is sent while nobody speaks."""
    speaks = tone(1.0, PITCH, LEVEL, TELEPHONE[0])
    recorded = sound(np.concatenate([speaks, silence(3.0, 8_000), speaks]), rate=8_000)
    whole, sparse = file_bytes(recorded, "amr"), file_bytes(recorded, "amr", dtx="1")
    assert len(sparse) < 0.6 * len(whole)
    path = tmp_path / "call.amr"
    path.write_bytes(sparse)
    heard = decode(path)
    assert heard.duration_s == pytest.approx(5.0, abs=0.05)
    assert not heard.truncated
    assert np.sqrt(np.mean(heard.channel(0)[68_000:78_000] ** 2)) > 0.1


def test_pauses_that_a_conference_leaves_out_of_its_webm_keep_their_time(tmp_path: Path) -> None:
    path = tmp_path / "call.webm"
    path.write_bytes(webm_without(tone(4.0, PITCH, LEVEL, 48_000), 1.0, 2.5))
    heard = decode(path)
    assert heard.duration_s == pytest.approx(4.0, abs=0.05)
    assert not heard.truncated
    loud = np.abs(heard.channel(0).reshape(-1, 800)[:80]).max(axis=1) > LEVEL / 2  # twentieths of a second
    assert loud[:20].all()
    assert not loud[21:50].any()
    assert loud[51:].all()


def webm_without(samples: Samples, start: float, end: float) -> bytes:
    """WebM of one channel at 48 kHz in which the packets from `start` to `end` seconds were never sent."""
    file = BytesIO()
    with av.open(file, mode="w", format="webm") as output:
        stream = output.add_stream("libopus", rate=48_000, layout="mono")
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.open()
        for frame in [*frames_for(sound(samples, rate=48_000), stream), None]:
            sent = (packet for packet in stream.encode(frame) if not start <= (packet.pts or 0) / 48_000 < end)
            output.mux(list(sent))
    return file.getvalue()


def loudest_pitch(heard: Sound) -> tuple[float, float]:
    """Hertz and level of the strongest tone in the middle of the first channel."""
    middle: Samples = heard.channel(0)[4_000:12_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size)))
    strongest = int(np.argmax(spectrum))
    return strongest * heard.rate / middle.size, float(spectrum[strongest]) * 4 / middle.size
