"""Text that people type, at whichever door, is redacted before anything stores it."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from redact.exemptions import Exemptions
from redact.text import redact_text
from store.tables.driver import Campaign

Redact = Callable[[str], str]


def redactor(session: Session) -> Redact:
    """Cuts personal data out of a text, but leaves offer codes and the company's own numbers: they are the evidence.

    The function raises RedactionIncomplete for what it cannot clean, and then nothing is stored.
    """
    campaigns = list(session.scalars(select(Campaign)))
    exempt = Exemptions(
        codes=frozenset(str(code) for campaign in campaigns for code in campaign.offer_codes),
        phone_numbers=frozenset(campaign.phone for campaign in campaigns if campaign.phone),
    )
    return lambda text: redact_text(text, exempt).text
