"""The figures: causes with shares and intervals, over time, at their cost, with how we know."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from accounts.permissions import Action
from review_ui.charts import ChartCabinet, ShareMark, WeekMark
from review_ui.entry import Allowed, Here, Now, Reading
from review_ui.figures_csv import figures_csv
from review_ui.queries.dashboard import DashboardView, Filters, dashboard
from review_ui.queries.figures import CauseFigures
from review_ui.render import page
from store.installation import Installation
from store.tables.figure import Figure

router = APIRouter()
Asked = Annotated[Filters, Depends()]
WIDE: Final = 860
NARROW: Final = 330
PANEL: Final = 250


@dataclass(frozen=True)
class DashboardCharts:
    shares_wide: Markup | None
    shares_narrow: Markup | None
    weeks: list[tuple[CauseFigures, Markup]]
    has_breaks: bool


@router.get("/dashboard", dependencies=[Depends(Allowed(Action.SEE_FIGURES))])
def figures(request: Request, session: Reading, installation: Here, asked: Asked, now: Now) -> Response:
    view = dashboard(session, asked, now=now)
    charts = charts_of(view, cabinet_of(installation)) if view else None
    return page(request, "dashboard.html", view=view, charts=charts)


@router.get("/dashboard.csv", dependencies=[Depends(Allowed(Action.SEE_FIGURES))])
def table(session: Reading, asked: Asked, now: Now) -> Response:
    """What the page shows, by the same filters."""
    view = dashboard(session, asked, now=now)
    headers = {"Content-Disposition": 'attachment; filename="figures.csv"', "Cache-Control": "private, no-store"}
    return Response(figures_csv(view), media_type="text/csv; charset=utf-8", headers=headers)


def cabinet_of(installation: Installation) -> ChartCabinet:
    return ChartCabinet(installation.settings.home / "cache" / "charts")


def charts_of(view: DashboardView, cabinet: ChartCabinet) -> DashboardCharts:
    marks = [_share_mark(one) for one in view.enough]
    week_marks = [(one, _week_marks(one)) for one in view.over_time]
    highest = max((mark.high for _, stretch in week_marks for mark in stretch), default=1.0)
    return DashboardCharts(
        shares_wide=cabinet.shares(marks, width=WIDE) if marks else None,
        shares_narrow=cabinet.shares(marks, width=NARROW) if marks else None,
        weeks=[(one, cabinet.weeks(stretch, highest=highest, width=PANEL)) for one, stretch in week_marks],
        has_breaks=any(mark.is_break for _, stretch in week_marks for mark in stretch),
    )


def _share_mark(one: CauseFigures) -> ShareMark:
    value, low, high = _numbers(one.share)
    return ShareMark(one.cause.name, value, low, high, one.share.human_value, one.cause.is_avoidable)


def _week_marks(one: CauseFigures) -> list[WeekMark]:
    """Each stretch, and a break where what is counted, or by which model, is not what it was before."""
    told = [week for week in one.weeks if week.is_enough]
    return [
        WeekMark.of(week.starts_at, week.ends_at, *_numbers(week), is_break=before is not None and breaks(before, week))
        for before, week in zip([None, *told], told, strict=False)
    ]


def breaks(before: Figure, after: Figure) -> bool:
    """Whether the two were measured by different definitions: their difference is then not the cause's alone."""
    return (before.taxonomy_version, before.model_version_id) != (after.taxonomy_version, after.model_version_id)


def _numbers(figure: Figure) -> tuple[float, float, float]:
    """The three of a figure that is known to be enough."""
    if figure.value is None or figure.low is None or figure.high is None:
        raise ValueError(f"figure {figure.id} has no value to draw")
    return round(figure.value, 5), round(figure.low, 5), round(figure.high, 5)
