"""Somebody with a browser: signed in, following links and sending the forms that the pages gave them."""

import re
from dataclasses import dataclass
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from accounts.sessions import open_session
from store.installation import Installation
from store.tables.person import Person
from tests.conftest import NOW
from tests.doors import web_of

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass
class Visitor:
    client: TestClient

    def get(self, path: str, **more: Any) -> httpx2.Response:
        return self.client.get(path, follow_redirects=False, **more)

    def send(self, path: str, fields: dict[str, Any] | None = None, *, form_on: str = "/model-help") -> httpx2.Response:
        """Send a form with the genuine token that the page `form_on` carries."""
        found = TOKEN.search(self.get(form_on).text)
        assert found, f"no form on {form_on}"
        return self.client.post(path, data={"form_token": found[1], **(fields or {})}, follow_redirects=False)


def visitor(installation: Installation, person: Person | None = None) -> Visitor:
    """A browser of `person`, or of nobody; the pages' clock stands at NOW."""
    client = TestClient(web_of(installation), raise_server_exceptions=False)
    if person is not None:
        with installation.sessions.begin() as session:
            client.cookies.set("listenback", open_session(session, person, now=NOW))
    return Visitor(client)
