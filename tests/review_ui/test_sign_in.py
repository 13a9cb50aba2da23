"""Coming in: by link, once, never by a scanner; and going out."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from accounts.sign_in import make_sign_in_link
from store.installation import Installation
from tests.conftest import NOW
from tests.factories.person import bruno, make_person
from tests.review_ui.visitor import visitor


def link_for_bruno(session: Session, *, age: timedelta = timedelta()) -> str:
    link = make_sign_in_link(session, bruno(session), base_url="", now=NOW - age)
    session.commit()
    return link


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
    assert "already used" in again.text


def test_an_old_link_offers_a_new_one(installation: Installation, session: Session) -> None:
    answer = visitor(installation).get(link_for_bruno(session, age=timedelta(hours=1)))
    assert answer.status_code == 410
    assert "Go to the sign-in page" in answer.text


def test_asking_for_a_link_tells_nobody_who_is_known(installation: Installation, session: Session) -> None:
    bruno(session)
    session.commit()
    stranger = visitor(installation)
    answers = [
        re.sub(r"[\w.]+@\S+", "", stranger.client.post("/sign-in", data={"email": email}).text)
        for email in ("bruno.lang@northlight.example", "nobody@northlight.example")
    ]
    assert answers[0] == answers[1]
    letters = list((installation.settings.home / "outbox").glob("*.eml"))
    assert len(letters) == 1
    assert "/sign-in/" in letters[0].read_text()


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
