"""What must stay and what must go in one call: registers, the installation's lists, the customer's record."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.arrival import customer_hash
from redact.entities import EntityType
from redact.exemptions import Exemptions
from redact.lists import ListError, read_customers, read_patterns
from settings.settings import Settings
from store.tables.driver import Campaign, Offering

Record = Mapping[EntityType, frozenset[str]]


def lists_of(settings: Settings) -> Exemptions:
    """The installation's own lists. Raises ListError."""
    lists = settings.redaction
    return Exemptions(
        words=frozenset(lists.keep_words),
        names=frozenset(lists.cut_names),
        patterns=read_patterns(lists.patterns),
    )


def exemptions(session: Session, settings: Settings, *, agent: str = "", customer: str = "") -> Exemptions:
    """Codes and numbers of the campaigns stay, or redaction would destroy the evidence; names of the call go.

    `customer` is the hash a call has of its customer's reference. Raises ListError.
    """
    own = lists_of(settings)
    campaigns = list(session.scalars(select(Campaign)))
    products = [campaign.name for campaign in campaigns] + list(session.scalars(select(Offering.name)))
    return replace(
        own,
        codes=frozenset(str(code) for campaign in campaigns for code in campaign.offer_codes),
        phone_numbers=frozenset(campaign.phone for campaign in campaigns if campaign.phone),
        words=own.words | frozenset(products),
        names=own.names | frozenset({agent} if " " in agent else ()),
        values=record_of(settings, customer) if customer else {},
    )


def record_of(settings: Settings, customer: str) -> Record:
    """What the customers' file knows of one customer. Raises ListError."""
    path = settings.redaction.customers_file
    if path is None:
        return {}
    try:
        changed = path.stat().st_mtime_ns
        return _records(path, changed, settings.secret).get(customer, {})
    except OSError as error:
        raise ListError(f"{path} cannot be read: {error.strerror}.", remedy="Check customers_file.") from None
    except UnicodeDecodeError:
        raise ListError(f"{path} is no UTF-8 text.", remedy="Save it as UTF-8.") from None


@lru_cache(maxsize=1)
def _records(path: Path, _changed: int, secret: bytes) -> Mapping[str, Record]:
    """Records by the hash of their reference; read again when the file changed. Held in memory only."""
    records = read_customers(path.read_text(encoding="utf-8-sig"), name=path.name)
    return {customer_hash(record.reference, secret): record.values for record in records}
