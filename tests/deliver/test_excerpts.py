import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from audio.cut import Span
from audio.decode import decode
from audio.encode import encode_opus
from audio.loudness import TARGET_LUFS, loudness
from audio.mask import pitch
from audio.sound import Samples
from deliver.attributed import Evidence
from deliver.excerpt_cut import Window
from deliver.excerpt_draw import draw_excerpts
from deliver.excerpts import (
    Cut,
    Hidden,
    Manner,
    SoundMissingError,
    cut_excerpt,
    keep_excerpts,
    render_excerpts,
    render_sound,
)
from store.blobs import Blobs
from store.installation import Installation
from store.tables.transcript import Transcript
from tests.deliver.street import predicted_calls
from tests.factories.digest import the_digest
from tests.factories.label import make_label
from tests.factories.sounds import RATE, silence, sound, speech_like
from tests.factories.transcript import make_transcript, talk


@pytest.fixture
def blobs(installation: Installation) -> Blobs:
    return installation.blobs


def stored_call(blobs: Blobs, seconds: float) -> str:
    """A quiet agent and a loud customer, as the pipeline stores them."""
    return blobs.put(encode_opus(sound(speech_like(seconds, level=0.05), speech_like(seconds, seed=2, level=0.5))))


def decoded(blobs: Blobs, key: str):  # type: ignore[no-untyped-def]
    with tempfile.NamedTemporaryFile() as file:
        file.write(blobs.get(key))
        file.flush()
        return decode(Path(file.name))


def test_the_window_is_cut_levelled_and_encoded_for_page_and_feed(blobs: Blobs) -> None:
    rendered = render_sound(blobs, stored_call(blobs, 20.0), Window(4.0, 16.0))
    assert rendered.web_blob is not None
    assert rendered.feed_blob is not None
    page, feed = decoded(blobs, rendered.web_blob), decoded(blobs, rendered.feed_blob)
    assert (page.channels, feed.channels) == (2, 1)
    assert page.duration_s == pytest.approx(12.0, abs=0.05)
    assert feed.duration_s == pytest.approx(12.0, abs=0.2)
    for channel in range(2):
        assert loudness(page.channel(channel), page.rate) == pytest.approx(TARGET_LUFS, abs=2.5)
    assert loudness(feed.channel(0), feed.rate) == pytest.approx(TARGET_LUFS, abs=2.5)
    assert rendered.feed_bytes == len(blobs.get(rendered.feed_blob))
    assert [len(lane) for lane in rendered.waveform] == [300, 300]


def test_a_silenced_stretch_stays_silent(blobs: Blobs) -> None:
    voice = speech_like(16.0)
    rate = sound(voice).rate
    voice[6 * rate : 10 * rate] = silence(4.0)
    key = blobs.put(encode_opus(sound(voice, speech_like(16.0, seed=2))))
    rendered = render_sound(blobs, key, Window(1.0, 15.0))
    assert rendered.web_blob is not None
    page = decoded(blobs, rendered.web_blob)
    inside = page.channel(0)[int(5.5 * page.rate) : int(8.5 * page.rate)]
    assert abs(inside).max() < 0.01


def test_sound_that_ends_before_the_excerpt_starts_is_an_error(blobs: Blobs) -> None:
    with pytest.raises(SoundMissingError, match=r"starts at 30\.0 s"):
        render_sound(blobs, stored_call(blobs, 5.0), Window(30.0, 60.0))


def test_a_ready_transcript_gives_an_excerpt_without_sound(session: Session, blobs: Blobs, now: datetime) -> None:
    transcript = make_transcript(session)
    cut = cut_excerpt(
        session,
        blobs,
        call_id=transcript.call_id,
        cause_id=make_label(session, call_id=transcript.call_id).cause_id,
        evidence=Evidence("your flyer in the mail", 6300, 9000),
    )
    (excerpt,) = keep_excerpts(session, the_digest(session), [cut], draw=None, now=now)
    assert (excerpt.web_blob, excerpt.feed_blob, excerpt.waveform) == (None, None, [])
    assert excerpt.is_hand_picked
    assert (excerpt.quote, excerpt.quote_start_ms) == ("your flyer in the mail", 6300)
    assert excerpt.segments


def test_a_drawn_excerpt_has_its_words_and_redactions_from_its_own_start(
    session: Session, blobs: Blobs, now: datetime
) -> None:
    segments = talk(*((("agent", "customer")[n % 2], "one two three four five six seven eight") for n in range(14)))
    (call,) = predicted_calls(session, 1)
    transcript = make_transcript(
        session,
        call=call,
        version=2,
        segments=segments,
        entities=[{"type": "PHONE", "speaker": "customer", "start": 6.0, "end": 7.0}],
        audio_blob=stored_call(blobs, segments[-1]["end"] + 0.5),
    )
    session.execute(update(Transcript).where(Transcript.id != transcript.id).values(is_current=False))
    digest = the_digest(session)
    draw = draw_excerpts(session, digest, count=3, now=now)
    assert draw is not None
    (excerpt,) = render_excerpts(session, blobs, digest, draw, now=now)
    assert (excerpt.draw_id, excerpt.is_hand_picked, excerpt.position) == (draw.id, False, 1)
    assert (excerpt.quote, excerpt.quote_start_ms) == ("your flyer", 5900)
    assert 30_000 <= excerpt.end_ms - excerpt.start_ms <= 120_000
    assert all(0 <= segment["start"] < segment["end"] <= excerpt.duration_s for segment in excerpt.segments)
    assert excerpt.entities[0]["start"] == pytest.approx(6.0 - excerpt.start_ms / 1000, abs=0.001)
    assert excerpt.feed_bytes > 10_000
    assert render_excerpts(session, blobs, digest, draw, now=now) == []


