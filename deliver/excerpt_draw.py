"""Which calls an executive hears: a verifiable draw among the calls put down to the causes they own.

Strata are cause and driver, so that a rare mailer is heard beside a frequent one; every candidate has a known and
positive chance. Nobody hears the same call twice, unless they ask to hear whether a cause is gone since their fix.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session

from deliver.attributed import attributions
from store.draws import commit_draw, reveal_draw
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.commitment import Commitment
from store.tables.digest import Digest
from store.tables.draw import Draw, DrawPurpose, SeedSource
from store.tables.driver_link import DriverLink
from store.tables.excerpt import Excerpt
from store.tables.selection import Selection


@dataclass(frozen=True, slots=True)
class Candidate:
    call_id: UUID
    cause_id: str
    driver_id: str


def draw_excerpts(
    session: Session,
    digest: Digest,
    *,
    count: int,
    now: datetime,
    seed: bytes | None = None,
    seed_source: SeedSource = SeedSource.SERVER,
    seed_named: str = "",
) -> Draw | None:
    """Draw up to `count` calls for the digest's owner; None when none is left to hear. Asked again, the same draw."""
    known = session.scalar(drawn_for(digest))
    if known is not None:
        return known
    candidates = candidates_of(session, digest)
    if not candidates or count < 1:
        return None
    manifest = in_strata(candidates, count)
    draw = commit_draw(
        session,
        purpose=DrawPurpose.EXCERPTS,
        subject=_subject(digest),
        manifest=manifest.items(),
        targets=allotted(count, Counter(manifest.values())),
        seed_source=seed_source,
        seed_named=seed_named,
        starts_at=digest.starts_at,
        ends_at=digest.ends_at,
        excluded={},
        details={
            "causes": {candidate.call_id.hex: candidate.cause_id for candidate in candidates},
            "person": str(digest.person_id),
        },
        now=now,
    )
    reveal_draw(session, draw, seed=seed, now=now)
    return draw


def drawn_for(digest: Digest) -> Select[Draw]:
    """The excerpt draw of a digest, if it was held."""
    return select(Draw).where(Draw.purpose == DrawPurpose.EXCERPTS, Draw.subject == _subject(digest))


def in_strata(candidates: Iterable[Candidate], count: int) -> dict[str, str]:
    """Stratum by call id in hex: cause and driver, with rare drivers of a cause together where there are too many.

    Each cause keeps a stratum as long as there are as many excerpts as causes, and what is left goes to its most
    frequent drivers: the calls of all rare ones stay together in `cause|others` and are heard at least once.
    """
    listed = list(candidates)
    fine = Counter((candidate.cause_id, candidate.driver_id) for candidate in listed)
    causes = {cause_id for cause_id, _ in fine}
    if len(causes) > count:
        return {candidate.call_id.hex: "all" for candidate in listed}
    apart = _apart(fine, count - len(causes)) if len(fine) > count else set(fine)
    return {candidate.call_id.hex: _stratum(candidate, apart) for candidate in listed}


def _apart(fine: Counter[tuple[str, str]], left: int) -> set[tuple[str, str]]:
    """The most frequent drivers, as many as may stand alone; one of each cause stays with the others."""
    apart: set[tuple[str, str]] = set()
    together = Counter(cause_id for cause_id, _ in fine)
    for stratum in sorted(fine, key=lambda stratum: (-fine[stratum], stratum)):
        if len(apart) < left and together[stratum[0]] > 1:
            apart.add(stratum)
            together[stratum[0]] -= 1
    return apart


def _stratum(candidate: Candidate, apart: set[tuple[str, str]]) -> str:
    is_apart = (candidate.cause_id, candidate.driver_id) in apart
    return f"{candidate.cause_id}|{candidate.driver_id if is_apart else 'others'}"


def allotted(count: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Share `count` among strata: one each, the rest by size (largest remainder), never more than there are.

    Raises ValueError with more strata than `count`: a stratum without an excerpt would leave its calls no chance.
    """
    if len(sizes) > count:
        raise ValueError(f"{count} excerpts cannot be shared among {len(sizes)} strata")
    total = sum(sizes.values())
    wanted = {stratum: count * size / total for stratum, size in sizes.items()}
    given = {stratum: min(max(1, int(wanted[stratum])), size) for stratum, size in sizes.items()}
    while sum(given.values()) < min(count, total):
        open_strata = [stratum for stratum in sizes if given[stratum] < sizes[stratum]]
        most_short = max(open_strata, key=lambda stratum: (wanted[stratum] - given[stratum], stratum))
        given[most_short] += 1
    while sum(given.values()) > count:
        most_over = max(
            (stratum for stratum in given if given[stratum] > 1),
            key=lambda stratum: (given[stratum] - wanted[stratum], stratum),
        )
        given[most_over] -= 1
    return given


def candidates_of(session: Session, digest: Digest) -> list[Candidate]:
    """The calls of the digest's days that its owner could hear: put down to their causes, and not heard before."""
    causes = _causes(session, digest)
    heard = set() if digest.commitment_id else set(session.scalars(_given_to(digest.person_id)))
    attributed = attributions(session, starts_at=digest.starts_at, ends_at=digest.ends_at)
    theirs = [found for found in attributed.values() if found.cause_id in causes and found.call_id not in heard]
    drivers = _drivers(session, digest)
    return [Candidate(found.call_id, found.cause_id, drivers.get(found.call_id, "")) for found in theirs]


def _causes(session: Session, digest: Digest) -> set[str]:
    """What the digest's person owns; after a fix, the cause that was to be fixed."""
    if digest.commitment_id is not None:
        return {session.get_one(Commitment, digest.commitment_id).cause_id}
    return set(session.scalars(select(Cause.id).where(Cause.owner_id == digest.person_id)))


def _given_to(person_id: UUID) -> CompoundSelect[UUID]:
    """Calls put before a person, or drawn for them and not yet rendered: digests of one person may overlap."""
    digests = select(Digest.id).where(Digest.person_id == person_id)
    rendered = select(Excerpt.call_id).where(Excerpt.digest_id.in_(digests))
    drawn = (
        select(Selection.call_id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Draw.purpose == DrawPurpose.EXCERPTS, Draw.details["person"].as_string() == str(person_id))
    )
    return union(rendered, drawn)


def _drivers(session: Session, digest: Digest) -> dict[UUID, str]:
    """The surest driver of each call of the period."""
    rows = session.execute(
        select(DriverLink.call_id, DriverLink.kind, DriverLink.driver_id)
        .join(Call, Call.id == DriverLink.call_id)
        .where(Call.started_at >= digest.starts_at, Call.started_at < digest.ends_at)
        .order_by(DriverLink.confidence, DriverLink.driver_id)
    )
    return {call_id: f"{kind.value}:{driver_id}" for call_id, kind, driver_id in rows}


def _subject(digest: Digest) -> str:
    return f"digest {digest.id}"
