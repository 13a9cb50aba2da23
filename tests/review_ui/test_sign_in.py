"""Coming in: by link, once, never by a scanner; and going out."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from accounts.first_admin import first_admin_token
from accounts.sessions import open_session
from accounts.sign_in import make_sign_in_link
from accounts.tokens import token_hash
from store.installation import Installation
from store.tables.sign_in import BrowserSession
from tests.conftest import NOW
from tests.factories.person import bruno, carol, make_person
from tests.review_ui.visitor import visitor


def link_for_bruno(session: Session, *, age: timedelta = timedelta()) -> str:
    link = make_sign_in_link(session, bruno(session), base_url="", now=NOW - age)
    session.commit()
    return link


def letters(installation: Installation) -> list[str]:
    return [one.read_text() for one in sorted((installation.settings.home / "outbox").glob("*.eml"))]


def test_opening_the_link_changes_nothing_and_pressing_the_button_works_once(
    installation: Installation, session: Session
) -> None:
    link = link_for_bruno(session)
    scanner, person = visitor(installation), visitor(installation)
    for _ in range(3):
        assert "Sign in as Bruno Lang" in scanner.get(link).text
    answer = person.client.post(link, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/listen")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert person.get("/listen").status_code == 200
    again = scanner.client.post(link, follow_redirects=False)
    assert again.status_code == 410
    assert "Send me a new link" in again.text


def test_an_old_link_offers_a_new_one(installation: Installation, session: Session) -> None:
    old = link_for_bruno(session, age=timedelta(hours=1))
    stranger = visitor(installation)
    answer = stranger.get(f"{old}?next=/dashboard")
    assert answer.status_code == 410
    (form,) = re.findall(r'action="([^"]+/again)"', answer.text)
    after = stranger.client.post(form, data={"next": "/dashboard"})
    assert "Look into your mail" in after.text
    assert "bruno" not in after.text
    (letter,) = letters(installation)
    assert "To: bruno.lang@northlight.example" in letter
    new = re.findall(r"(/sign-in/\S+)", letter)[0]
    assert stranger.client.post(new.partition("?")[0], follow_redirects=False).status_code == 303
    assert new.endswith("?next=%2Fdashboard")


def test_a_link_that_was_never_ours_is_answered_like_an_old_one(installation: Installation) -> None:
    stranger = visitor(installation)
    assert stranger.get("/sign-in/guess").status_code == 410
    assert "Look into your mail" in stranger.client.post("/sign-in/guess/again").text
    assert letters(installation) == []


def test_asking_for_a_link_tells_nobody_who_is_known(installation: Installation, session: Session) -> None:
    bruno(session)
    session.commit()
    stranger = visitor(installation)
    answers = [
        re.sub(r"[\w.]+@\S+", "", stranger.client.post("/sign-in", data={"email": email}).text)
        for email in ("bruno.lang@northlight.example", "nobody@northlight.example")
    ]
    assert answers[0] == answers[1]
    (letter,) = letters(installation)
    assert "/sign-in/" in letter


def test_who_is_not_signed_in_comes_back_afterwards(installation: Installation, session: Session) -> None:
    link = link_for_bruno(session)
    stranger = visitor(installation)
    assert stranger.get("/dashboard").headers["location"] == "/sign-in?next=/dashboard"
    answer = stranger.client.post(link, data={"next": "/dashboard"}, follow_redirects=False)
    assert answer.headers["location"] == "/dashboard"


def test_a_foreign_address_is_never_where_one_lands(installation: Installation, session: Session) -> None:
    for address in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = visitor(installation).client.post(
            link_for_bruno(session), data={"next": address}, follow_redirects=False
        )
        assert answer.headers["location"] == "/listen"


def test_signing_out_ends_the_session(installation: Installation, session: Session) -> None:
    person = bruno(session)
    session.commit()
    somebody = visitor(installation, person)
    cookie = somebody.client.cookies["listenback"]
    somebody.send("/sign-out")
    somebody.client.cookies.set("listenback", cookie)
    assert somebody.get("/listen").status_code == 303


def test_who_left_the_company_is_out_at_once(installation: Installation, session: Session) -> None:
    person = make_person(session, name="Gone Soon")
    session.commit()
    somebody = visitor(installation, person)
    person.is_active = False
    session.commit()
    assert somebody.get("/listen").status_code == 303


def test_the_answer_asks_the_database_the_same_for_known_and_unknown_addresses(
    installation: Installation, session: Session
) -> None:
    """Whose address it is is looked up after the answer has gone: nobody can time it."""
    bruno(session)
    session.commit()
    asked: dict[str, list[str]] = {}
    gone: list[str] = []
    with installation.engine.connect() as warm:
        warm.exec_driver_sql("SELECT 1")

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        gone.append(statement)

    for email in ("bruno.lang@northlight.example", "nobody@northlight.example"):
        gone.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("review_ui.pages.sign_in.invite_address", lambda *_given, **_more: None)
            event.listen(installation.engine, "before_cursor_execute", note)
            assert visitor(installation).client.post("/sign-in", data={"email": email}).status_code == 200
            event.remove(installation.engine, "before_cursor_execute", note)
        asked[email] = list(gone)
    first, second = asked.values()
    assert first == second
    assert not any("person" in statement for statement in first)


def test_nobodys_mailbox_is_flooded_and_the_page_says_what_it_always_says(
    installation: Installation, session: Session
) -> None:
    bruno(session)
    session.commit()
    stranger = visitor(installation)
    answers = {stranger.client.post("/sign-in", data={"email": "bruno.lang@northlight.example"}).text for _ in range(8)}
    assert len(answers) == 1
    assert len(letters(installation)) == installation.settings.sign_in.links_per_address


def test_a_network_that_asks_or_guesses_too_often_has_to_wait(installation: Installation) -> None:
    stranger = visitor(installation)
    rules = installation.settings.sign_in
    for number in range(rules.links_per_network):
        assert stranger.client.post("/sign-in", data={"email": f"a{number}@x.example"}).status_code == 200
    refused = stranger.client.post("/sign-in", data={"email": "one.more@x.example"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    guesses = [stranger.get(f"/sign-in/guess{number}").status_code for number in range(rules.wrong_per_network + 1)]
    assert (guesses[0], guesses[-2], guesses[-1]) == (410, 410, 429)
    assert stranger.client.post("/sign-in/guess").status_code == 429


def test_every_sign_in_begins_a_new_session_and_ends_the_browsers_old_one(
    installation: Installation, session: Session
) -> None:
    first, second = link_for_bruno(session), link_for_bruno(session)
    person = visitor(installation)
    person.client.cookies.set("listenback", "chosen-by-somebody-else")
    cookies = []
    for link in (first, second):
        person.client.post(link, follow_redirects=False)
        cookies.append(str(list(person.client.cookies.jar)[-1].value))
    assert len({*cookies, "chosen-by-somebody-else"}) == 3
    hashes = session.scalars(select(BrowserSession.token_sha256)).all()
    assert hashes == [token_hash(cookies[1])]


def test_a_person_sees_where_they_are_signed_in_and_leaves_everywhere(
    installation: Installation, session: Session
) -> None:
    person, other = bruno(session), carol(session)
    open_session(session, person, now=NOW, user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/605.1")
    phone = session.scalars(select(BrowserSession.id)).one()
    session.commit()
    desk, carols = visitor(installation, person), visitor(installation, other)
    html = desk.get("/sessions").text
    assert "Safari on iPhone" in html
    assert html.count(">End</button>") == 2
    assert carols.send(f"/sessions/{phone}/end", form_on="/sessions").status_code == 404
    assert desk.send(f"/sessions/{phone}/end", form_on="/sessions").status_code == 303
    assert "iPhone" not in desk.get("/sessions").text
    assert desk.send("/sessions/end", form_on="/sessions").headers["location"] == "/sign-in"
    assert desk.get("/listen").status_code == 303
    assert carols.get("/listen").status_code == 200


def test_the_first_who_comes_becomes_the_administrator_and_nobody_after(installation: Installation) -> None:
    address = f"/first-admin/{first_admin_token(installation.settings.secret)}"
    first, late = visitor(installation), visitor(installation)
    assert "Nobody is here yet" in first.get(address).text
    wrong = first.client.post(address, data={"email": "ada", "name": ""})
    assert wrong.status_code == 422
    assert 'value="ada"' in wrong.text
    made = first.client.post(address, data={"email": "ada@x.example", "name": "Ada Novak"}, follow_redirects=False)
    assert (made.status_code, first.get("/audit").status_code) == (303, 200)
    assert late.get(address).status_code == 410
    assert late.client.post(address, data={"email": "eve@x.example", "name": "Eve"}).status_code == 410
    assert late.get("/first-admin/forged").status_code == 410
