"""After a correction or a settled dispute nobody is served what was rendered before, not even by a mail on its way."""

import tempfile
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.decode import decode
from audio.encode import encode_opus
from classify.labels import Verdict
from deliver.deliveries import start_delivery
from deliver.digest_body import body_of
from deliver.digests import write_digest
from deliver.excerpt_draw import draw_excerpts
from deliver.excerpts import cut_excerpts, render_excerpts
from deliver.feed import feed_by_token, make_feed, render_feed
from redact.correction import Stretch, said_in
from store.installation import Installation
from store.tables.call import Call
from store.tables.delivery import Channel, Delivery, DeliveryState
from store.tables.digest import Digest
from store.tables.dispute import Dispute, DisputeState
from store.tables.doomed_file import DoomedFile
from store.tables.excerpt import Excerpt
from store.tables.job import Job
from store.tables.label import LabelOrigin
from store.tables.transcript import Transcript
from tests.deliver.street import heard_call
from tests.factories.cause import make_causes
from tests.factories.delivery import make_delivery
from tests.factories.digest import the_digest
from tests.factories.dispute import make_dispute
from tests.factories.label import make_label
from tests.factories.person import asha, bruno, quentin
from tests.factories.sounds import sound, speech_like
from tests.factories.transcript import LINES, talk
from tests.respond.masking import mask
from tests.worker.working import work_off
from worker.correcting import correct_call
from worker.judging import give_label
from worker.queues import Kind
from worker.recutting import keep_cuts


@pytest.fixture
def excerpt(installation: Installation, session: Session, now: datetime) -> Excerpt:
    """Bruno's only one, with sound, in a digest that is ready; its quote is "your flyer in the mail and it"."""
    digest = drawn(installation, session, now)
    draw = draw_excerpts(session, digest, count=1, now=now)
    assert draw is not None
    (made,) = render_excerpts(session, installation.blobs, digest, draw, now=now)
    write_digest(session, digest, currency="EUR", now=now)
    session.commit()
    assert "flyer" in made.quote
    return made


def drawn(installation: Installation, session: Session, now: datetime) -> Digest:
    make_causes(session)
    call = heard_call(session, transcript={"segments": talk(*LINES * 3)})
    make_label(session, call=call, quote="your flyer", quote_start_ms=5900, quote_end_ms=8700)
    transcript = session.scalars(select(Transcript).where(Transcript.call_id == call.id)).one()
    seconds = ceil(transcript.duration_s)
    voices = (speech_like(seconds, seed=1), speech_like(seconds, seed=2))
    transcript.audio_blob = installation.blobs.put(encode_opus(sound(*voices)))
    transcript.lanes = ["agent", "customer"]
    return the_digest(session)


def correct(session: Session, call_id: Any, was: str, now_is: str, *, at: datetime) -> None:
    """Asha puts a word of the customer's first turn right."""
    current = session.scalars(select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current)).one()
    turn = current.segments[1]
    stretch = Stretch("customer", round(turn["start"] * 1000), round(turn["end"] * 1000))
    said = said_in(current.segments, stretch)
    typed = said.replace(was, now_is)
    assert typed != said
    correct_call(session, session.get_one(Call, call_id), stretch, typed, seen=said, by=asha(session), now=at)
    session.commit()


def looks_again(session: Session) -> None:
    """Nobody who writes waits for what was only read here."""
    session.commit()
    session.expire_all()


def words_of(excerpt: Excerpt) -> str:
    return " ".join(segment["text"] for segment in excerpt.segments)


def loudness(installation: Installation, key: str, channel: int, cut: dict[str, Any]) -> float:
    with tempfile.NamedTemporaryFile(suffix=".ogg") as file:
        file.write(installation.blobs.get(key))
        file.flush()
        heard = decode(Path(file.name))
    first, last = round(cut["start"] * heard.rate), round(cut["end"] * heard.rate)
    return float(np.abs(heard.samples[channel, first:last]).max())


