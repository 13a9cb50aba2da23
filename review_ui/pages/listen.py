"""The listening queue: what an executive is asked to hear this time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Reading
from review_ui.errors import PageNotFoundError
from review_ui.queries.listening import queues_for
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()


@router.get("/listen")
def listen(
    request: Request, session: Reading, person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]
) -> Response:
    return page(request, "listen.html", queues=queues_for(session, person))


@router.get("/digests/{digest_id}")
def digest(
    request: Request,
    digest_id: UUID,
    session: Reading,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))],
) -> Response:
    queues = queues_for(session, person, digest_id=digest_id)
    if not queues:
        raise PageNotFoundError("This digest")
    return page(request, "listen.html", queues=queues)
