"""What the people of the demo company do: label, promise, listen, answer. All of it only once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.demo.company import COMPANY, read
from classify.label_import import LabelImport, import_labels
from classify.queues import waiting_for_second_label
from redact.text import redact_text
from respond.commitments import Promise, make_commitment, takes_effect
from respond.listens import record_listen
from respond.moved import confirm_moved, tell_moved
from respond.replies import Answer, record_reply
from store.resources import Resources
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.commitment import Commitment
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.person import Person
from store.tables.reply import Reply, RoleReason


def label_calls(session: Session, *, now: datetime) -> LabelImport:
    """Import the company's own labels of the calls that the label draw chose, and the second labels it asks for."""
    first = import_labels(session, COMPANY / "labels.csv", redact=masked, now=now)
    asked = select(Call.external_id).where(Call.id.in_(waiting_for_second_label().with_only_columns(Call.id)))
    twice = set(session.scalars(asked))
    second = import_labels(session, COMPANY / "second_labels.csv", redact=masked, now=now, calls=twice)
    return replace(first, double_coding=second.double_coding, refused=[*first.refused, *second.refused])


def promise_change(session: Session, *, now: datetime) -> Commitment:
    """Bruno's commitment, with the drop he expects, in effect since week five."""
    known = session.scalars(select(Commitment)).first()
    if known is not None:
        return known
    told = read("commitment.toml")
    cause = session.get_one(Cause, told["cause"])
    owner = session.scalars(select(Person).where(Person.email == told["owner"])).one()
    promise = Promise(
        promise=told["promise"],
        put=_resources(told),
        expected_drop=float(told["expected_drop"]),
        due_date=told["due_date"],
        prompted_from=told["prompted_from"],
        prompted_until=told["prompted_until"],
    )
    commitment = make_commitment(session, cause, by=owner, promise=promise, redact=masked, now=told["made_at"])
    takes_effect(session, commitment, by=owner, effective_at=told["effective_at"], now=now)
    return _put_in(session, commitment, told["moved"], owner)


def _put_in(session: Session, commitment: Commitment, told: Mapping[str, Any], owner: Person) -> Commitment:
    """What was really put in: said by its owner, confirmed by somebody else."""
    moved, note = _resources(told), str(told["note"])
    tell_moved(session, commitment, by=owner, moved=moved, note=note, redact=masked, now=told["told_at"])
    lead = session.scalars(select(Person).where(Person.email == told["confirmed_by"])).one()
    return confirm_moved(session, commitment, by=lead, moved=moved, note=note, redact=masked, now=told["confirmed_at"])


def _resources(told: Mapping[str, Any]) -> Resources:
    return Resources(people=float(told["people"]), money=float(told["money"]), days=float(told["days"]))


def answer_first_excerpt(session: Session) -> Reply | None:
    """Bruno hears the first excerpt of his digest and answers; None where his digest is empty."""
    told = read("reply.toml")
    owner = session.scalars(select(Person).where(Person.email == told["owner"])).one()
    excerpt = session.scalars(_excerpts_of(owner.id)).first()
    if excerpt is None:
        return None
    known = session.scalars(select(Reply).where(Reply.person_id == owner.id)).first()
    if known is not None:
        return known
    record_listen(session, excerpt, by=owner, channel="page", now=told["replied_at"])
    answer = Answer(
        is_ours=bool(told["is_ours"]),
        role_played=told["role_played"],
        reason=RoleReason(told["reason"]),
        will_change=told["will_change"],
        put=_resources(told),
        due_date=told["due_date"],
    )
    return record_reply(session, excerpt, by=owner, answer=answer, redact=masked, now=told["replied_at"])


def masked(text: str) -> str:
    """Typed text as it may be stored."""
    return redact_text(text).text


def _excerpts_of(person_id: UUID) -> Select[Excerpt]:
    return (
        select(Excerpt)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .where(Digest.person_id == person_id)
        .order_by(Excerpt.position)
    )
