"""`listenback draw run|commit|reveal|abandon|show|verify`: draws that anyone can re-run."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, print_json, print_table
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.draw import Draw, DrawPurpose, DrawState, SeedSource
from store.tables.selection import Selection

if TYPE_CHECKING:
    from sample.draws import Seed
    from store.tables.sampling_plan import SamplingPlan

group = typer.Typer(help="Draws of calls that anyone can re-run and verify.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="draw")


Day = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")]
DayAfter = Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="First day after the period")]
Named = Annotated[str, typer.Option(help="Which beacon and round, or who throws which dice: said before the draw")]


@group.command("run")
def run(
    starts: Day,
    ends: DayAfter,
    target: Annotated[int | None, typer.Option(help="Calls to draw")] = None,
    rate: Annotated[float | None, typer.Option(help="Share of the calls to draw, such as 0.1")] = None,
    strata: Annotated[str, typer.Option(help="Fields that part the frame, such as queue,week or none")] = "queue",
    plan: Annotated[str, typer.Option(help="Name of the plan")] = "calls",
    dice_thrown: Annotated[str, typer.Option("--dice", help="Throws of a die as the seed")] = "",
    beacon_value: Annotated[str, typer.Option("--beacon", help="Value of a public beacon as the seed, in hex")] = "",
    named: Named = "",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Draw calls of a period and send them to be transcribed.

    With --target or --rate a plan is stated on the way; without, the plan of that name decides.
    """
    from sample.draws import draw_sample
    from worker.pipeline import send_drawn

    seed = _seed(dice_thrown, beacon_value, named=named)
    with opened(home) as installation, installation.sessions.begin() as session:
        now = utc_now()
        draw = draw_sample(
            session,
            _plan(session, plan, strata, target, rate, now=now),
            starts_at=_midnight(starts.date()),
            ends_at=_midnight(ends.date()),
            seed=seed,
            now=now,
        )
        send_drawn(session, draw, now=now)
        _show(session, draw, as_json=as_json)


