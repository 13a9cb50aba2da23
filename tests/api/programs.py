"""Programs with a key of somebody."""

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from accounts.api_keys import make_api_key
from store.installation import Installation
from store.tables.person import Person
from tests.conftest import NOW
from tests.doors import api_of


@dataclass
class Program:
    client: TestClient

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, params=query)


def program(installation: Installation, session: Session, person: Person) -> Program:
    """A program with a key of `person`; commits what the test prepared."""
    key = make_api_key(session, person, name="test", now=NOW)
    session.commit()
    client = TestClient(api_of(installation), raise_server_exceptions=False, headers={"Authorization": f"Bearer {key}"})
    return Program(client)
