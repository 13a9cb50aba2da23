"""That somebody heard an excerpt: the seconds that the player played, or the person's own word."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from respond.listens import has_heard, note_played, record_listen
from respond.played import Stretch, played_ms
from review_ui.entry import GENUINE, Allowed, Now, Writing
from review_ui.pages.excerpts import excerpt_or_404
from settings.errors import ListenbackError
from store.tables.excerpt import Excerpt
from store.tables.listen import ListenChannel
from store.tables.person import Person

router = APIRouter()
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]


class PlayedUnreadableError(ListenbackError):
    code = "played_unreadable"
    status = 422

    def __init__(self) -> None:
        super().__init__("The seconds that were played cannot be read.", remedy="Write them like 0-12300,20000-45000.")


@router.post("/excerpts/{excerpt_id}/listens", dependencies=[GENUINE])
def listen(
    excerpt_id: UUID,
    session: Writing,
    person: Listener,
    now: Now,
    played: Annotated[str, Form(max_length=20_000)] = "",
    channel: Annotated[ListenChannel, Form()] = ListenChannel.PAGE,
) -> Response:
    """`played` comes from the player, in milliseconds; without it the person says that they heard or read it."""
    found = excerpt_or_404(session, person, excerpt_id)
    was_heard = has_heard(session, found, person)
    if played:
        row = note_played(session, found, by=person, stretches=stretches(played), now=now)
        total_ms = played_ms((start, end) for start, end in row.played)
    else:
        record_listen(session, found, by=person, channel=channel, now=now)
        total_ms = 0
    is_heard = has_heard(session, found, person)
    if is_heard and not was_heard:
        _audit(session, found, person, "played" if played else "said", channel, now)
    if played:
        return JSONResponse({"played_ms": total_ms, "is_heard": is_heard})
    return RedirectResponse(f"/excerpts/{found.id}#answer", status_code=HTTPStatus.SEE_OTHER)


def stretches(text: str) -> list[Stretch]:
    """`0-12300,20000-45000`. Raises PlayedUnreadableError."""
    try:
        pairs = [one.split("-") for one in text.split(",")]
        return [(int(start), int(end)) for start, end in pairs]
    except ValueError:
        raise PlayedUnreadableError from None


def _audit(session: Session, found: Excerpt, person: Person, how: str, channel: ListenChannel, now: Now) -> None:
    action = "heard excerpt" if found.web_blob else "read excerpt"
    details = {"channel": channel.value, "call": str(found.call_id), "how": how}
    audit.record(session, by=person, action=action, subject=f"excerpt:{found.id}", details=details, now=now)