def test_a_label_that_came_after_the_draw_does_not_put_its_words_under_the_old_cause(
    session: Session, blobs: Blobs, now: datetime
) -> None:
    (call,) = predicted_calls(session, 1)
    digest = the_digest(session)
    draw = draw_excerpts(session, digest, count=1, now=now)
    assert draw is not None
    make_label(session, call=call, cause_id="ops_issue", quote="no signal", quote_start_ms=100, quote_end_ms=900)
    (excerpt,) = render_excerpts(session, blobs, digest, draw, now=now)
    assert (excerpt.cause_id, excerpt.quote, excerpt.quote_start_ms) == ("marketing_mailer", "", None)


def long_call(session: Session, blobs: Blobs, *, voices: tuple[float, float] = (0.3, 0.3)) -> Transcript:
    """Fourteen turns by turns, each side on a channel of its own, both with a voice of 110 Hz."""
    segments = talk(*((("agent", "customer")[n % 2], "one two three four five six seven eight") for n in range(14)))
    seconds = segments[-1]["end"] + 0.5
    channels = [humming(seconds, 110.0, level) for level in voices]
    (call,) = predicted_calls(session, 1)
    session.execute(update(Transcript).where(Transcript.call_id == call.id).values(is_current=False))
    return make_transcript(
        session,
        call=call,
        version=2,
        segments=segments,
        duration_s=seconds,
        channels=2,
        lanes=["agent", "customer"],
        audio_blob=blobs.put(encode_opus(sound(*channels))),
    )


def humming(seconds: float, hertz: float, level: float) -> Samples:
    at = np.arange(round(seconds * RATE)) / RATE
    overtones = sum(np.sin(2 * np.pi * hertz * k * at) / k for k in range(1, 15))
    return np.asarray(level * overtones / 3, dtype=np.float32)


def cut_of(session: Session, blobs: Blobs, transcript: Transcript, manner: Manner, evidence: Evidence) -> Cut:
    return cut_excerpt(
        session, blobs, call_id=transcript.call_id, cause_id="marketing_mailer", evidence=evidence, manner=manner
    )


EVIDENCE = Evidence("one two three", 4_200, 5_400)


def test_a_random_window_leaves_the_evidence_to_chance(session: Session, blobs: Blobs) -> None:
    transcript = long_call(session, blobs)
    by_place = {
        place: cut_excerpt(
            session,
            blobs,
            call_id=transcript.call_id,
            cause_id="marketing_mailer",
            evidence=EVIDENCE,
            place=place,
            manner=Manner(around_evidence=False, shortest_s=10, longest_s=20),
        )
        for place in (0.0, 0.99)
    }
    assert by_place[0.0].window.start < 1
    assert by_place[0.0].evidence == EVIDENCE
    assert by_place[0.99].window.end > 45
    assert by_place[0.99].evidence is None
    assert all(10 <= cut.window.seconds <= 20 for cut in by_place.values())


def test_the_agent_alone_gets_another_voice_and_not_a_sample_is_lost(session: Session, blobs: Blobs) -> None:
    transcript = long_call(session, blobs)
    plain = cut_of(session, blobs, transcript, Manner(), EVIDENCE)
    masked = cut_of(session, blobs, transcript, Manner(rng=np.random.default_rng(7)), EVIDENCE)
    assert plain.sound.web_blob
    assert masked.sound.web_blob
    as_it_was, as_heard = decoded(blobs, plain.sound.web_blob), decoded(blobs, masked.sound.web_blob)
    assert as_heard.length == as_it_was.length
    assert pitch(as_it_was.channel(0), as_it_was.rate) == pytest.approx(110, rel=0.03)
    assert (pitch(as_heard.channel(0), as_heard.rate) or 0) >= 110 * 1.1
    assert pitch(as_heard.channel(1), as_heard.rate) == pytest.approx(110, rel=0.03)


def test_what_is_hidden_is_gone_from_words_quote_and_sound(session: Session, blobs: Blobs) -> None:
    transcript = long_call(session, blobs)
    segments = [dict(segment) for segment in transcript.segments]
    words = [dict(word) for word in segments[1]["words"]]
    words[1]["word"] = "[NAME]"
    segments[1] = {**segments[1], "words": words}
    cut_out = Span(words[1]["start"], words[1]["end"], 1)
    entity = {"type": "NAME", "speaker": "customer", "start": words[1]["start"], "end": words[1]["end"]}
    manner = Manner(hide=lambda _: Hidden(segments, [entity], (cut_out,)))
    cut = cut_of(session, blobs, transcript, manner, Evidence("one two three", 4_200, 5_600))
    assert cut.evidence is not None
    assert cut.evidence.quote == "one [NAME] three"
    assert "[NAME]" in [word["word"] for segment in cut.segments for word in segment["words"]]
    assert len(cut.entities) == 1
    assert cut.sound.web_blob
    heard = decoded(blobs, cut.sound.web_blob)
    first, last = ((second - cut.window.start) * heard.rate for second in (cut_out.start + 0.02, cut_out.end - 0.02))
    assert abs(heard.channel(1)[int(first) : int(last)]).max() < 0.01
    assert abs(heard.channel(0)[int(first) : int(last)]).max() > 0.05
