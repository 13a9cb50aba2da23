"""`listenback draw run|show|verify`: draws that anyone can re-run."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, print_json, print_table
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.draw import Draw, DrawPurpose
from store.tables.selection import Selection

group = typer.Typer(help="Draws of calls that anyone can re-run and verify.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="draw")


@group.command("run")
def run(
    starts: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")],
    ends: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="First day after the period")],
    target: Annotated[int | None, typer.Option(help="Calls to draw")] = None,
    rate: Annotated[float | None, typer.Option(help="Share of the calls to draw, such as 0.1")] = None,
    strata: Annotated[str, typer.Option(help="Field that parts the frame, such as queue, week or none")] = "queue",
    plan: Annotated[str, typer.Option(help="Name of the plan")] = "calls",
    dice_thrown: Annotated[str, typer.Option("--dice", help="Throws of a die as the seed")] = "",
    named: Annotated[str, typer.Option(help="Who throws which dice, said before the draw")] = "",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Draw calls of a period and send them to be transcribed."""
    from sample.draws import Seed, dice, draw_sample, make_plan
    from worker.pipeline import send_drawn

    seed = dice(dice_thrown, named=named or "dice given on the command line") if dice_thrown else Seed()
    with opened(home) as installation, installation.sessions.begin() as session:
        now = utc_now()
        stated = make_plan(
            session, name=plan, now=now, stratum_field="" if strata == "none" else strata, target=target, rate=rate
        )
        draw = draw_sample(
            session, stated, starts_at=_midnight(starts.date()), ends_at=_midnight(ends.date()), seed=seed, now=now
        )
        send_drawn(session, draw, now=now)
        _show(session, draw, as_json=as_json)


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
    out.print(
        f"Draw {draw.number}: {_selected(session, draw)} of {len(draw.manifest)} calls, "
        f"seed {draw.seed_source.value} ({'unpredictable' if draw.is_unpredictable else 'reproducible'})."
    )
    out.print(f"Manifest {draw.manifest_sha256}, committed {draw.committed_at:%Y-%m-%d %H:%M} UTC.")
    out.print(f"Check it: listenback draw verify {draw.number}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
