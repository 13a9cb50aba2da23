"""Stating a plan, seeing what it costs before it does, drawing by it, and waiting for dice."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store.installation import Installation
from store.tables.call import CallState
from store.tables.draw import Draw, DrawState
from store.tables.job import Job
from store.tables.sampling_plan import SamplingPlan
from survey import by_hand
from tests.factories.call import make_call
from tests.factories.scene import LAST_DAY, Scene
from tests.review_ui.visitor import Visitor, visitor

PLAN = {
    "name": "weekly", "fields": "queue", "target": "20", "rate": "", "single": "", "monthly_hours": "40",
    "labels": "12", "schedule": "weekly", "weekday": "0", "hour": "6", "zone": "Europe/Berlin", "since": "",
}  # fmt: skip
DICE = "3 5 1 6 2 2 4 1 3 6"


def plans(session: Session) -> list[SamplingPlan]:
    """As they stand now; nothing is held open, for the pages write between two looks."""
    found = list(session.scalars(select(SamplingPlan).order_by(SamplingPlan.name)))
    session.expunge_all()
    session.rollback()
    return found


def stated(session: Session, quentin: Visitor, **changes: str) -> SamplingPlan:
    answer = quentin.send("/plans", PLAN | changes, form_on="/plans/new")
    assert answer.status_code == 303, answer.text
    return next(plan for plan in plans(session) if plan.name == changes.get("name", "weekly"))


@pytest.fixture
def quentin(installation: Installation, scene: Scene) -> Visitor:
    return visitor(installation, scene.quentin)


@pytest.fixture
def fresh_calls(session: Session, scene: Scene) -> None:
    for hours in range(12):
        make_call(session, started_at=LAST_DAY - timedelta(hours=hours + 1), state=CallState.RECEIVED, duration_s=300)
    session.commit()


def test_a_preview_says_what_it_costs_and_saves_nothing(session: Session, quentin: Visitor, fresh_calls: None) -> None:
    answer = quentin.send("/plans", PLAN | {"do": "preview"}, form_on="/plans/new")
    assert answer.status_code == 200
    assert "points." in answer.text
    assert "hours" in answer.text
    assert "Nothing is saved yet" in answer.text
    assert 'value="40"' in answer.text
    assert plans(session) == []


def test_quentin_states_a_plan_and_changes_it(session: Session, quentin: Visitor, fresh_calls: None) -> None:
    plan = stated(session, quentin)
    html = quentin.get(f"/plans/{plan.id}").text
    assert "every Monday at 06:00, Europe/Berlin" in html
    assert "Next the clock draws" in html
    changed = quentin.send("/plans", PLAN | {"plan_id": str(plan.id), "target": "30"}, form_on=f"/plans/{plan.id}/edit")
    assert changed.status_code == 303
    assert [(one.version, one.target) for one in plans(session)] == [(2, 30)]
    assert "weekly" in quentin.get("/plans").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": ""}, "a target or a rate"),
        ({"target": "many"}, "“many” is not a number"),
        ({"target": "", "rate": "150 %"}, "between 0 and 1"),
        ({"zone": "Atlantis"}, "no time zone"),
        ({"single": "billing"}, "billing=40"),
        ({"fields": "colour"}, "no field"),
        ({"hour": "25"}, "no hour of the day"),
        ({"since": "yesterday"}, "is not a date"),
        ({"name": ""}, "needs a name"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_the_rest(
    session: Session, quentin: Visitor, changes: dict[str, str], said: str
) -> None:
    answer = quentin.send("/plans", PLAN | changes, form_on="/plans/new")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="12"' in answer.text
    assert plans(session) == []


def test_a_second_plan_on_the_clock_is_refused_until_the_first_is_paused(session: Session, quentin: Visitor) -> None:
    first = stated(session, quentin)
    second = PLAN | {"name": "daily", "schedule": "daily"}
    assert "already" in quentin.send("/plans", second, form_on="/plans/new").text
    assert quentin.send(f"/plans/{first.id}/pause").status_code == 303
    stated(session, quentin, name="daily", schedule="daily")
    assert quentin.send(f"/plans/{first.id}/resume").status_code == 422


def test_bruno_sees_how_calls_are_drawn_and_cannot_change_it(
    installation: Installation, session: Session, scene: Scene, quentin: Visitor
) -> None:
    plan = stated(session, quentin)
    bruno = visitor(installation, scene.bruno)
    html = bruno.get(f"/plans/{plan.id}").text
    assert "What it costs and tells" in html
    assert "Change it" not in html
    assert bruno.get("/plans/new").status_code == 403
    assert bruno.send(f"/plans/{plan.id}/pause").status_code == 403


def test_a_period_is_drawn_by_hand_and_its_calls_are_sent(
    session: Session, quentin: Visitor, fresh_calls: None
) -> None:
    plan = stated(session, quentin, schedule="manual", target="4", zone="UTC")
    last = (LAST_DAY - timedelta(days=1)).date().isoformat()
    answer = quentin.send(f"/plans/{plan.id}/draws", {"starts": last, "last": last}, form_on=f"/plans/{plan.id}")
    assert answer.status_code == 303
    html = quentin.get(answer.headers["location"]).text
    assert "Repeated just now: identical." in html
    assert "Draw 3: 4 of " in html
    empty = quentin.send(f"/plans/{plan.id}/draws", {"starts": "2020-01-01", "last": "2020-01-02"})
    assert empty.status_code == 422
    assert "can be drawn" in empty.text
    assert len(session.scalars(select(Job)).all()) == 4


def test_the_list_is_published_and_waits_for_the_dice(session: Session, quentin: Visitor, fresh_calls: None) -> None:
    plan = stated(session, quentin, schedule="manual", target="4", zone="UTC")
    last = (LAST_DAY - timedelta(days=1)).date().isoformat()
    period = {"starts": last, "last": last, "source": "dice"}
    assert "not named" in quentin.send(f"/plans/{plan.id}/draws", period).text
    path = quentin.send(f"/plans/{plan.id}/draws", period | {"named": "Bruno's dice"}).headers["location"]
    assert "It waits for its seed: Bruno&#39;s dice" in quentin.get(path).text
    assert quentin.send(f"{path}/reveal", {"shown": "7 8 9"}).status_code == 422
    assert quentin.send(f"{path}/reveal", {"shown": DICE}).status_code == 303
    assert "Unpredictable and reproducible." in quentin.get(path).text


def test_a_draw_is_given_up_in_public(session: Session, quentin: Visitor, fresh_calls: None) -> None:
    plan = stated(session, quentin, schedule="manual", target="4", zone="UTC")
    last = (LAST_DAY - timedelta(days=1)).date().isoformat()
    named = {"starts": last, "last": last, "source": "dice", "named": "Bruno's dice"}
    path = quentin.send(f"/plans/{plan.id}/draws", named).headers["location"]
    assert quentin.send(f"{path}/abandon", {"reason": " "}).status_code == 422
    assert quentin.send(f"{path}/abandon", {"reason": "the dice were lost"}).status_code == 303
    assert "the dice were lost" in quentin.get(path).text
    newest = session.scalars(select(Draw).order_by(Draw.number.desc())).first()
    assert newest is not None
    assert newest.state is DrawState.ABANDONED


def test_an_outsider_checks_a_draw_with_nothing_but_python(
    quentin: Visitor, session: Session, scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quentin.get("/draws/verify_draw.py").content == Path(by_hand.__file__).read_bytes()
    paths = []
    for draw in scene.draws:
        path = tmp_path / f"draw-{draw.number}.json"
        path.write_bytes(quentin.get(f"/draws/{draw.number}/record.json").content)
        paths.append(str(path))
    assert by_hand.main(paths) == 0
    assert "draw 1: identical, " in capsys.readouterr().out
    for name, value, said in (
        ("terms", {"excluded": {}}, "changed after it was finished"),
        ("seed_hex", "00" * 32, "select other calls"),
        ("manifest", "a\tall\n", "published before the seed"),
        ("previous_sha256", "1" * 64, "names another draw"),
    ):
        changed = json.loads(Path(paths[1]).read_text()) | {name: value}
        (tmp_path / "changed.json").write_text(json.dumps(changed))
        assert by_hand.main([paths[0], str(tmp_path / "changed.json")]) == 1
        assert said in capsys.readouterr().out


def test_the_outsiders_program_names_a_file_that_is_no_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("", "[]", "{}", '{"number": 1, "manifest": "a"}'):
        (tmp_path / "wrong.json").write_text(text)
        assert by_hand.main([str(tmp_path / "wrong.json")]) == 1
        assert "no record of a draw" in capsys.readouterr().out
    assert by_hand.main([str(tmp_path / "nowhere.json")]) == 1
