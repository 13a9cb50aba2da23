"""One line of state for everything an admin keeps."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from accounts.permissions import Action, may
from classify.versions import champion
from deliver.finding import count
from review_ui.admin_lists import CAUSES_LIST, PEOPLE_LIST, REGISTER_LISTS, AdminList
from review_ui.phrases import month, plural
from review_ui.queries.admin_health import health_view
from review_ui.queries.admin_keys import key_lines
from review_ui.queries.admin_privacy import privacy_view
from review_ui.queries.admin_retention import originals_going
from store.base import Base
from store.installation import Installation
from store.tables.audit_event import AuditEvent
from store.tables.cause import Cause
from store.tables.customer_count import CustomerCount
from store.tables.delivery import Delivery
from store.tables.draw import Draw
from store.tables.driver import Campaign, Incident
from store.tables.listening_schedule import ListeningSchedule
from store.tables.person import Person, Role
from store.tables.sampling_plan import SamplingPlan
from store.tables.sign_in import SignInLink


@dataclass(frozen=True)
class IndexLine:
    title: str
    path: str
    state: str
    action: Action
    needs_a_look: bool = False


@dataclass(frozen=True)
class IndexGroup:
    title: str
    lines: list[IndexLine]


def admin_index(session: Session, here: Installation, person: Person, *, now: datetime) -> list[IndexGroup]:
    """What this person may keep, group by group."""
    groups = [
        IndexGroup("Company", [_people(session), _causes(session), *_registers(session, now=now)]),
        IndexGroup("Sampling and model", [_plans(session), _draws(session), _model(session)]),
        IndexGroup("Digests", [_schedules(session), _deliveries(session)]),
        IndexGroup(
            "Installation",
            [
                _health(session, here, now=now),
                _retention(session, here),
                _privacy(session, now=now),
                _keys(session, now=now),
                _audit(session),
            ],
        ),
    ]
    seen = [IndexGroup(one.title, [line for line in one.lines if may(person, line.action)]) for one in groups]
    return [one for one in seen if one.lines]


def _number(session: Session, table: type[Base], *where: ColumnElement[bool] | InstrumentedAttribute[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _line(one: AdminList, state: str, *, needs_a_look: bool = False) -> IndexLine:
    return IndexLine(one.title, one.path, state, one.action, needs_a_look)


def _people(session: Session) -> IndexLine:
    active = _number(session, Person, Person.is_active)
    came = select(SignInLink.person_id).where(SignInLink.used_at.is_not(None))
    never = _number(session, Person, Person.is_active, Person.role != Role.SERVICE, Person.id.not_in(came))
    away = _number(session, Person, Person.is_active.is_(False))
    told = [
        f"{count(active)} active",
        f"{count(never)} never signed in" if never else "",
        f"{count(away)} not active" if away else "",
    ]
    return _line(PEOPLE_LIST, ", ".join(filter(None, told)))


def _causes(session: Session) -> IndexLine:
    number = _number(session, Cause)
    if not number:
        return _line(CAUSES_LIST, "none yet: add or import them", needs_a_look=True)
    version = session.scalar(select(func.max(Cause.taxonomy_version)))
    nobodys = _number(session, Cause, Cause.owner_id.is_(None), Cause.is_avoidable)
    owned = f"; {plural(nobodys, 'avoidable cause has', 'avoidable causes have')} no owner" if nobodys else ""
    return _line(CAUSES_LIST, f"{plural(number, 'cause')}, version {version}{owned}", needs_a_look=bool(nobodys))


def _registers(session: Session, *, now: datetime) -> list[IndexLine]:
    states = {
        "campaigns": plural(_number(session, Campaign), "campaign"),
        "incidents": _incidents(session, now=now),
        "customers": _customers(session),
    }
    return [
        _line(one, states.get(one.sheet.name) or plural(len(one.sheet.present(session)), one.one))
        for one in REGISTER_LISTS
    ]


def _incidents(session: Session, *, now: datetime) -> str:
    is_open = or_(Incident.ends_at.is_(None), Incident.ends_at > now)
    lasting = _number(session, Incident, Incident.starts_at <= now, is_open)
    told = plural(_number(session, Incident), "incident")
    return f"{told}, {count(lasting)} not over" if lasting else told


def _customers(session: Session) -> str:
    newest = session.scalars(select(CustomerCount).order_by(CustomerCount.month.desc()).limit(1)).first()
    if newest is None:
        return "none yet: without them there is no shared number"
    return f"{count(newest.customers)} in {month(f'{newest.month:%Y-%m}')}"


def _schedules(session: Session) -> IndexLine:
    told = f"{count(_number(session, ListeningSchedule))} set by hand, the others as usual"
    return IndexLine("Schedules", "/schedules", told, Action.LEAD_SCHEDULES)


def _deliveries(session: Session) -> IndexLine:
    told = plural(_number(session, Delivery), "delivery", "deliveries")
    return IndexLine("Deliveries", "/deliveries", told, Action.LEAD_SCHEDULES)


def _plans(session: Session) -> IndexLine:
    on = _number(session, SamplingPlan, SamplingPlan.is_paused.is_(False))
    paused = _number(session, SamplingPlan, SamplingPlan.is_paused)
    told = f"{count(on)} in use" + (f", {count(paused)} paused" if paused else "")
    return IndexLine("Sampling plans", "/plans", told if on or paused else "none stated yet", Action.SEE_DRAWS)


def _draws(session: Session) -> IndexLine:
    return IndexLine("Draws", "/draws", plural(_number(session, Draw), "draw"), Action.SEE_DRAWS)


def _model(session: Session) -> IndexLine:
    found = champion(session)
    told = f"version {found.number} is in charge" if found else "none yet"
    return IndexLine("Cause model", "/model", told, Action.SEE_MODEL)


def _health(session: Session, here: Installation, *, now: datetime) -> IndexLine:
    view = health_view(session, here, now=now)
    waiting = sum(line.state.waiting for line in view.queues)
    idle = [line.state.name for line in view.queues if not line.is_worked]
    told = [
        f"{plural(view.dead_total, 'job was', 'jobs were')} given up" if view.dead_total else "",
        *(f"{one.subject}: {one.tells}" for one in view.findings if not one.is_good),
        f"no sign of a worker for {' and '.join(idle)}" if idle else "",
        f"{plural(waiting, 'job waits', 'jobs wait')}" if waiting else "nothing waits",
    ]
    return IndexLine(
        "Health", "/admin/health", "; ".join(filter(None, told)), Action.SEE_HEALTH, needs_a_look=not view.is_well
    )


def _retention(session: Session, here: Installation) -> IndexLine:
    days = here.settings.retention.keep_original_days
    told = "originals go at once" if not days else f"originals go after {plural(days, 'day')}"
    going = originals_going(session)
    return IndexLine(
        "Retention", "/admin/retention", f"{told}; {plural(going, 'waits', 'wait')} to be deleted", Action.SEE_ADMIN
    )


def _privacy(session: Session, *, now: datetime) -> IndexLine:
    view = privacy_view(session, now=now)
    told = [
        f"{plural(view.unfinished, 'erasure')} not finished" if view.unfinished else "",
        f"{plural(len(view.holds), 'legal hold')} in force" if view.holds else "",
    ]
    state = ", ".join(filter(None, told)) or "exports, consent, erasure, legal holds"
    return IndexLine(
        "Customers’ data", "/admin/privacy", state, Action.ANSWER_CUSTOMERS, needs_a_look=bool(view.unfinished)
    )


def _audit(session: Session) -> IndexLine:
    return IndexLine("Audit record", "/audit", plural(_number(session, AuditEvent), "record"), Action.SEE_AUDIT)


def _keys(session: Session, *, now: datetime) -> IndexLine:
    lines = key_lines(session, now=now)
    ending = sum(line.ends_soon for line in lines)
    told = plural(sum(line.works for line in lines), "key works", "keys work")
    if ending:
        told = f"{told}, {count(ending)} of them for less than two weeks more"
    return IndexLine("API keys", "/admin/keys", told, Action.MANAGE_KEYS, needs_a_look=bool(ending))
