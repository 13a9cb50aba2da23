"""Text that people type, at whichever door, is redacted before anything stores it."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from redact.text import redact_text
from store.session import SETTINGS
from store.tables.person import Person
from worker.exempt import exemptions

Redact = Callable[[str], str]


def redactor(session: Session) -> Redact:
    """Cuts personal data out of a text, but leaves offer codes and the company's own numbers: they are the evidence.

    A colleague named with an @ stays too: who is meant is the point of it. The function raises RedactionIncomplete for
    what it cannot clean, and then nothing is stored.
    """
    exempt = exemptions(session, session.info[SETTINGS])
    colleagues = list(session.scalars(select(Person.name).where(Person.is_active)))

    def redact(text: str) -> str:
        named = frozenset(name for name in colleagues if f"@{name}" in text)
        return redact_text(text, replace(exempt, words=exempt.words | named)).text

    return redact
