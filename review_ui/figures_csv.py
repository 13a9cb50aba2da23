"""The figures that a page shows as a table for spreadsheets: every number with its interval, n and estimator.

Promises stand in it as shares before and after with the change and its verdict; mailings as what was counted.
"""

import csv
import io
from collections.abc import Iterator

from review_ui.phrases import verdict
from review_ui.queries.actions import ActionView, Side
from review_ui.queries.dashboard import CampaignRow, DashboardView
from review_ui.queries.provenance import Provenance
from store.spreadsheet import safe_cell
from store.tables.figure import Figure

COLUMNS = (
    "subject", "name", "owner", "measure", "queue", "product", "starts_at", "ends_at", "grain", "value", "low", "high",
    "says", "people_only", "people_only_low", "people_only_high", "n", "N", "frame", "effective_n", "estimator",
    "model", "taxonomy_version", "figure_version", "published_at",
)  # fmt: skip


def figures_csv(view: DashboardView | None) -> str:
    """UTF-8 with a byte-order mark, as spreadsheets want it. A header alone where nothing was published."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for subject, name, owner, figure in _shown(view) if view else ():
        row = (subject, name, owner, *_cells(figure, view.known if view else None))
        writer.writerow([safe_cell(cell) for cell in row])
    for told in _told(view) if view else ():
        writer.writerow([safe_cell(told.get(column, "")) for column in COLUMNS])
    return "\ufeff" + text.getvalue()


def _shown(view: DashboardView) -> Iterator[tuple[str, str, str, Figure]]:
    for one in view.causes:
        owner = one.owner.name if one.owner else ""
        for figure in (one.share, one.calls, one.minutes, one.cost, *one.weeks):
            if figure is not None:
                yield "cause", one.cause.name, owner, figure
    for of_owner in view.owners:
        for figure in filter(None, (of_owner.share, of_owner.cost)):
            yield "owner", of_owner.owner.name, of_owner.owner.name, figure
    for driver in view.drivers:
        owner = driver.owner.name if driver.owner else ""
        for figure in filter(None, (driver.figures.share, driver.figures.cost)):
            yield driver.kind.lower(), driver.name, owner, figure


def _told(view: DashboardView) -> Iterator[dict[str, object]]:
    """What is no published figure: promises as they were measured, and exact counts of mailings."""
    for promise in view.promises:
        yield from _of_promise(promise)
    for row in view.campaigns:
        yield from _of_mailing(row, view)


def _of_promise(view: ActionView) -> Iterator[dict[str, object]]:
    measured = view.measurement
    if measured is None:
        return
    told: dict[str, object] = {
        "subject": "commitment",
        "name": f"{view.cause.name}: {view.commitment.promise}",
        "owner": view.by.name,
        "ends_at": measured.as_of.isoformat(),
        "published_at": measured.measured_at.isoformat(),
    }
    for measure, side in (("share_before", view.before), ("share_after", view.after)):
        if side is not None:
            yield told | {"measure": measure} | _of_side(side)
    change = {"value": measured.change, "low": measured.low, "high": measured.high, "says": verdict(measured.verdict)}
    yield told | {"measure": "change"} | change


def _of_side(side: Side) -> dict[str, object]:
    return {
        "value": side.share, "low": side.low, "high": side.high, "n": side.n, "N": side.N, "estimator": side.estimator
    }  # fmt: skip


def _of_mailing(row: CampaignRow, view: DashboardView) -> Iterator[dict[str, object]]:
    told: dict[str, object] = {
        "subject": "mailing",
        "name": row.campaign.name,
        "owner": row.owner.name if row.owner else "",
        "starts_at": view.period.starts_at.isoformat(),
        "ends_at": view.period.ends_at.isoformat(),
        "says": "counted, not estimated",
    }
    counts = {
        "pieces": row.campaign.quantity,
        "calls_to_its_number": row.calls_to_number,
        "calls_per_1000_pieces": row.calls_per_thousand,
        "minutes_to_its_number": row.minutes,
    }
    for measure, value in counts.items():
        if value is not None:
            yield told | {"measure": measure, "value": value}
    sampled = {"measure": "drawn_calls_with_it", "value": row.linked_calls, "says": "counted in the sample alone"}
    yield told | sampled


def _cells(figure: Figure, known: Provenance | None) -> tuple[object, ...]:
    return (
        figure.measure.value,
        figure.queue,
        figure.product,
        figure.starts_at.isoformat(),
        figure.ends_at.isoformat(),
        figure.grain,
        figure.value,
        figure.low,
        figure.high,
        "" if figure.is_enough else "not enough calls yet",
        figure.human_value,
        figure.human_low,
        figure.human_high,
        figure.labelled,
        figure.drawn,
        figure.frame,
        figure.effective_n,
        figure.estimator,
        known.model(figure) if known else "",
        figure.taxonomy_version,
        figure.version,
        figure.published_at.isoformat(),
    )
