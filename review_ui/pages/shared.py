"""One shared number: avoidable calls per 1,000 customers, the same for every department."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Here, Reading
from review_ui.queries.shared import shared_view
from review_ui.render import page

router = APIRouter()


@router.get("/shared", dependencies=[Depends(Allowed(Action.SEE_FIGURES))])
def shared(request: Request, session: Reading, here: Here) -> Response:
    return page(request, "shared.html", view=shared_view(session, cost_per_minute=here.settings.cost_per_minute))
