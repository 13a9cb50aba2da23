"""The rows of a verifiable draw: committing, revealing, abandoning and checking what `survey.draw` decides.

Draws are numbered and chained by the hash of the finished record before, so at most one draw waits for its seed at a
time; a new one is committed when that one was revealed or abandoned.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from store.tables.selection import Selection
from survey import draw as survey_draw
from survey.draw import NO_RECORD, DrawRecord, Listed, Verification, selection_of
from survey.errors import DrawError, DrawWaitsError
from survey.verify import broken_link, verify

ABANDONED_BECAUSE = "abandoned_because"
"""Key of `Draw.details` with the reason of an abandoned draw."""


def commit_draw(
    session: Session,
    *,
    purpose: DrawPurpose,
    subject: str,
    manifest: Iterable[tuple[str, str]],
    targets: Mapping[str, int],
    seed_source: SeedSource,
    seed_named: str,
    starts_at: datetime,
    ends_at: datetime,
    excluded: Mapping[str, int],
    details: Mapping[str, Any],
    now: datetime,
    plan_id: UUID | None = None,
    terms: Mapping[str, Any] | None = None,
) -> Draw:
    """Fix the list and the numbers to select before a seed exists.

    `manifest` holds pairs of call id in hex and stratum, `targets` the calls to select by stratum. `terms` are
    published with purpose, period and exclusions, `details` are not. Raises DrawError when an earlier draw still waits
    for its seed, an id appears twice, or a target does not fit its stratum.
    """
    published = {
        "purpose": purpose.value,
        "starts_at": _instant(starts_at),
        "ends_at": _instant(ends_at),
        "excluded": dict(excluded),
        **(terms or {}),
    }
    record = _next_record(session, manifest, targets, seed_source, seed_named, published, now)
    draw = Draw(
        **_columns(record),
        purpose=purpose,
        subject=subject,
        plan_id=plan_id,
        starts_at=starts_at,
        ends_at=ends_at,
        committed_at=now,
        seed_source=seed_source,
        excluded=dict(excluded),
        details=dict(details),
    )
    session.add(draw)
    session.flush()
    return draw


def _next_record(
    session: Session,
    manifest: Iterable[tuple[str, str]],
    targets: Mapping[str, int],
    seed_source: SeedSource,
    seed_named: str,
    terms: Mapping[str, Any],
    now: datetime,
) -> DrawRecord:
    """The committed record that follows the newest one of the chain."""
    last = _last_draw(session)
    return survey_draw.commit(
        _by_id(manifest),
        targets,
        committed_at=_instant(now),
        number=last.number + 1 if last else 1,
        previous_sha256=last.record_sha256 if last else NO_RECORD,
        seed_source=survey_draw.SeedSource(seed_source.value),
        seed_named=seed_named,
        terms=terms,
    )


def _columns(record: DrawRecord) -> dict[str, Any]:
    """What a row keeps word for word of a committed record, so that its hash can be made again."""
    return {
        "number": record.number,
        "manifest": [[line.call_id, line.stratum] for line in record.manifest],
        "listed": len(record.manifest),
        "targets": dict(record.sizes),
        "manifest_sha256": record.manifest_sha256,
        "seed_named": record.seed_named,
        "terms": dict(record.terms),
        "previous_sha256": record.previous_sha256,
    }


def check_none_waits(session: Session) -> None:
    """Raises DrawWaitsError while a draw waits for its seed: the next one must name its result."""
    _last_draw(session)


def reveal_draw(session: Session, draw: Draw, *, seed: bytes | None, now: datetime) -> list[Selection]:
    """Select by the seed, which the server creates where the draw says so; the selections by stratum and rank.

    Raises DrawError for a draw that is closed, or whose dice or beacon were named but not given.
    """
    if seed is None and draw.seed_source is not SeedSource.SERVER:
        raise DrawError(
            f"draw {draw.number} waits for its {draw.seed_source.value}: {draw.seed_named}.",
            remedy="Give the seed that was named, or abandon the draw.",
        )
    record = survey_draw.reveal(record_of_draw(session, draw), seed or survey_draw.new_seed())
    draw.seed_hex, draw.record_sha256 = record.seed_hex, record.record_sha256
    draw.state, draw.revealed_at = DrawState.REVEALED, now
    selections = [
        Selection(
            draw_id=draw.id,
            call_id=UUID(chosen.call_id),
            stratum=chosen.stratum,
            ticket=chosen.ticket,
            rank=chosen.rank,
            probability=chosen.probability,
        )
        for chosen in selection_of(record)
    ]
    session.add_all(selections)
    session.flush()
    return selections


def abandon_draw(session: Session, draw: Draw, *, reason: str) -> Draw:
    """Close a committed draw without a selection. It keeps its number and its place in the chain."""
    record = survey_draw.abandon(record_of_draw(session, draw), reason)
    draw.state, draw.record_sha256 = DrawState.ABANDONED, record.record_sha256
    draw.details = {**draw.details, ABANDONED_BECAUSE: reason}
    session.flush()
    return draw


def verify_draw(session: Session, draw: Draw) -> Verification:
    """Run a draw again from its row and compare with the selections that were stored."""
    return verify(record_of_draw(session, draw))


def broken_chain(session: Session) -> str | None:
    """The first draw whose number or link to the one before does not hold, in words; None when all hold."""
    chosen: dict[UUID, list[tuple[str, int, UUID]]] = defaultdict(list)
    places = select(Selection.draw_id, Selection.stratum, Selection.rank, Selection.call_id)
    for draw_id, stratum, rank, call_id in session.execute(places):
        chosen[draw_id].append((stratum, rank, call_id))
    draws = session.scalars(select(Draw).order_by(Draw.number))
    # sorted here and not by the database, which may put names of strata in another order
    return broken_link([_record(draw, (), [call_id for _, _, call_id in sorted(chosen[draw.id])]) for draw in draws])


def record_of_draw(session: Session, draw: Draw) -> DrawRecord:
    """What an outsider needs to repeat the draw; `survey.verify.document_of` makes it a document."""
    manifest = tuple(Listed(call_id, stratum) for call_id, stratum in draw.manifest)
    return _record(draw, manifest, [selection.call_id for selection in selections_of(session, draw)])


def _record(draw: Draw, manifest: tuple[Listed, ...], selected: list[UUID]) -> DrawRecord:
    """Without the manifest it still has all that its own hash covers, for the chain alone."""
    return DrawRecord(
        number=draw.number,
        previous_sha256=draw.previous_sha256,
        manifest=manifest,
        manifest_sha256=draw.manifest_sha256,
        sizes=draw.targets,
        seed_source=survey_draw.SeedSource(draw.seed_source.value),
        seed_named=draw.seed_named,
        committed_at=_instant(draw.committed_at),
        terms=draw.terms,
        seed_hex=draw.seed_hex,
        selected=tuple(call_id.hex for call_id in selected),
        abandoned=str(draw.details.get(ABANDONED_BECAUSE, "")),
        record_sha256=draw.record_sha256,
    )


def selections_of(session: Session, draw: Draw) -> list[Selection]:
    """By stratum and ticket order, as the draw selected them."""
    return _in_order(session.scalars(select(Selection).where(Selection.draw_id == draw.id)))


def _in_order(selections: Iterable[Selection]) -> list[Selection]:
    return sorted(selections, key=lambda row: (row.stratum, row.rank))


def _last_draw(session: Session) -> Draw | None:
    """The newest draw, locked so that two new ones cannot take the same number.

    Raises DrawWaitsError while it is open.
    """
    last = session.scalar(select(Draw).order_by(Draw.number.desc()).limit(1).with_for_update())
    if last is not None and last.state is DrawState.COMMITTED:
        raise DrawWaitsError(
            f"draw {last.number} still waits for its seed, and the next draw must name its result.",
            remedy="Reveal it or abandon it first.",
        )
    return last


def _by_id(manifest: Iterable[tuple[str, str]]) -> dict[str, str]:
    strata: dict[str, str] = {}
    for call_id, stratum in manifest:
        if call_id in strata:
            raise DrawError(f"call {call_id} stands in the list twice.", remedy="List every call once.")
        strata[call_id] = stratum
    return strata


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
