"""One figure and what stands behind it."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from accounts.permissions import Action
from deliver.finding import count, percent
from review_ui import phrases
from review_ui.entry import Allowed, Here, Now, Reading
from review_ui.errors import PageNotFoundError
from review_ui.queries.behind import behind, find_figure, period_of
from review_ui.render import page
from store.tables.figure import Figure, Measure
from store.tables.person import Person

router = APIRouter()


@router.get("/figures/{figure_id}")
def figure(
    request: Request,
    figure_id: UUID,
    session: Reading,
    here: Here,
    now: Now,
    person: Annotated[Person, Depends(Allowed(Action.SEE_FIGURES))],
    at: Annotated[int, Query(alias="page", ge=1, le=1000)] = 1,
) -> Response:
    found = find_figure(session, figure_id)
    if found is None:
        raise PageNotFoundError("This figure")
    view = behind(session, person, found, page=at, now=now)
    said = _saying(found, here.settings.currency)
    return page(request, "figure.html", view=view, said=said, back=_dashboard_of(found))


def _dashboard_of(figure: Figure) -> str:
    period = period_of(figure).key if figure.grain == "period" else ""
    asked = {"period": period, "queue": figure.queue, "product": figure.product}
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"/dashboard?{told}" if told else "/dashboard"


def _saying(figure: Figure, currency: str) -> Callable[[float], str]:
    """How values of its measure are said."""
    match figure.measure:
        case Measure.SHARE:
            return lambda value: f"{percent(value)} of calls"
        case Measure.COST:
            return lambda value: phrases.money(value, currency)
        case Measure.PER_THOUSAND:
            return lambda value: f"{phrases.rate(value)} calls per 1,000 customers a month"
        case Measure.MINUTES:
            return lambda value: f"{count(value)} minutes"
        case Measure.CALLS:
            return lambda value: f"{count(value)} calls"
