"""A customer is planted, walked round the loop and erased: nothing of them is left, and draws and figures stand."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from classify.unlearn import told_words
from classify.versions import read_version
from deliver.feed import feed_by_token, make_feed, render_feed
from ingest.arrival import customer_hash
from ingest.intake import take_in
from ingest.manifest import read_manifest
from respond.comments import add_comment
from respond.disputes import open_dispute
from respond.questions import ask_question
from store.draws import broken_chain, verify_draw
from store.installation import Installation
from store.tables.call import Call
from store.tables.delivery import Delivery
from store.tables.draft import Draft
from store.tables.draw import Draw
from store.tables.erasure import Erasure, ErasureState, ErasureWhy
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure
from store.tables.model_version import TRAINED, ModelVersion
from store.tables.transcript import Transcript
from tests.factories.person import asha, bruno, quentin
from tests.flow import test_loop as loop
from tests.flow.canaries import kept_files
from tests.worker.working import work_off
from worker.erasures import ask_erasure

SAID = "quokkaberry"
"""Not personal by itself, so redaction leaves it: only the customer's calls have it."""
REFERENCE = "customer-0815"
ZONE = ZoneInfo("UTC")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_of_an_erased_customer_nothing_is_left_anywhere_and_what_was_published_stands(
    installation: Installation, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    archive = planted(installation, now, monkeypatch, tmp_path)
    spoken_about(installation, now)
    assert places(installation) >= {
        "outbox", "messages", "feed", "transcript", "searchable", "label", "excerpt", "digest", "comment", "question",
        "dispute", "draft", "prediction",
    }  # fmt: skip
    assert SAID in words_of_models(installation)
    with installation.readers() as session:
        hashed = customer_hash(REFERENCE, installation.settings.secret)
        erased_ids = set(session.scalars(select(Call.id).where(Call.customer_hash == hashed)))
        others = set(session.scalars(select(Transcript.call_id))) - erased_ids
        figures = [tuple(row) for row in session.execute(select(*Figure.__table__.c).order_by(Figure.id))]
    assert len(erased_ids) == len(named_by_the_customer())

    with installation.sessions.begin() as session:
        why = ErasureWhy.CUSTOMER
        request_id = ask_erasure(session, why=why, customer_hash=hashed, by=None, channel="page", now=now).id
    assert set(work_off(installation, now=now)) == {"done"}

    assert places(installation) == set()
    assert SAID not in words_of_models(installation)
    with installation.readers() as session:
        request = session.get_one(Erasure, request_id)
        assert (request.state, request.customer_hash, request.needles) == (ErasureState.DONE, "", [])
        assert {one["call"] for one in request.proof["calls"]} == {str(call_id) for call_id in erased_ids}
        assert request.proof["search"]["found"] == []
        assert request.proof["search"]["tables"] > 40
        assert {one["kind"] for one in request.files} >= {"sound", "excerpt", "message", "outbox", "model"}
        assert broken_chain(session) is None
        assert all(verify_draw(session, draw).verified for draw in session.scalars(select(Draw)))
        assert [tuple(row) for row in session.execute(select(*Figure.__table__.c).order_by(Figure.id))] == figures
        assert set(session.scalars(select(Transcript.call_id))) == others
        assert session.scalars(select(Call.id).where(Call.customer_hash == hashed)).all() == []
    refed(installation, archive, now, erased=len(erased_ids))


def named_by_the_customer() -> list[int]:
    return [number for number in range(loop.CALLS) if loop.cause_of(number) == "marketing_mailer"]


def planted(installation: Installation, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Every call about the mailer is by one customer, who says a word that nobody else does."""
    lines = {**loop.LINES, "marketing_mailer": loop.LINES["marketing_mailer"].replace("the flyer", f"the {SAID} flyer")}
    monkeypatch.setattr(loop, "LINES", lines)
    archive = loop.make_archive(tmp_path)
    mine = {f"N-{number:03d}" for number in named_by_the_customer()}
    head, *rows = archive.read_text().splitlines()
    kept = [f"{row},{REFERENCE if row.split(',')[0] in mine else ''}" for row in rows]
    archive.write_text("\n".join([f"{head},customer_ref", *kept]) + "\n")
    monkeypatch.setattr(loop, "take_in", with_secret(installation))
    loop.go_round(installation, archive, now, monkeypatch)
    return archive


def with_secret(installation: Installation) -> Any:
    def taken(*arguments: Any, **named: Any) -> Any:
        return take_in(*arguments, **{**named, "secret": installation.settings.secret})

    return taken


def spoken_about(installation: Installation, now: datetime) -> None:
    """People repeat the word wherever they may write about the call."""
    with installation.sessions.begin() as session:
        owner, excerpt = bruno(session), heard_excerpt(session)
        add_comment(session, excerpt, by=owner, text=f"A {SAID}?", redact=loop.plain, now=now)
        open_dispute(session, excerpt, by=owner, why=f"No {SAID} of ours.", redact=loop.plain, now=now)
        lead = quentin(session)
        ask_question(session, excerpt, by=owner, expert=lead, text=f"What {SAID}?", redact=loop.plain, now=now)
        reviewer = asha(session)
        session.add(Draft(person_id=reviewer.id, call_id=excerpt.call_id, fields={"quote": SAID}, saved_at=now))


def heard_excerpt(session: Session) -> Excerpt:
    from store.tables.listen import Listen

    return session.scalars(select(Excerpt).join(Listen, Listen.excerpt_id == Excerpt.id).limit(1)).one()


def places(installation: Installation) -> set[str]:
    """Where the word can be read: rows of any table, the files of the database, messages, the feed, everything."""
    found = {name.split("/")[0] for name, content in kept_files(installation.settings.home).items() if in_it(content)}
    with installation.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))
            if any(in_it(str(value).encode()) for row in rows for value in row):
                found.add(table)
    with installation.sessions.begin() as session:
        feed = feed_by_token(session, make_feed(session, bruno(session), now=loop.ENDS_AT))
        rendered = render_feed(session, feed, base_url="http://here", secret=b"s" * 32, now=loop.ENDS_AT)
        blobs = [delivery.blob for delivery in session.scalars(select(Delivery)) if delivery.blob]
        if in_it(rendered.document):
            found.add("feed")
    if any(in_it(installation.blobs.get(key)) for key in blobs):
        found.add("messages")
    return found


def in_it(content: bytes) -> bool:
    return SAID.encode() in content.lower() or REFERENCE.encode() in content.lower()


def words_of_models(installation: Installation) -> str:
    with installation.readers() as session:
        versions = session.scalars(select(ModelVersion).where(ModelVersion.origin == TRAINED)).all()
        assert versions
    models = [read_version(installation.blobs, version) for version in versions]
    terms = (term for model in models for side in model.features_.customer_ for term in side.terms)
    return " ".join([*terms, *(word for model in models for word in told_words(model))])


def refed(installation: Installation, archive: Path, now: datetime, *, erased: int) -> None:
    """The same manifest again: the erased calls are known, and stay erased."""
    secret = installation.settings.secret
    records = read_manifest(archive, zone=ZONE)
    intake = take_in(installation.sessions, installation.blobs, records, secret=secret, now=now)
    assert (intake.taken, intake.known) == (0, loop.CALLS)
    assert places(installation) == set()
    with installation.readers() as session:
        stones = session.scalars(select(Call.id).where(Call.erased_at.is_not(None))).all()
    assert len(stones) == erased
