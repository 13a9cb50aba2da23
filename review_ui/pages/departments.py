"""How departments listen, answer and dispute."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Reading
from review_ui.queries.departments import departments
from review_ui.render import page

router = APIRouter()


@router.get("/departments", dependencies=[Depends(Allowed(Action.SEE_DEPARTMENTS))])
def show(request: Request, session: Reading) -> Response:
    return page(request, "departments.html", rows=departments(session))
