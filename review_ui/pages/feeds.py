"""The private podcast: making and revoking a feed, the feed itself, its sound and its captions."""

import hashlib
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts import audit
from accounts.permissions import Action
from deliver.captions import MEDIA_TYPE, webvtt
from deliver.feed import enclosed_excerpt, feed_by_token, make_feed, render_feed, revoke_feed
from deliver.feed_clients import clear_leak
from doors.sound import MP3, sound_response, tag_of, whole
from doors.unchanged import range_of, unchanged, validators
from respond.listens import note_download
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.queries.feeds import feeds_in_use, feeds_of
from review_ui.render import page
from review_ui.static_files import static_address
from store.ranges import asked_range
from store.tables.feed import Feed
from store.tables.person import Person
from worker.feed_watch import watch

router = APIRouter()
Subscriber = Annotated[Person, Depends(Allowed(Action.REPLY))]
Keeper = Annotated[Person, Depends(Allowed(Action.MANAGE_FEEDS))]
GET_OR_HEAD = ["GET", "HEAD"]
PRIVATE = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}


@router.get("/podcast")
def podcast(request: Request, session: Reading, person: Subscriber, now: Now) -> Response:
    return page(request, "podcast.html", feeds=feeds_of(session, person, now=now), address="")


@router.post("/podcast", dependencies=[GENUINE])
def subscribe(request: Request, installation: Here, session: Writing, person: Subscriber, now: Now) -> Response:
    """A new feed; its address is shown this once."""
    token = make_feed(session, person, now=now)
    audit.record(session, by=person, action="made feed", subject=f"person:{person.id}", details={}, now=now)
    address = f"{installation.settings.base_url.rstrip('/')}/feeds/{token}.xml"
    return page(request, "podcast.html", feeds=feeds_of(session, person, now=now), address=address)


@router.post("/podcast/{feed_id}/revoke", dependencies=[GENUINE])
def revoke(feed_id: UUID, session: Writing, person: Subscriber, now: Now) -> Response:
    _end(session, _own(session, feed_id, person), person, now)
    return RedirectResponse("/podcast", status_code=HTTPStatus.SEE_OTHER)


@router.post("/podcast/{feed_id}/leak-clearance", dependencies=[GENUINE])
def not_leaked(feed_id: UUID, session: Writing, person: Subscriber, now: Now) -> Response:
    """All programs that fetched it were the owner's."""
    found = _own(session, feed_id, person)
    clear_leak(session, found, now=now)
    audit.record(session, by=person, action="cleared leak alarm", subject=f"feed:{found.id}", details={}, now=now)
    return RedirectResponse("/podcast", status_code=HTTPStatus.SEE_OTHER)


@router.get("/feeds")
def feeds(request: Request, session: Reading, _keeper: Keeper, now: Now) -> Response:
    """Every feed that is open, for whoever may close them."""
    return page(request, "feeds.html", feeds=feeds_in_use(session, now=now))


@router.post("/feeds/{feed_id}/revoke", dependencies=[GENUINE])
def close(feed_id: UUID, session: Writing, keeper: Keeper, now: Now) -> Response:
    found = session.get(Feed, feed_id)
    if found is None:
        raise PageNotFoundError("This feed")
    _end(session, found, keeper, now)
    return RedirectResponse("/feeds", status_code=HTTPStatus.SEE_OTHER)


@router.api_route("/feeds/{token}.xml", methods=GET_OR_HEAD)
def feed(request: Request, token: str, installation: Here, session: Reading, now: Now) -> Response:
    """RSS for a podcast program; the token in the address is the key, so it is never logged."""
    found = feed_by_token(session, token)
    settings = installation.settings
    address = request.client.host if request.client else ""
    watch(installation, session, found, address=address, agent=request.headers.get("user-agent", ""), now=now)
    rendered = render_feed(
        session,
        found,
        base_url=settings.base_url,
        secret=settings.secret,
        now=now,
        artwork=static_address("img/podcast.png"),
    )
    tag = f'"{hashlib.sha256(rendered.document).hexdigest()[:32]}"'
    headers = {**validators(tag, rendered.changed_at), **PRIVATE}
    return unchanged(request, headers) or _document(request, rendered.document, headers)


@router.api_route("/feed/sound/{token}.mp3", methods=GET_OR_HEAD)
def sound(request: Request, token: str, installation: Here, session: Writing, now: Now) -> Response:
    """One episode, by a signed link that dies within hours. That it was fetched is recorded: no hearing."""
    found, person = enclosed_excerpt(session, token, secret=installation.settings.secret, now=now)
    if found.feed_blob is None:
        raise PageNotFoundError("Sound for this excerpt")
    headers = {**validators(tag_of(found.feed_blob), found.created_at), "X-Robots-Tag": "noindex"}
    same = unchanged(request, headers)
    if same is not None:
        return same
    size = installation.blobs.size(found.feed_blob)
    asked = asked_range(range_of(request, headers), size)
    span = asked or whole(size)
    if request.method == "GET":
        if span.last == size - 1:
            note_download(session, found, by=person, now=now)
        details = {"channel": "feed", "call": str(found.call_id), "bytes": [span.first, span.last]}
        subject = f"excerpt:{found.id}"
        audit.record(session, by=person, action="fetched episode", subject=subject, details=details, now=now)
    return sound_response(
        installation.blobs,
        found.feed_blob,
        span,
        media_type=MP3,
        file_name=f"excerpt-{found.position}.mp3",
        is_range=asked is not None,
        request=request,
        more_headers=headers,
    )


@router.api_route("/feed/captions/{token}.vtt", methods=GET_OR_HEAD)
def captions(request: Request, token: str, installation: Here, session: Writing, now: Now) -> Response:
    """The words of an episode, by the same signed link as its sound."""
    found, person = enclosed_excerpt(session, token, secret=installation.settings.secret, now=now)
    document = webvtt(found.segments, duration_s=found.duration_s).encode()
    headers = {**validators(f'"{hashlib.sha256(document).hexdigest()[:32]}"', found.created_at), **PRIVATE}
    same = unchanged(request, headers)
    if same is None and request.method == "GET":
        details = {"channel": "feed", "call": str(found.call_id)}
        subject = f"excerpt:{found.id}"
        audit.record(session, by=person, action="fetched captions", subject=subject, details=details, now=now)
    return same or _document(request, document, headers, media_type=MEDIA_TYPE)


def _document(
    request: Request,
    document: bytes,
    headers: dict[str, str],
    *,
    media_type: str = "application/rss+xml; charset=utf-8",
) -> Response:
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Length": str(len(document))}, media_type=media_type)
    return Response(document, media_type=media_type, headers=headers)


def _own(session: Session, feed_id: UUID, person: Person) -> Feed:
    found = session.get(Feed, feed_id)
    if found is None or found.person_id != person.id:
        raise PageNotFoundError("This feed")
    return found


def _end(session: Session, found: Feed, by: Person, now: Now) -> None:
    revoke_feed(session, found, now=now)
    audit.record(session, by=by, action="revoked feed", subject=f"feed:{found.id}", details={}, now=now)
