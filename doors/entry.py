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


Here = Annotated[Installation, Depends(installation_of)]
Now = Annotated[datetime, Depends(utc_now)]


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
