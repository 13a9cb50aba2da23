"""The one web application: headers, health, errors, compression, and what other sites may not do."""

import pytest
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from app.web import make_web
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate
from tests.doors import web_of


@pytest.fixture
def client(installation: Installation) -> TestClient:
    return TestClient(web_of(installation), raise_server_exceptions=False)


def test_it_is_healthy_when_the_database_answers(client: TestClient) -> None:
    assert client.get("/health").text == "ok"


@pytest.mark.parametrize("path", ["/health", "/sign-in", "/nowhere", "/v1/nowhere", "/static/x/none.js"])
def test_every_answer_is_protected(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "strict-transport-security" not in headers


def test_a_page_with_a_policy_of_its_own_has_only_that(installation: Installation) -> None:
    web = make_web(installation)
    own = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    web.add_api_route("/a-mail", lambda: HTMLResponse("<p>hello", headers={"Content-Security-Policy": own}))
    headers = TestClient(web).get("/a-mail").headers
    assert headers.get_list("content-security-policy") == [own]
    assert headers["x-frame-options"] == "DENY"


def test_pages_have_no_inline_script_or_style(client: TestClient) -> None:
    html = client.get("/sign-in").text
    assert "<style" not in html
    assert " style=" not in html
    assert "onclick" not in html
    assert "<script>" not in html


def test_another_sites_form_is_refused(client: TestClient) -> None:
    for site in ("cross-site", "same-site"):
        answer = client.post("/sign-in", data={"email": "a@b.c"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
    own = client.post("/sign-in", data={"email": "a@b.c"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 200


def test_an_old_browser_is_asked_for_the_pages_origin(client: TestClient) -> None:
    def send(origin: str) -> int:
        return client.post("/sign-in", data={"email": "a@b.c"}, headers={"Origin": origin}).status_code

    assert [send("https://evil.example"), send("null"), send("http://testserver.evil.example")] == [403] * 3
    assert [send("http://testserver"), send("http://127.0.0.1:8700")] == [200, 200]


def test_what_is_not_there_is_a_page_and_in_the_api_a_problem(client: TestClient) -> None:
    page, problem = client.get("/nowhere"), client.get("/v1/nowhere")
    assert (page.status_code, problem.status_code) == (404, 404)
    assert "Nothing here" in page.text
    assert problem.headers["content-type"] == "application/problem+json"


def test_a_mistake_of_ours_tells_a_number_and_nothing_else(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_more: object) -> None:
        raise RuntimeError("the secret is 4711")

    monkeypatch.setattr("review_ui.pages.sign_in.person_of_link", broken)
    answer = TestClient(web_of(installation), raise_server_exceptions=False).get("/sign-in/token")
    assert answer.status_code == 500
    assert "4711" not in answer.text
    assert "the number" in answer.text


def test_static_files_are_kept_for_ever_under_their_version(client: TestClient) -> None:
    html = client.get("/sign-in").text
    sheet = html.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(sheet)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/old/listenback.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/x/../../../settings/settings.py").status_code == 404


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("https")
    installation = open_installation(Settings(home=home, base_url="https://lb.example"))
    migrate(installation.engine)
    from review_ui.entry import cookie_name

    assert cookie_name(installation) == "__Host-listenback"
    headers = TestClient(make_web(installation)).get("/health").headers
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    installation.engine.dispose()
