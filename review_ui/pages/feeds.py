"""The private podcast: making and revoking a feed, the feed itself, and its sound."""

import hashlib
from email.utils import format_datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from accounts import audit
from accounts.permissions import Action
from deliver.feed import enclosed_excerpt, feed_by_token, make_feed, render_feed, revoke_feed
from respond.listens import record_listen
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.render import page
from review_ui.sound import MP3, sound_response, whole
from store.ranges import asked_range
from store.tables.feed import Feed
from store.tables.person import Person

router = APIRouter()
Subscriber = Annotated[Person, Depends(Allowed(Action.REPLY))]


@router.get("/podcast")
def podcast(request: Request, session: Reading, person: Subscriber) -> Response:
    return page(request, "podcast.html", feeds=_feeds(session, person), address="")


@router.post("/podcast", dependencies=[GENUINE])
def subscribe(request: Request, installation: Here, session: Writing, person: Subscriber, now: Now) -> Response:
    """A new feed; its address is shown this once."""
    token = make_feed(session, person, now=now)
    audit.record(session, by=person, action="made feed", subject=f"person:{person.id}", details={}, now=now)
    address = f"{installation.settings.base_url.rstrip('/')}/feeds/{token}.xml"
    return page(request, "podcast.html", feeds=_feeds(session, person), address=address)


@router.post("/podcast/{feed_id}/revoke", dependencies=[GENUINE])
def revoke(feed_id: UUID, session: Writing, person: Subscriber, now: Now) -> Response:
    found = session.get(Feed, feed_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This feed")
    revoke_feed(session, found, now=now)
    audit.record(session, by=person, action="revoked feed", subject=f"feed:{found.id}", details={}, now=now)
    return RedirectResponse("/podcast", status_code=HTTPStatus.SEE_OTHER)


@router.get("/feeds/{token}.xml")
def feed(
    token: str,
    installation: Here,
    session: Reading,
    now: Now,
    if_none_match: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> Response:
    """RSS for a podcast program; the token in the address is the key, so it is never logged."""
    found = feed_by_token(session, token)
    settings = installation.settings
    document = render_feed(session, found, base_url=settings.base_url, secret=settings.secret, now=now)
    tag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex"}
    if if_none_match == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    headers["Last-Modified"] = format_datetime(now.replace(minute=0, second=0, microsecond=0), usegmt=True)
    return Response(document, media_type="application/rss+xml; charset=utf-8", headers=headers)


@router.get("/feed/sound/{token}.mp3")
def sound(
    token: str,
    installation: Here,
    session: Writing,
    now: Now,
    range_header: Annotated[str | None, Header(alias="Range")] = None,
) -> Response:
    """One episode, by a signed link that dies within hours. That it was fetched is recorded."""
    found, person = enclosed_excerpt(session, token, secret=installation.settings.secret, now=now)
    if found.feed_blob is None:
        raise PageNotFoundError("Sound for this excerpt")
    size = installation.blobs.size(found.feed_blob)
    asked = asked_range(range_header, size)
    record_listen(session, found, by=person, channel="feed", now=now)
    audit.record(
        session,
        by=person,
        action="fetched episode",
        subject=f"excerpt:{found.id}",
        details={"channel": "feed", "call": str(found.call_id)},
        now=now,
    )
    return sound_response(
        installation.blobs,
        found.feed_blob,
        asked or whole(size),
        media_type=MP3,
        file_name=f"excerpt-{found.position}.mp3",
        is_range=asked is not None,
    )


def _feeds(session: Reading, person: Person) -> list[Feed]:
    current = select(Feed).where(Feed.person_id == person.id, Feed.revoked_at.is_(None))
    return list(session.scalars(current.order_by(Feed.created_at)))
