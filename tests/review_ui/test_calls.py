"""Call records: found, explained, heard by those who may, tried again."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from review_ui.queries.calls import REFUSALS
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.call import Call, CallState
from store.tables.job import Job, JobState
from store.tables.refusal_count import RefusalCount
from tests.factories.job import make_job
from tests.factories.refusal import make_refusal
from tests.factories.scene import Scene
from tests.review_ui.visitor import visitor


def test_it_finds_calls_by_state_reason_and_spoken_words(installation: Installation, scene: Scene) -> None:
    lead = visitor(installation, scene.quentin)
    assert "NL-1005" in lead.get("/calls?state=failed").text
    assert "NL-1010" not in lead.get("/calls?state=failed").text
    assert "NL-1011" in lead.get("/calls?reason=model_unavailable").text
    found = lead.get("/calls?q=moving+house").text
    assert "NL-1003" in found
    assert "NL-1000" not in found
    assert "<mark>moving</mark> <mark>house</mark>" in found
    assert "No call like that" in lead.get("/calls?q=%25").text
    assert "NL-1003" not in lead.get("/calls?q=%22house+moving%22").text


def test_a_list_is_narrowed_in_its_address_and_stays_so_on_every_page(installation: Installation, scene: Scene) -> None:
    lead = visitor(installation, scene.quentin)
    html = lead.get("/calls?queue=billing&since=2026-09-08&until=2026-09-10&direction=inbound").text
    assert "NL-1003" in html
    assert "NL-1000" not in html
    assert "NL-1001" not in html
    assert 'href="/calls?state=failed&amp;queue=billing&amp;since=2026-09-08' in html
    older = lead.get("/calls?number=18005550100&q=NL-10").text
    assert "NL-1000" not in older
    drawn = lead.get("/calls?draw=1").text
    assert "NL-1063" not in drawn
    assert 'rel="next" href="/calls?since=2026-09-07&amp;after=' in lead.get("/calls?since=2026-09-07").text
    assert "No call like that" in lead.get("/calls?draw=99999").text


def test_a_day_that_is_none_is_told_beside_its_field(installation: Installation, scene: Scene) -> None:
    html = visitor(installation, scene.quentin).get("/calls?since=yesterday").text
    assert "is not a date" in html
    assert "NL-1063" in html


def test_the_auditor_searches_records_but_not_words(installation: Installation, scene: Scene) -> None:
    auditor = visitor(installation, scene.auditor)
    assert "No call like that" in auditor.get("/calls?q=moving+house").text
    assert "NL-1003" in auditor.get("/calls?q=NL-1003").text
    html = auditor.get(f"/calls/{scene.calls[3].id}").text
    assert "moving house" not in html
    assert auditor.get(f"/calls/{scene.calls[3].id}/audio").status_code == 403


def test_pages_of_the_list_do_not_overlap(installation: Installation, scene: Scene) -> None:
    lead = visitor(installation, scene.quentin)
    first = lead.get("/calls").text
    after = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = lead.get(after).text
    ids = [{f"NL-{1000 + number}" for number in range(64) if f"NL-{1000 + number}" in html} for html in (first, second)]
    assert len(ids[0]) == 50
    assert len(ids[1]) == 14
    assert not ids[0] & ids[1]


def test_a_failed_call_says_why_and_what_to_do(installation: Installation, scene: Scene) -> None:
    lead = visitor(installation, scene.quentin)
    assert "Export it again and retry." in lead.get(f"/calls/{scene.calls[5].id}").text
    assert 'href="/model-help"' in lead.get(f"/calls/{scene.calls[11].id}").text
    help_page = lead.get("/model-help").text
    assert help_page.count('class="minor"') == 3


def test_a_call_is_tried_again(installation: Installation, scene: Scene, session: Session) -> None:
    call = scene.calls[11]
    make_job(session, subject=str(call.id), state=JobState.DEAD, reason="model_unavailable")
    session.commit()
    lead = visitor(installation, scene.quentin)
    page = f"/calls/{call.id}"
    assert "Try it again" in lead.get(page).text
    assert "Try it again" not in visitor(installation, scene.asha).get(page).text
    assert lead.send(f"{page}/retry", form_on=page).status_code == 303
    assert session.scalars(select(Job.state).where(Job.subject == str(call.id))).one() is JobState.PENDING
    assert session.scalars(select(Call.state).where(Call.id == call.id)).one() is CallState.DRAWN


def test_work_on_a_recording_shows_how_far_it_is_and_can_be_stopped(
    installation: Installation, scene: Scene, session: Session
) -> None:
    call = scene.calls[11]
    call.moves_to(CallState.DRAWN)
    make_job(session, kind="process_recording", subject=str(call.id), state=JobState.RUNNING, progress=0.43)
    session.commit()
    lead = visitor(installation, scene.quentin)
    page = f"/calls/{call.id}"
    assert "43\N{NARROW NO-BREAK SPACE}% of the recording is written down" in lead.get(page).text
    assert "Stop it" not in visitor(installation, scene.asha).get(page).text
    assert lead.send(f"{page}/cancel", form_on=page).status_code == 303
    stopped = lead.get(page).text
    assert "Skipped: cancelled." in stopped
    assert "Try it again" in stopped
    assert "Stop it" not in stopped
    assert lead.send(f"{page}/cancel", form_on=page).status_code == 409


def test_the_whole_redacted_call_is_heard_in_ranges_and_recorded(
    installation: Installation, scene: Scene, session: Session
) -> None:
    answer = visitor(installation, scene.asha).get(f"/calls/{scene.calls[0].id}/audio", headers={"Range": "bytes=0-99"})
    assert (answer.status_code, len(answer.content)) == (206, 100)
    assert session.scalars(select(AuditEvent.action)).all() == ["heard call"]


def test_very_many_refused_records_come_page_by_page_and_each_of_them_once(
    installation: Installation, scene: Scene, session: Session
) -> None:
    for line in range(2 * REFUSALS):
        make_refusal(session, source="huge.csv", line=line, message=f"huge line {line}.")
    total = session.scalars(RefusalCount.all()).one()
    session.commit()
    quentin = visitor(installation, scene.quentin)
    pages, address = list[str](), "/refusals"
    while address:
        pages.append(quentin.get(address).text)
        older = re.search(r'rel="next" href="([^"]+)"', pages[-1])
        address = older[1] if older else ""
    told = [line for html in pages for line in re.findall(r"huge line (\d+)\.", html)]
    assert sorted(told, key=int) == [str(line) for line in range(2 * REFUSALS)]
    assert [html.count('class="record-message"') for html in pages] == [REFUSALS, REFUSALS, total - 2 * REFUSALS]
    assert f"{REFUSALS} of {total}, the latest first" in pages[0]
    assert "Latest records" not in pages[0]
    assert "Latest records" in pages[1]


def test_of_a_word_that_very_many_calls_say_the_ones_written_down_last_are_shown_and_that_is_told(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = visitor(installation, scene.quentin)
    every = lead.get("/calls?q=moving+house").text
    assert "Very many calls say this" not in every
    monkeypatch.setattr("review_ui.queries.call_search.HITS", 2)
    cut = lead.get("/calls?q=moving+house").text
    assert "Very many calls say this" in cut
    assert cut.count("<mark>moving</mark>") == 2 < every.count("<mark>moving</mark>")


def test_so_many_numbers_that_begin_alike_are_not_all_sorted(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review_ui.queries.call_search.NUMBERED", 5)
    lead = visitor(installation, scene.quentin)
    html = lead.get("/calls?q=NL-10").text
    assert [number for number in range(1000, 1064) if f"NL-{number}" in html] == [1059, 1060, 1061, 1062, 1063]
    assert "Very many calls say this" in html


def test_a_rare_queue_is_looked_for_part_by_part_and_the_page_says_how_far(
    installation: Installation, scene: Scene, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calls 1000 and 1062 are the only ones of their queue; twenty calls are looked at for a page."""
    monkeypatch.setattr("review_ui.queries.call_walk.WALKED", 20)
    for call in (scene.calls[0], scene.calls[62]):
        call.queue = "complaints"
    session.commit()
    lead, address, found = visitor(installation, scene.quentin), "/calls?queue=complaints", []
    for _ in range(4):
        html = lead.get(address).text
        found.append([number for number in range(1000, 1064) if f"NL-{number}" in html])
        is_last = "Look further back" not in html
        address = html.rsplit('rel="next" href="', 1)[-1].split('"')[0].replace("&amp;", "&")
    assert found == [[1062], [], [], [1000]]
    assert is_last


def test_an_unknown_number_is_told_to_be_unknown_since_when(
    installation: Installation, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = visitor(installation, scene.quentin)
    assert "No call like that" in lead.get("/calls?number=999").text
    monkeypatch.setattr("review_ui.queries.call_walk.WALKED", 10)
    assert "No such call since" in lead.get("/calls?number=999").text
    assert "No call like that" in lead.get("/calls?number=999&state=failed").text
    monkeypatch.setattr("review_ui.queries.call_walk.SCATTERED", 1)
    assert "No such call since" in lead.get("/calls?number=999&state=failed").text


def test_every_filter_together_finds_the_one_call(installation: Installation, scene: Scene, session: Session) -> None:
    call = scene.calls[17]
    address = "/calls?state=excluded&reason=no_consent&direction=inbound&since=2026-09-01&until=2026-12-01"
    html = visitor(installation, scene.quentin).get(f"{address}&queue={call.queue}&number={call.dialled_number}").text
    assert re.findall(r"NL-\d{4}", html) == [call.external_id]
