"""`listenback figures show|estimate` and `listenback measure show`: what caused the calls, and did the fix work."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.opening import opened
from app.output import out, percent, print_json, print_table
from settings.errors import ListenbackError
from store.tables.figure import Figure, Measure
from store.tables.measurement import Measurement

figures = typer.Typer(help="Shares, counts and cost by cause, with their intervals.", no_args_is_help=True)
measure = typer.Typer(help="Did the fix work?", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document")]


def register(app: typer.Typer) -> None:
    app.add_typer(figures, name="figures")
    app.add_typer(measure, name="measure")


@figures.command("show")
def show(
    period: Annotated[str, typer.Option(help="First day of the period; the newest if left out")] = "",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Show the published figures of a period."""
    with opened(home) as installation, installation.readers() as session:
        rows = [figure_document(figure) for figure in newest_figures(session, period)]
        shared = shared_document(session)
    if as_json:
        print_json({"figures": rows, "shared_number": shared})
    elif rows:
        print_table(
            "Share of calls by cause, 95 % interval",
            ["cause", "share", "from", "to", "n", "N", "estimator"],
            [
                [
                    row["cause"], percent(row["share"]), percent(row["low"]), percent(row["high"]), row["n"], row["N"],
                    row["estimator"],
                ]
                for row in rows
            ],
        )  # fmt: skip
        if shared is not None:
            out.print(
                f"Shared number: {shared['value']:.1f} avoidable calls per 1,000 customers a month "
                f"({shared['low']:.1f} to {shared['high']:.1f})."
            )
    else:
        out.print("No figures are published yet. They follow when people have labelled drawn calls.")


@figures.command("estimate")
def estimate(
    csv: Annotated[
        Path, typer.Option(help="Columns label, score_<cause>…, optional weight, stratum, label_probability")
    ],
    as_json: AsJson = False,
) -> None:
    """Estimate shares from anyone's labels and scores, by the same code."""
    from survey.table import estimate_table

    try:
        with csv.open(encoding="utf-8-sig", newline="") as file:
            rows = estimate_table(file)
    except OSError as error:
        raise ListenbackError(f"{csv} cannot be read: {error.strerror}.", remedy="Check its path.") from None
    except UnicodeDecodeError:
        raise ListenbackError(f"{csv} is no UTF-8 text.", remedy="Save it as CSV in UTF-8.") from None
    if as_json:
        print_json({"figures": rows})
        return
    print_table(
        "Shares, 95 % interval",
        ["cause", "share", "from", "to", "n", "N", "estimator"],
        [
            [
                row["cause"],
                percent(row["share"]),
                percent(row["low"]),
                percent(row["high"]),
                row["n"],
                row["N"],
                row["estimator"],
            ]
            for row in rows
        ],
    )


@measure.command("show")
def show_measurements(home: Home = None, as_json: AsJson = False) -> None:
    """Show the newest look at every commitment."""
    with opened(home) as installation, installation.readers() as session:
        newest = select(Measurement.commitment_id, func.max(Measurement.as_of).label("as_of"))
        latest = newest.group_by(Measurement.commitment_id).subquery()
        rows = [
            _measurement(row)
            for row in session.scalars(
                select(Measurement).join(
                    latest,
                    (Measurement.commitment_id == latest.c.commitment_id) & (Measurement.as_of == latest.c.as_of),
                )
            )
        ]
    if as_json:
        print_json({"measurements": rows})
    elif rows:
        print_table(
            "Before and after",
            ["cause", "verdict", "change", "from", "to"],
            [
                [row["cause"], row["verdict"], percent(row["change"]), percent(row["low"]), percent(row["high"])]
                for row in rows
            ],
        )
    else:
        out.print("Nothing is measured yet: nobody has made a commitment that is in effect.")


def newest_figures(session: Session, period: str = "") -> list[Figure]:
    """The newest version of the shares of one period, by cause."""
    shares = select(Figure).where(Figure.headline(), Figure.measure == Measure.SHARE, Figure.grain == "period")
    rows = list(session.scalars(shares.order_by(Figure.starts_at.desc(), Figure.version.desc(), Figure.cause_id)))
    if period:
        rows = [row for row in rows if f"{row.starts_at:%Y-%m-%d}".startswith(period)]
    if not rows:
        return []
    first = rows[0]
    return [
        row
        for row in rows
        if (row.starts_at, row.ends_at, row.version) == (first.starts_at, first.ends_at, first.version)
    ]


def shared_document(session: Session) -> dict[str, Any] | None:
    """Avoidable calls per 1,000 customers and month, of the latest period that has the number."""
    from review_ui.queries.shared import shared_number

    found = shared_number(session)
    if found is None:
        return None
    document = {
        "value": found.calls.value,
        "low": found.calls.low,
        "high": found.calls.high,
        "starts_at": found.calls.starts_at.isoformat(),
        "ends_at": found.calls.ends_at.isoformat(),
    }
    cost = found.cost
    return document | ({"cost": cost.value, "cost_low": cost.low, "cost_high": cost.high} if cost else {})


def figure_document(figure: Figure) -> dict[str, Any]:
    return {
        "cause": figure.cause_id,
        "share": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.labelled,
        "N": figure.drawn,
        "estimator": figure.estimator,
        "effective_n": figure.effective_n,
        "human_share": figure.human_value,
        "human_low": figure.human_low,
        "human_high": figure.human_high,
        "starts_at": figure.starts_at.isoformat(),
        "ends_at": figure.ends_at.isoformat(),
        "version": figure.version,
    }


def _measurement(row: Measurement) -> dict[str, Any]:
    return {
        "cause": row.cause_id,
        "verdict": row.verdict,
        "change": row.change,
        "low": row.low,
        "high": row.high,
        "as_of": row.as_of.isoformat(),
        "before": row.before,
        "after": row.after,
        "controls": row.controls,
    }
