"""From an empty installation to an executive's ear: Ada goes all five steps in a real browser, with real recordings.

Only the recogniser and the clock on the wall are stood in for: the one hears what the truth sheet says was said, the
other's work is done when it falls due. Mail goes over TLS to a real server.
"""

import csv
import json
import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy import select

from settings.clock import utc_now
from settings.settings import Mail, Settings
from store.installation import Installation, open_installation
from store.tables.call import Call
from store.tables.figure import Figure
from store.tables.job import Job, JobState
from store.tables.label import Label
from tests.app.test_cli import Line
from tests.browser.conftest import served, until
from tests.browser.screenshots import sign_in
from tests.deliver.real_smtp import PASSWORD, USER, Inbox, real_smtp
from tests.fakes.speech import FakeSpeech
from tests.worker.working import work_off
from worker import recording
from worker.queues import Kind
from worker.run import run_job
from worker.schedule import open_due_work

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

DEMO = Path(__file__).parents[2] / "demo"
CALLS, LABELS = 40, 30
OWNERS = {
    "marketing_mailer": ("mara@example.com", "Mara Lind"),
    "ops_issue": ("otto@example.com", "Otto Brandt"),
    "sales_overpromise": ("sara@example.com", "Sara Wolf"),
    "agent_knowledge_gap": ("tim@example.com", "Tim Roth"),
}
Truth = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def truth() -> Truth:
    """What was really said in the calls that are sent, by their id."""
    known = (json.loads(line) for line in (DEMO / "truth.jsonl").read_text().splitlines())
    plain = (one for one in known if one["kind"] == "normal" and one["evidence"])
    return {one["external_id"]: one for one, _ in zip(plain, range(CALLS), strict=False)}


@pytest.fixture
def files(truth: Truth, tmp_path: Path) -> list[Path]:
    """A contact centre's export: recordings as they are, and a table that names them."""
    with (DEMO / "manifest.csv").open() as sheet:
        rows = [row for row in csv.DictReader(sheet) if row["external_id"] in truth]
    with (tmp_path / "calls.csv").open("w") as table:
        writer = csv.DictWriter(table, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "file": Path(row["file"]).name} for row in rows)
    return [tmp_path / "calls.csv", *(DEMO / row["file"] for row in rows)]


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with real_smtp(tmp_path, is_implicit=False) as server:
        yield server


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def printed_link(line: Line) -> str:
    """`listenback init` makes the installation and prints how its first administrator comes in."""
    code, told, _ = line.run("init", "--admin", "ada@example.com", "--name", "Ada Quist")
    assert code == 0
    link = re.search(r"/sign-in/[\w-]+", told)
    assert link
    return link[0]


@pytest.fixture
def empty(line: Line, printed_link: str, inbox: Inbox) -> Iterator[Installation]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mail = Mail(host="localhost", port=inbox.port, user=USER.decode(), password=PASSWORD.decode())
    opened = open_installation(Settings(home=line.home, base_url=f"http://127.0.0.1:{port}", mail=mail))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def address(empty: Installation) -> Iterator[str]:
    with served(empty, port=urlsplit(empty.settings.base_url).port or 0) as running:
        yield running


