"""How far the people who label agree, with each other and with the model. Nothing about agents."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Reading
from review_ui.queries.agreement import agreement_view
from review_ui.render import page

router = APIRouter()


@router.get("/agreement", dependencies=[Depends(Allowed(Action.SEE_AGREEMENT))])
def agreement(request: Request, session: Reading) -> Response:
    return page(request, "agreement.html", view=agreement_view(session))
