"""API keys with whom they act as, and who could be given one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.api_keys import keys_with_people
from store.tables.api_key import ApiKey
from store.tables.person import Person

SOON = timedelta(days=14)


@dataclass(frozen=True)
class KeyLine:
    key: ApiKey
    person: Person
    now: datetime

    @property
    def state(self) -> str:
        if self.key.revoked_at is not None:
            return "revoked"
        if self.key.expires_at is not None and self.key.expires_at <= self.now:
            return "expired"
        return "works" if self.person.is_active else "sleeps: its person is not active"

    @property
    def works(self) -> bool:
        return self.state == "works"

    @property
    def ends_soon(self) -> bool:
        return self.works and self.key.expires_at is not None and self.key.expires_at <= self.now + SOON


def key_lines(session: Session, *, now: datetime) -> list[KeyLine]:
    """Those that work first, then the newest."""
    rows = session.execute(keys_with_people())
    return sorted((KeyLine(key, person, now) for key, person in rows), key=lambda line: not line.works)


def possible_holders(session: Session) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.is_active).order_by(Person.role.desc(), Person.name)))
