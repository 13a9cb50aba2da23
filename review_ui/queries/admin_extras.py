"""What the pages of people and causes tell beside their rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify.taxonomy import uses_of
from review_ui.admin_lists import AdminList
from store.installation import Installation
from store.tables.cause import Cause
from store.tables.label import Label
from store.tables.person import Person, Role
from store.tables.sign_in import BrowserSession, SignInLink
from store.tables.taxonomy_version import TaxonomyVersion


@dataclass(frozen=True)
class SignIns:
    last_at: datetime | None
    """When a link was last used."""
    seen_at: datetime | None
    """When a page was last opened, while that session lives."""
    waits_until: datetime | None
    """Until when a link that was made still lets in."""


def list_extras(session: Session, one: AdminList, *, now: datetime) -> dict[str, Any]:
    if one.sheet.name == "people":
        return {"sign_ins": _sign_ins(session, now=now)}
    if one.sheet.name == "causes":
        return {"versions": versions(session), "labels": _labels(session)}
    return {}


def row_extras(session: Session, here: Installation, one: AdminList, key: str, *, now: datetime) -> dict[str, Any]:
    if one.sheet.name == "people":
        somebody = session.scalars(select(Person).where(Person.email == key)).one()
        owned = session.scalars(select(Cause).where(Cause.owner_id == somebody.id).order_by(Cause.position))
        return {
            "somebody": somebody,
            "sign_ins": _sign_ins(session, now=now).get(key, SignIns(None, None, None)),
            "owned": list(owned),
            "can_be_invited": somebody.is_active and somebody.role is not Role.SERVICE,
            "has_mail": bool(here.settings.mail.host),
        }
    if one.sheet.name == "causes":
        return {"uses": uses_of(session, key), "versions": versions(session)}
    return {}


def versions(session: Session) -> list[tuple[TaxonomyVersion, str]]:
    """When the causes came to mean something else, newest first, and who changed them."""
    found = session.execute(
        select(TaxonomyVersion, Person.name)
        .outerjoin(Person, Person.id == TaxonomyVersion.person_id)
        .order_by(TaxonomyVersion.number.desc())
    )
    return [(version, name or "The command line") for version, name in found]


def _labels(session: Session) -> dict[str, int]:
    counted = select(Label.cause_id, func.count()).where(Label.withdrawn_at.is_(None)).group_by(Label.cause_id)
    return {cause_id: number for cause_id, number in session.execute(counted)}


def _sign_ins(session: Session, *, now: datetime) -> dict[str, SignIns]:
    def newest(column: Any, *where: Any) -> dict[str, datetime]:
        table = column.class_
        rows = session.execute(
            select(Person.email, func.max(column))
            .join(table, table.person_id == Person.id)
            .where(column.is_not(None), *where)
            .group_by(Person.email)
        )
        return {email: at for email, at in rows}

    used, seen = newest(SignInLink.used_at), newest(BrowserSession.last_seen_at)
    waits = newest(SignInLink.expires_at, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
    return {
        email: SignIns(used.get(email), seen.get(email), waits.get(email))
        for email in session.scalars(select(Person.email))
    }
