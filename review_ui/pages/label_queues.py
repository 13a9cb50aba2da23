"""The queues of the desk: seen and filled by the lead."""

from http import HTTPStatus
from random import Random
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts.permissions import Action
from classify.queueing import MOST, QueueError
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.forms import FRESH, Filled
from review_ui.pages.desk import dice
from review_ui.queries.label_queues import queues_view
from review_ui.render import page
from store.tables.label import LabelPurpose
from store.tables.person import Person
from worker.label_queues import fill_queue

router = APIRouter()
Lead = Annotated[Person, Depends(Allowed(Action.LEAD_DESK))]


@router.get("/label-queues", dependencies=[Depends(Allowed(Action.LEAD_DESK))])
def queues(request: Request, session: Reading, now: Now, asked: bool = False) -> Response:
    return page(request, "label_queues.html", view=queues_view(session, now=now), form=FRESH, asked=asked)


@router.post("/label-queues/{purpose}", dependencies=[GENUINE])
def fill(
    request: Request,
    purpose: LabelPurpose,
    session: Writing,
    person: Lead,
    now: Now,
    rng: Annotated[Random, Depends(dice)],
    count: Annotated[str, Form()] = "",
) -> Response:
    """Add calls: gold and calibration at random at once, training by the model in a moment."""
    try:
        fill_queue(session, purpose, count=_count(count), by=person, now=now, rng=rng)
    except QueueError as error:
        form = Filled(
            {"count": count}, {purpose.value: f"{error.message[:1].upper()}{error.message[1:]} {error.remedy}"}
        )
        view = queues_view(session, now=now)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "label_queues.html", status=status, view=view, form=form, asked=False)
    asked = "?asked=true" if purpose is LabelPurpose.TRAINING else ""
    return RedirectResponse(f"/label-queues{asked}", status_code=HTTPStatus.SEE_OTHER)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST):
        raise QueueError(f"“{text[:20]}” is no number of calls.", remedy=f"Ask for 1 to {MOST}.")
    return int(text)
