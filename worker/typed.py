"""Text that people type, at whichever door, is redacted before anything stores it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from redact.text import redact_text
from store.session import SETTINGS
from worker.exempt import exemptions

Redact = Callable[[str], str]


def redactor(session: Session) -> Redact:
    """Cuts personal data out of a text, but leaves offer codes and the company's own numbers: they are the evidence.

    The function raises RedactionIncomplete for what it cannot clean, and then nothing is stored.
    """
    exempt = exemptions(session, session.info[SETTINGS])
    return lambda text: redact_text(text, exempt).text