@group.command("commit")
def commit(
    starts: Day,
    ends: DayAfter,
    plan: Annotated[str, typer.Option(help="Name of a plan that was stated")],
    seed_from: Annotated[SeedSource, typer.Option("--seed-from", help="Where the seed will come from")],
    named: Named,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Publish the list of calls and its hash before the seed exists; `draw reveal` ends the draw.

    Until then no other draw can be made, because each names the one before.
    """
    from sample.draws import Seed, commit_sample
    from sample.plans import the_plan

    if seed_from is SeedSource.SERVER:
        raise ListenbackError("the server's own seed needs no waiting.", remedy="Run: listenback draw run.")
    with opened(home) as installation, installation.sessions.begin() as session:
        draw = commit_sample(
            session,
            the_plan(session, plan),
            starts_at=_midnight(starts.date()),
            ends_at=_midnight(ends.date()),
            seed=Seed(seed_from, named),
            now=utc_now(),
        )
        _show(session, draw, as_json=as_json)


@group.command("reveal")
def reveal(
    number: Annotated[int, typer.Argument(help="Number of the draw that waits")],
    dice_thrown: Annotated[str, typer.Option("--dice", help="The throws that were named")] = "",
    beacon_value: Annotated[str, typer.Option("--beacon", help="The beacon value that was named, in hex")] = "",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Give the seed that a committed draw named, select, and send the calls to be transcribed."""
    from sample.draws import reveal_sample
    from worker.pipeline import send_drawn

    with opened(home) as installation, installation.sessions.begin() as session:
        draw, now = _draw(session, number), utc_now()
        seed = _seed(dice_thrown, beacon_value, named=draw.seed_named)
        if seed.source is not draw.seed_source:
            raise ListenbackError(
                f"draw {number} named {draw.seed_source.value}: {draw.seed_named}.",
                remedy=f"Give --{draw.seed_source.value} with what it showed, or abandon the draw.",
            )
        send_drawn(session, reveal_sample(session, draw, value=seed.value, now=now), now=now)
        _show(session, draw, as_json=as_json)


@group.command("abandon")
def abandon(
    number: Annotated[int, typer.Argument(help="Number of the draw that waits")],
    reason: Annotated[str, typer.Option(help="Why; it is published with the draw")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Close a draw that waits for its seed, without a selection; it keeps its number."""
    from store.draws import abandon_draw

    with opened(home) as installation, installation.sessions.begin() as session:
        _show(session, abandon_draw(session, _draw(session, number), reason=reason), as_json=as_json)


@group.command("show")
def show(number: Annotated[int | None, typer.Argument()] = None, home: Home = None, as_json: AsJson = False) -> None:
    """Show all draws, or the published record of one."""
    from store.draws import record_of_draw
    from survey.verify import document_of

    with opened(home) as installation, installation.readers() as session:
        if number is not None:
            _show(session, _draw(session, number), as_json=as_json)
            return
        draws = list(session.scalars(select(Draw).order_by(Draw.number)))
        if as_json:
            print_json([document_of(record_of_draw(session, draw)) for draw in draws])
            return
        print_table(
            "Draws",
            ["number", "purpose", "period", "listed", "selected", "seed", "manifest"],
            [
                [
                    draw.number, draw.purpose.value, f"{draw.starts_at:%Y-%m-%d} to {draw.ends_at:%Y-%m-%d}",
                    len(draw.manifest), _selected(session, draw), draw.seed_source.value, draw.manifest_sha256[:16],
                ]
                for draw in draws
            ],
        )  # fmt: skip


@group.command("verify")
def verify_command(
    number: Annotated[
        int | None, typer.Argument(help="Number of the draw; the latest draw of calls if left out")
    ] = None,
    record: Annotated[Path | None, typer.Option(help="Check a published record instead of the database")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Run a draw again from its record and compare; the exit code is 1 where it differs."""
    from store.draws import broken_chain, verify_draw
    from survey.verify import record_of, verify

    if record is not None:
        try:
            result = verify(record_of(orjson.loads(record.read_bytes())))
        except OSError as error:
            raise ListenbackError(f"{record} cannot be read: {error.strerror}.", remedy="Check its path.") from None
        except orjson.JSONDecodeError as error:
            raise ListenbackError(
                f"{record} is no record: {error}.", remedy="Give what draw show --json printed."
            ) from None
        broken = None
    else:
        with opened(home) as installation, installation.readers() as session:
            draw = _draw(session, number)
            result, broken = verify_draw(session, draw), broken_chain(session)
    difference = result.first_difference or broken
    if as_json:
        print_json(
            {
                "verified": result.verified and broken is None,
                "manifest_sha256": result.manifest_sha256,
                "selected": list(result.selected),
                "first_difference": difference,
            }
        )
    elif difference is None:
        out.print(f"Identical: {len(result.selected)} calls, manifest {result.manifest_sha256}.")
    else:
        out.print(f"Different: {difference}")
    if difference is not None:
        raise typer.Exit(1)


def _seed(dice_thrown: str, beacon_value: str, *, named: str) -> "Seed":
    from sample.draws import Seed, beacon, dice

    if dice_thrown and beacon_value:
        raise ListenbackError("a draw has one seed.", remedy="Give --dice or --beacon.")
    return (
        dice(dice_thrown, named=named) if dice_thrown else beacon(beacon_value, named=named) if beacon_value else Seed()
    )


def _plan(
    session: Session, name: str, strata: str, target: int | None, rate: float | None, *, now: datetime
) -> "SamplingPlan":
    from sample.plans import make_plan, the_plan

    if target is None and rate is None:
        return the_plan(session, name)
    return make_plan(session, name=name, now=now, stratum_field=strata, target=target, rate=rate)


def _draw(session: Session, number: int | None) -> Draw:
    query = select(Draw).where(Draw.number == number) if number else _latest()
    draw = session.scalars(query).one_or_none()
    if draw is None:
        raise ListenbackError(
            f"there is no draw {number}." if number else "there is no draw yet.", remedy="Run: listenback draw run."
        )
    return draw


def _latest() -> Select[Draw]:
    newest = select(func.max(Draw.number)).where(Draw.purpose == DrawPurpose.CALLS).scalar_subquery()
    return select(Draw).where(Draw.number == newest)


def _selected(session: Session, draw: Draw) -> int:
    return session.scalar(select(func.count()).select_from(Selection).where(Selection.draw_id == draw.id)) or 0


def _show(session: Session, draw: Draw, *, as_json: bool) -> None:
    from store.draws import record_of_draw
    from survey.verify import document_of

    if as_json:
        print_json(document_of(record_of_draw(session, draw)))
        return
    out.print(_told(session, draw))
    out.print(f"Manifest {draw.manifest_sha256}, committed {draw.committed_at:%Y-%m-%d %H:%M} UTC.")
    if draw.state is DrawState.REVEALED:
        out.print(f"Check it: listenback draw verify {draw.number}")


def _told(session: Session, draw: Draw) -> str:
    if draw.state is DrawState.COMMITTED:
        return f"Draw {draw.number}: {len(draw.manifest)} calls are listed; it waits for {draw.seed_named}."
    if draw.state is DrawState.ABANDONED:
        return f"Draw {draw.number} was abandoned without a selection."
    return (
        f"Draw {draw.number}: {_selected(session, draw)} of {len(draw.manifest)} calls, "
        f"seed {draw.seed_source.value} ({'unpredictable' if draw.is_unpredictable else 'reproducible'})."
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