def test_a_corrected_word_is_heard_of_nowhere_else_at_once(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    waits = make_delivery(session, digest=session.get_one(Digest, excerpt.digest_id))
    web = excerpt.web_blob
    correct(session, excerpt.call_id, "flyer", "fryer", at=now)
    looks_again(session)
    assert "fryer" in excerpt.quote
    assert "flyer" not in excerpt.quote + words_of(excerpt).split("agent")[0][:60]
    assert excerpt.web_blob == web  # it says what it said: nothing has to fall silent
    (told,) = body_of(session.get_one(Digest, excerpt.digest_id).body).excerpts
    assert told.quote == excerpt.quote
    started = start_delivery(session, installation.blobs, waits.id, settings=installation.settings, now=now)
    assert started is not None
    assert started.blob is not None
    mail = installation.blobs.get(started.blob)
    assert b"fryer" in mail
    session.commit()
    assert set(work_off(installation, now=now, kinds=(Kind.READ_AGAIN,))) == {"done"}
    with installation.readers() as reading:
        assert reading.scalars(select(Job).where(Job.kind == Kind.CUT_AGAIN)).all() == []


def test_what_a_correction_cuts_out_is_silent_in_the_excerpt_too(
    installation: Installation, session: Session, excerpt: Excerpt, now: datetime
) -> None:
    person = bruno(session)
    sent = make_delivery(
        session, digest=session.get_one(Digest, excerpt.digest_id), state=DeliveryState.SENT,
        blob=installation.blobs.put(b"Subject: your flyer"),
    )  # fmt: skip
    old, kept_message = (excerpt.web_blob, excerpt.feed_blob), sent.blob
    make_delivery(session, digest=session.get_one(Digest, excerpt.digest_id), channel=Channel.FEED)
    token = make_feed(session, person, now=now)
    assert str(excerpt.id) in feed_of(session, token, now)
    session.commit()
    correct(session, excerpt.call_id, "flyer", "[NAME]", at=now)
    looks_again(session)
    assert (excerpt.web_blob, excerpt.feed_blob, excerpt.waveform) == (None, None, [])
    assert "[NAME]" in excerpt.quote
    assert session.get_one(Delivery, sent.id).blob is None
    assert {*old, kept_message} <= set(session.scalars(select(DoomedFile.key)))
    assert str(excerpt.id) not in feed_of(session, token, now)
    session.commit()
    work_off(installation, now=now, kinds=(Kind.READ_AGAIN,))
    assert work_off(installation, now=now, kinds=(Kind.CUT_AGAIN,)) == ["done"]
    looks_again(session)
    assert excerpt.web_blob not in (None, *old)
    assert excerpt.feed_blob not in (None, *old)
    (cut,) = excerpt.entities
    assert loudness(installation, excerpt.web_blob or "", 1, cut) < 0.03
    assert loudness(installation, excerpt.web_blob or "", 0, cut) > 0.1
    assert str(excerpt.id) in feed_of(session, token, now)


def feed_of(session: Session, token: str, now: datetime) -> str:
    rendered = render_feed(session, feed_by_token(session, token), base_url="http://x", secret=b"s" * 32, now=now)
    return rendered.document.decode()


def test_a_correction_while_an_excerpt_is_cut_is_not_lost(
    installation: Installation, session: Session, now: datetime
) -> None:
    digest = drawn(installation, session, now)
    draw = draw_excerpts(session, digest, count=1, now=now)
    assert draw is not None
    cuts = cut_excerpts(session, installation.blobs, digest, draw)
    correct(session, cuts[0].call_id, "flyer", "[NAME]", at=now)
    (kept,) = keep_cuts(session, digest, cuts, draw=draw, now=now)
    session.commit()
    assert "flyer" not in kept.quote
    assert kept.web_blob is None
    session.commit()
    work_off(installation, now=now, kinds=(Kind.CUT_AGAIN,))  # before the call's own sound fell silent
    looks_again(session)
    assert loudness(installation, str(kept.web_blob), 1, kept.entities[0]) < 0.03


@pytest.mark.parametrize(("turn", "is_inside"), [(3, True), (-3, False)])
def test_an_upheld_dispute_takes_the_words_of_the_wrong_cause_away(
    session: Session, excerpt: Excerpt, now: datetime, turn: int, is_inside: bool
) -> None:
    before, web = excerpt.quote, excerpt.web_blob
    dispute = make_dispute(session, excerpt=excerpt)
    said = give(session, excerpt, "ops_issue", turn, now)
    looks_again(session)
    assert state_of(session, dispute) is DisputeState.UPHELD
    assert excerpt.quote == (said if is_inside else "")
    assert excerpt.quote != before
    assert excerpt.web_blob == web
    (told,) = body_of(session.get_one(Digest, excerpt.digest_id).body).excerpts
    assert told.quote == excerpt.quote


def test_a_rejected_dispute_leaves_the_words_where_the_reviewer_heard_no_others(
    session: Session, excerpt: Excerpt, now: datetime
) -> None:
    before = excerpt.quote
    dispute = make_dispute(session, excerpt=excerpt)
    give(session, excerpt, "marketing_mailer", -3, now)
    looks_again(session)
    assert state_of(session, dispute) is DisputeState.REJECTED
    assert excerpt.quote == before


def state_of(session: Session, dispute: Dispute) -> DisputeState:
    return session.get_one(Dispute, dispute.id).state


def give(session: Session, excerpt: Excerpt, cause: str, turn: int, now: datetime) -> str:
    """Quentin settles it, pointing at a whole turn of the call; what was said in it."""
    call, reviewer = session.get_one(Call, excerpt.call_id), quentin(session)
    heard = session.scalars(select(Transcript).where(Transcript.call_id == call.id)).one().segments[turn]
    verdict = Verdict(cause, quote_start_ms=round(heard["start"] * 1000), quote_end_ms=round(heard["end"] * 1000))
    give_label(session, call, verdict, by=reviewer, origin=LabelOrigin.DESK, redact=mask, now=now)
    session.commit()
    return str(heard["text"])
