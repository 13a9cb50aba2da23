"""Which pages are asked for, and by whom: what each role opens of a day, and every way to narrow the list of calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.sessions import open_session
from benchmarks.many_calls import PERIOD
from settings.clock import utc_now
from store.tables.call import Call, CallState
from store.tables.digest import Digest
from store.tables.excerpt import Excerpt
from store.tables.figure import Figure, Measure
from store.tables.person import Person, Role
from tests.factories.person import ada, asha, bruno, make_person, quentin

LEAD, EXECUTIVE, REVIEWER, ADMIN, AUDITOR = "lead", "executive", "reviewer", "admin", "auditor"

PATHS: Final = {
    LEAD: (
        "/dashboard", "/dashboard.csv", "/shared", "/first-run", "/upload", "/calls", "/calls?state=excluded",
        "/calls?reason=no_consent", "/calls?queue=billing", "/calls?queue=nowhere", "/calls?number=999",
        "/calls?number=49800550007", "/calls?direction=outbound&until=2026-01-31",
        "/calls?state=excluded&reason=no_consent&queue=nowhere", "/calls?draw=1", "/calls?q=flyer",
        "/calls?q=flyer&queue=sales", "/calls?q=call-0005", "/calls?q=unheard", "/refusals", "/draws", "/draws/1",
        "/plans", "/actions", "/review", "/review/board", "/departments", "/memory", "/memory?q=flyer", "/listen",
        "/desk", "/label-queues", "/agreement", "/guide", "/model", "/schedules", "/deliveries", "/exception-requests",
        "/registers/offerings", "/for-you", "/help/figures",
    ),
    EXECUTIVE: (
        "/listen", "/for-you", "/dashboard", "/actions", "/review", "/memory?q=flyer", "/schedule", "/departments",
    ),
    REVIEWER: ("/desk", "/calls", "/guide"),
    ADMIN: (
        "/admin", "/admin/health", "/admin/people", "/admin/causes", "/admin/campaigns", "/admin/keys",
        "/admin/retention", "/audit", "/feeds",
    ),
    AUDITOR: ("/audit", "/audit?action=heard+call", "/draws", "/agreement"),
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    who: str
    cookie: str
    path: str


def visits(session: Session) -> Iterator[Visit]:
    """Everybody's pages, each with the cookie of somebody signed in."""
    single = _single(session)
    for who, person in _people(session).items():
        cookie = open_session(session, person, now=utc_now())
        for path in (*PATHS[who], *single[who]):
            yield Visit(who, cookie, path)


def _people(session: Session) -> dict[str, Person]:
    aurel = session.scalars(select(Person).where(Person.role == Role.AUDITOR).limit(1)).first()
    return {
        LEAD: quentin(session),
        EXECUTIVE: bruno(session),
        REVIEWER: asha(session),
        ADMIN: ada(session),
        AUDITOR: aurel or make_person(session, name="Aurel Auditor", role=Role.AUDITOR),
    }


def _single(session: Session) -> dict[str, list[str]]:
    """One call, one figure with its calls, one digest and the excerpt that is heard first in it."""
    call = session.scalars(select(Call.id).where(Call.state == CallState.DONE).limit(1)).one()
    shares = select(Figure.id).where(Figure.measure == Measure.SHARE, Figure.starts_at == PERIOD[0])
    figure = session.scalars(shares.limit(1)).one()
    digests = select(Digest).where(Digest.person_id == bruno(session).id).order_by(Digest.ends_at.desc())
    digest = session.scalars(digests.limit(1)).one()
    excerpt = session.scalars(select(Excerpt.id).where(Excerpt.digest_id == digest.id, Excerpt.position == 1)).one()
    hears = [f"/digests/{digest.id}", f"/excerpts/{excerpt}"]
    return {
        LEAD: [f"/calls/{call}", f"/figures/{figure}", f"/excerpts/{excerpt}", f"/schedules/{digest.person_id}"],
        EXECUTIVE: [*hears, f"/figures/{figure}", f"/actions/new?excerpt={excerpt}"],
        REVIEWER: [f"/calls/{call}"],
        ADMIN: [],
        AUDITOR: [f"/calls/{call}", f"/audit?subject=call:{call}"],
    }
