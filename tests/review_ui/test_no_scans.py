"""Pages that are opened all day ask the database nothing whose answer takes longer the more calls there are."""

import re
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import CallState
from store.tables.figure import Figure, Measure
from tests.factories.call import make_call
from tests.factories.dispute import make_dispute
from tests.factories.excerpt import make_excerpt
from tests.factories.measurement import make_measurement
from tests.factories.reply import make_reply
from tests.factories.scene import Scene
from tests.factories.transcript import make_transcript
from tests.review_ui.visitor import visitor

GROWING = re.compile(
    r"SCAN (call|refusal|selection|transcript|label)\b(?! USING (COVERING )?INDEX ix_call_started_at_id)"
)
"""Tables that grow with the calls; the list of calls may walk its own order, for it stops after a page."""

WALKED = re.compile(
    r"SCAN (call|refusal|transcript)\b(?! USING INDEX ix_refusal_refused_at)|SEARCH call USING .*ix_call_"
)
"""Calls may be looked up by their id here, not found by when they were or how far they came."""


def questions(installation: Installation, scene: Scene, path: str) -> list[tuple[str, Any]]:
    """Every query that a page sends, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    lead = visitor(installation, scene.quentin)
    event.listen(installation.engine, "before_cursor_execute", note)
    assert lead.get(path).status_code == 200
    event.remove(installation.engine, "before_cursor_execute", note)
    return sent


def plans(installation: Installation, scene: Scene, path: str) -> list[str]:
    """How SQLite answers every query that a page sends."""
    sent = questions(installation, scene, path)
    with installation.engine.connect() as connection:
        steps = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given) for statement, given in sent]
        return [str(step[-1]) for rows in steps for step in rows]


@pytest.mark.parametrize(
    "path",
    [
        "/dashboard",
        "/calls",
        "/calls?state=excluded",
        "/calls?reason=no_consent",
        "/calls?queue=nowhere&number=999&direction=outbound",
        "/calls?state=excluded&reason=no_consent&queue=nowhere",
        "/calls?draw=1&state=done&since=2026-09-08",
        "/calls?q=letter&state=done&queue=billing",
        "/calls?after=2026-10-05T10:00:00Z_00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_page_scans_nothing_that_grows_with_the_calls(installation: Installation, scene: Scene, path: str) -> None:
    steps = plans(installation, scene, path)
    assert any("call_count" in step for step in steps)
    assert [step for step in steps if GROWING.search(step)] == []


@pytest.mark.parametrize("path", ["/desk", "/label-queues", "/figures/{figure}", "/refusals", "/draws"])
def test_a_page_about_drawn_calls_begins_with_the_drawn_ones(
    installation: Installation, scene: Scene, path: str
) -> None:
    with installation.sessions.begin() as session:
        figure = session.scalars(select(Figure.id).where(Figure.measure == Measure.SHARE).limit(1)).one()
    steps = plans(installation, scene, path.format(figure=figure))
    assert [step for step in steps if WALKED.search(step)] == []


def test_a_page_in_the_middle_of_the_list_is_entered_by_the_index(installation: Installation, scene: Scene) -> None:
    steps = plans(installation, scene, "/calls?after=2026-10-05T10:00:00Z_00000000-0000-4000-8000-000000000000")
    assert "SEARCH call USING INDEX ix_call_started_at_id (started_at<?)" in steps


@pytest.mark.parametrize(
    ("path", "entered"),
    [
        ("/calls?queue=nowhere&since=2026-09-08", "ix_call_started_at_id (started_at>?"),
        ("/calls?state=received&queue=nowhere", "ix_call_state_started_at (state=?"),
        (
            "/calls?state=done&reason=no_consent&until=2026-11-01",
            "ix_call_reason_started_at (reason=?",
        ),
    ],
)
def test_a_walk_is_led_by_the_narrowest_index_there_is(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch, path: str, entered: str
) -> None:
    monkeypatch.setattr("review_ui.queries.call_walk.WALKED", 1)
    monkeypatch.setattr("review_ui.queries.call_walk.SCATTERED", 1)
    walks = [step for step in plans(installation, scene, path) if "ix_call_" in step and "SEARCH" in step]
    assert len(walks) == 2
    assert all(entered in step for step in walks)


@pytest.mark.parametrize("path", ["/calls?draw=1&state=done&since=2026-09-08", "/calls?q=letter&until=2026-11-01"])
def test_calls_that_are_named_are_looked_up_by_their_ids(installation: Installation, scene: Scene, path: str) -> None:
    steps = plans(installation, scene, path)
    assert "SEARCH call USING INDEX sqlite_autoindex_call_1 (id=?)" in steps
    assert [step for step in steps if "SEARCH call USING" in step and "ix_call_" in step] == []


def test_no_manifest_of_a_draw_is_read_for_the_figures(installation: Installation, scene: Scene) -> None:
    read: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        read.append(statement)

    lead = visitor(installation, scene.quentin)
    event.listen(installation.engine, "before_cursor_execute", note)
    lead.get("/dashboard")
    event.remove(installation.engine, "before_cursor_execute", note)
    assert any("FROM draw" in statement for statement in read)
    assert not any("manifest" in statement for statement in read)


@pytest.mark.parametrize("path", ["/departments", "/actions", "/memory?q=flyer", "/review", "/draws/1", "/desk"])
def test_a_page_asks_the_database_no_more_often_where_there_is_more(
    installation: Installation, scene: Scene, session: Session, path: str
) -> None:
    _one_more(session, scene)
    before = len(questions(installation, scene, path))
    for _ in range(5):
        _one_more(session, scene)
    assert len(questions(installation, scene, path)) <= before


def _one_more(session: Session, scene: Scene) -> None:
    """Excerpt, answer, dispute and a promise that was measured."""
    call = make_call(session, state=CallState.DONE)
    make_transcript(session, call=call)
    excerpt = make_excerpt(session, digest_id=scene.digest.id if scene.digest else None, call=call)
    make_reply(session, excerpt=excerpt, role_played="our flyer was wrong")
    make_dispute(session, excerpt=excerpt)
    make_measurement(session)
    session.commit()
