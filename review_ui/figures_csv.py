"""The figures that a page shows as a table for spreadsheets: every number with its interval, n and estimator."""

import csv
import io
from collections.abc import Iterator

from review_ui.queries.dashboard import DashboardView
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
