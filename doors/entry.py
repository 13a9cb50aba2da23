"""Dependencies of every route, page or resource."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from accounts.permissions import Action
from settings.clock import utc_now
from store.installation import Installation


def installation_of(request: Request) -> Installation:
    found: Installation = request.app.state.installation
    return found


async def _here(request: Request) -> Installation:
    """Async, like what is below it: for a microsecond's work the way to a thread and back is too long."""
    return installation_of(request)


async def the_time() -> datetime:
    """The clock of a request; tests let it stand still."""
    return utc_now()


Here = Annotated[Installation, Depends(_here)]
Now = Annotated[datetime, Depends(the_time)]


def _reading(installation: Here) -> Iterator[Session]:
    with installation.readers() as session:
        yield session


def _writing(installation: Here) -> Iterator[Session]:
    with installation.sessions.begin() as session:
        yield session


Reading = Annotated[Session, Depends(_reading)]
Writing = Annotated[Session, Depends(_writing, scope="function")]
"""Committed once, before the answer is sent; rolled back when the route raises."""


class Rule:
    """A dependency that lets in only whose role carries `action`; tests and the permission table read it off routes."""

    def __init__(self, action: Action) -> None:
        self.action = action
