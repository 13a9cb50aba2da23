"""Searching what the house has heard, answered and promised."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed, Reading
from review_ui.queries.memory import search_memory
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()


@router.get("/memory")
def memory(
    request: Request, session: Reading, person: Annotated[Person, Depends(Allowed(Action.SEARCH_MEMORY))], q: str = ""
) -> Response:
    return page(request, "memory.html", q=q, results=search_memory(session, person, q[:400]))
