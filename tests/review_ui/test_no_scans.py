"""Pages that are opened all day ask the database nothing whose answer takes longer the more calls there are."""

import re
from typing import Any

import pytest
from sqlalchemy import event, select

from store.installation import Installation
from store.tables.figure import Figure, Measure
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor

GROWING = re.compile(r"SCAN (call|refusal|selection|transcript|label)\b(?! USING INDEX ix_call_started_at_id)")
"""Tables that grow with the calls; the list of calls may walk its own order, for it stops after a page."""

WALKED = re.compile(
    r"SCAN (call|refusal|transcript)\b(?! USING INDEX ix_refusal_refused_at)|SEARCH call USING .*ix_call_"
)
"""Calls may be looked up by their id here, not found by when they were or how far they came."""


def plans(installation: Installation, scene: Scene, path: str) -> list[str]:
    """How SQLite answers every query that a page sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    lead = visitor(installation, scene.quentin)
    event.listen(installation.engine, "before_cursor_execute", note)
    assert lead.get(path).status_code == 200
    event.remove(installation.engine, "before_cursor_execute", note)
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