@pytest.fixture
def browser(chromium: Any, address: str) -> Iterator[Any]:
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened() -> Any:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=address))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def test_an_empty_installation_leads_to_the_first_digest(
    browser: Any,
    empty: Installation,
    printed_link: str,
    files: list[Path],
    truth: Truth,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = browser()
    sign_in(page, printed_link)
    assert urlsplit(page.url).path == "/first-run"
    assert states(page) == ["Next", "Later", "Later", "Later", "Later"]
    name_owners(page)
    assert states(page) == ["Done", "Next", "Later", "Later", "Later"]
    send_files(page, files)
    assert states(page) == ["Done", "Done", "Next", "Later", "Later"]
    draw(page)
    assert states(page) == ["Done", "Done", "Done", "Next", "Later"]
    transcribe(empty, truth, monkeypatch)
    until(page, "document.querySelector('#listen').textContent.includes('Go to the review desk')")
    label(page, empty, truth)
    assert states(page) == ["Done", "Done", "Done", "Done", "Next"]
    count_now(page, empty)
    send_digest(page, empty)
    assert states(page) == ["Done"] * 5
    owner_listens(browser(), inbox)


def states(page: Any) -> list[str]:
    """What each of the five steps says of itself."""
    if urlsplit(page.url).path != "/first-run":
        page.goto("/first-run")
    said: list[str] = page.locator(".step-state").all_inner_texts()
    return said


def name_owners(page: Any) -> None:
    page.click("text=Begin with the usual causes")
    for cause, (email, name) in OWNERS.items():
        page.select_option("#cause_id", cause)
        page.fill("#email", email)
        page.fill("#name", name)
        page.click("#owners button:has-text('Save')")
        page.wait_for_selector(f".owned :text('{name}')")


def send_files(page: Any, files: list[Path]) -> None:
    page.click("text=Choose files")
    page.set_input_files("#files", files)
    page.click("text=See what they hold")
    assert f"{CALLS} calls with {CALLS} recordings. Nothing is taken in yet." in page.inner_text(".lede")
    page.click("text=Take them in")
    assert f"{CALLS} calls taken in, {CALLS} recordings." in page.inner_text(".lede")
    page.click("text=Go on")
    assert f"{CALLS} calls may be drawn" in page.inner_text("#calls")


def draw(page: Any) -> None:
    assert f"{CALLS} calls give ±" in page.inner_text("#draw .words")
    page.click(f"text=Draw all {CALLS} calls")
    assert f"0 of {CALLS} recordings" in page.inner_text("#listen")


def transcribe(empty: Installation, truth: Truth, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker hears in each call what was said in it; then the clock asks for labels."""
    with empty.readers() as session:
        asked = session.execute(select(Job.id, Job.subject).where(Job.kind == Kind.PROCESS_RECORDING))
        jobs = [(job_id, session.get_one(Call, UUID(call_id)).external_id) for job_id, call_id in asked]
    assert len(jobs) == CALLS
    for job_id, external_id in jobs:
        said = heard(truth[external_id])
        monkeypatch.setattr(recording, "loaded_engine", lambda *_, said=said: said)
        assert run_job(empty, job_id, clock=utc_now) == "done"
    catch_up(empty)


def heard(call: dict[str, Any]) -> FakeSpeech:
    speech = FakeSpeech()
    for turn in call["turns"]:
        speech.says(turn["speaker"], turn["text"], at=turn["start_ms"] / 1000)
    return speech


def catch_up(empty: Installation) -> None:
    """What worker and clock do within the minute."""
    for _ in range(2):
        assert set(work_off(empty, now=utc_now())) <= {"done"}
        with empty.sessions.begin() as session:
            open_due_work(session, empty, now=utc_now())
    assert set(work_off(empty, now=utc_now())) <= {"done"}
    with empty.readers() as session:
        assert session.scalars(select(Job.kind).where(Job.state == JobState.DEAD)).all() == []


def label(page: Any, empty: Installation, truth: Truth) -> None:
    """Thirty calls by keyboard: the customer's evidence is the quote, the truth sheet's cause the label."""
    page.click("text=Go to the review desk")
    keys = {cause: str(number) for number, cause in enumerate([*OWNERS, "customer_need", "unknown"], 1)}
    for _ in range(LABELS):
        page.wait_for_selector(".is-keyed")
        form = page.get_attribute("[data-desk]", "action")
        with empty.readers() as session:
            call = truth[session.get_one(Call, UUID(form.split("/")[2])).external_id]
        page.keyboard.press("ArrowDown")
        for key in (keys[call["cause"]], "q", "Enter"):
            page.keyboard.press(key)
        page.wait_for_selector(f"[data-desk]:not([action='{form}'])")
    with empty.readers() as session:
        causes = session.scalars(select(Label.cause_id).where(Label.quote != "")).all()
    assert len(causes) == LABELS


def count_now(page: Any, empty: Installation) -> None:
    page.click("text=Count now")
    assert "Under way" in page.inner_text("#digest")
    catch_up(empty)
    until(page, "document.querySelector('#digest').textContent.includes('The figures are there')")
    with empty.readers() as session:
        shares = session.scalars(select(Figure).where(Figure.headline(), Figure.measure == "share")).all()
    assert {one.cause_id for one in shares} >= set(OWNERS)
    assert all(one.labelled == LABELS and one.frame == CALLS for one in shares)


def send_digest(page: Any, empty: Installation) -> None:
    page.click("button:has-text('Send the first digest')")
    assert "Under way" in page.inner_text("#digest")
    catch_up(empty)
    until(page, "document.querySelector('#digest').textContent.includes('went out')")


def owner_listens(page: Any, inbox: Inbox) -> None:
    """Mara follows the digest's own link, asks for a sign-in link, and hears the first excerpt."""
    email, _ = OWNERS["marketing_mailer"]
    page.goto(link_in(mail_to(email, inbox)[0], "listen|excerpts|digests"))
    page.fill("[name=email]", email)
    page.click("main button")
    for _ in range(100):
        if len(mail_to(email, inbox)) > 1:
            break
        page.wait_for_timeout(100)
    sign_in(page, link_in(mail_to(email, inbox)[1], "sign-in"))
    page.goto("/listen")
    page.click("text=Start listening")
    page.click("[data-play]")
    until(page, "document.querySelector('audio').currentTime > 0.7")


def mail_to(email: str, inbox: Inbox) -> list[str]:
    """The plain text of what arrived for somebody, in order."""
    letters = [message_from_bytes(one, policy=policy.default) for one in inbox.messages]
    bodies = [one.get_body(("plain",)) for one in letters if email in one["To"]]
    return [str(body.get_content()) for body in bodies if body is not None]


def link_in(text: str, kind: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:\d+/(?:{kind})\S*", text)
    assert found, text
    return found[0]
