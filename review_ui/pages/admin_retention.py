"""What is kept how long: read-only, because settings are set where the installation is run."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Here, Now, Reading
from review_ui.queries.admin_retention import retention_view
from review_ui.render import page

router = APIRouter()


@router.get("/admin/retention", dependencies=[Depends(Allowed(Action.SEE_ADMIN))])
def retention(request: Request, session: Reading, here: Here, now: Now) -> Response:
    return page(request, "admin_retention.html", view=retention_view(session, here.settings, now=now))
