"""An executive's private podcast: the excerpts drawn for them, oldest link an hour or two from its end.

The feed's token is told once and kept as a hash. Enclosures are signed for a few hours, so a forwarded episode link
dies by itself; only redacted sound is ever in it. `itunes:block` keeps it out of every directory.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from feedgen.feed import FeedGenerator
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from accounts.tokens import new_token, token_hash
from deliver.finding import clock, day
from deliver.links import Enclosure, LinkRefusedError, end_of_hour, read_enclosure, sign_enclosure
from deliver.podcast_tags import PrivateFeed, Transcribed
from settings.errors import ListenbackError
from store.tables.call import Call
from store.tables.cause import Cause
from store.tables.delivery import Channel, Delivery
from store.tables.digest import Digest, DigestState
from store.tables.excerpt import Excerpt
from store.tables.feed import Feed
from store.tables.person import Person

ENCLOSURE_LASTS: Final = timedelta(hours=6)
"""Long enough for a podcast program to load what it just listed."""

EPISODES: Final = 100
"""Newest excerpts in a feed; programs keep what they have loaded."""


class FeedGoneError(ListenbackError):
    code = "feed_gone"
    status = 404

    def __init__(self) -> None:
        super().__init__("This feed does not exist or was revoked.", remedy="Make a new one on your digest page.")


@dataclass(frozen=True, slots=True)
class Episode:
    excerpt: Excerpt
    cause: str
    call_started_at: datetime
    published_at: datetime

    @property
    def title(self) -> str:
        return f"{self.cause}, {day(self.call_started_at)}"

    @property
    def summary(self) -> str:
        quote = f"“{self.excerpt.quote}” " if self.excerpt.quote else ""
        how = "picked by hand, in no figure" if self.excerpt.is_hand_picked else "drawn by lot"
        return f"{quote}({clock(self.excerpt.duration_s)}, {how})"


def make_feed(session: Session, person: Person, *, now: datetime) -> str:
    """A new feed for this person; the token is shown once and goes into its address."""
    token = new_token()
    session.add(Feed(person_id=person.id, token_sha256=token_hash(token), created_at=now))
    session.flush()
    return token


def feed_by_token(session: Session, token: str) -> Feed:
    """Raises FeedGoneError for an unknown or revoked feed, or one of somebody who left."""
    feed = session.scalar(
        select(Feed)
        .join(Person, Person.id == Feed.person_id)
        .where(Feed.token_sha256 == token_hash(token), Feed.revoked_at.is_(None), Person.is_active)
    )
    if feed is None:
        raise FeedGoneError
    return feed


def revoke_feed(session: Session, feed: Feed, *, now: datetime) -> Feed:
    """Its address and every enclosure link it gave out end now."""
    feed.revoked_at = feed.revoked_at or now
    session.flush()
    return feed


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    document: bytes
    changed_at: datetime
    """The newest episode, or the hour in which its links were signed."""


def render_feed(
    session: Session, feed: Feed, *, base_url: str, secret: bytes, now: datetime, artwork: str = ""
) -> RenderedFeed:
    """RSS with itunes and podcast tags. Asked again within the hour and without new excerpts it is the same bytes.

    `artwork` is the path of the picture on this server.
    """
    person = session.get_one(Person, feed.person_id)
    episodes = [Episode(*row) for row in session.execute(_episodes(person))]
    base = base_url.rstrip("/")
    rss = _channel(person, base, episodes, feed)
    if artwork:
        rss.podcast.itunes_image(f"{base}{artwork}")
    expires_at = end_of_hour(now, after=ENCLOSURE_LASTS)
    for episode in episodes:
        token = sign_enclosure(secret, Enclosure(feed.id, episode.excerpt.id), expires_at=expires_at)
        _add(rss, episode, base=base, token=token)
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    newest = max((episode.published_at for episode in episodes), default=feed.created_at)
    return RenderedFeed(rss.rss_str(pretty=True), max(this_hour, newest.replace(microsecond=0)))


def enclosed_excerpt(session: Session, token: str, *, secret: bytes, now: datetime) -> tuple[Excerpt, Person]:
    """The excerpt of an enclosure link and whose feed it came from.

    Raises LinkRefusedError when it is forged, expired, or its feed was revoked.
    """
    enclosure = read_enclosure(secret, token, now=now)
    found = session.execute(
        select(Excerpt, Person)
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Person, Person.id == Digest.person_id)
        .join(Feed, Feed.person_id == Person.id)
        .where(
            Excerpt.id == enclosure.excerpt_id,
            Excerpt.feed_blob.is_not(None),
            Feed.id == enclosure.feed_id,
            Feed.revoked_at.is_(None),
            Person.is_active,
        )
    ).one_or_none()
    if found is None:
        raise LinkRefusedError("Refresh the feed in your podcast program.")
    excerpt, person = found
    return excerpt, person


def _episodes(person: Person) -> Select[Excerpt, str, datetime, datetime]:
    return (
        select(Excerpt, Cause.name, Call.started_at, func.coalesce(Digest.ready_at, Digest.created_at))
        .join(Digest, Digest.id == Excerpt.digest_id)
        .join(Cause, Cause.id == Excerpt.cause_id)
        .join(Call, Call.id == Excerpt.call_id)
        .where(
            Digest.person_id == person.id,
            Digest.state == DigestState.READY,
            _is_wanted(),
            Excerpt.feed_blob.is_not(None),
        )
        .order_by(Digest.ready_at.desc(), Excerpt.position)
        .limit(EPISODES)
    )


def _is_wanted() -> ColumnElement[bool]:
    """Not of a digest that its schedule sent by other channels only."""
    sent = select(Delivery.id).where(Delivery.digest_id == Digest.id)
    return sent.where(Delivery.channel == Channel.FEED).exists() | ~sent.exists()


def _channel(person: Person, base: str, episodes: list[Episode], feed: Feed) -> Any:
    rss = FeedGenerator()
    rss.load_extension("podcast")
    rss.register_extension("transcribed", PrivateFeed, Transcribed, atom=False)
    rss.id(f"urn:uuid:{feed.id}")
    rss.title(f"Listenback for {person.name}")
    rss.description("Calls drawn by lot among those put down to you. Personal data was cut out. Private: do not share.")
    rss.link(href=f"{base}/listen", rel="alternate")
    rss.language("en")
    rss.generator("Listenback")
    rss.lastBuildDate(max((episode.published_at for episode in episodes), default=feed.created_at))
    rss.podcast.itunes_author("Listenback")
    rss.podcast.itunes_block(True)
    rss.podcast.itunes_explicit("no")
    rss.podcast.itunes_category("Business")
    rss.podcast.itunes_summary("Calls drawn by lot among those put down to you.")
    return rss


def _add(rss: Any, episode: Episode, *, base: str, token: str) -> None:
    entry = rss.add_entry(order="append")
    entry.guid(f"urn:uuid:{episode.excerpt.id}", permalink=False)
    entry.title(episode.title)
    entry.description(episode.summary)
    entry.link(href=f"{base}/excerpts/{episode.excerpt.id}")
    entry.published(episode.published_at)
    entry.enclosure(f"{base}/feed/sound/{token}.mp3", str(episode.excerpt.feed_bytes), "audio/mpeg")
    entry.transcribed.transcript(f"{base}/feed/captions/{token}.vtt")
    entry.podcast.itunes_duration(max(1, round(episode.excerpt.duration_s)))
    entry.podcast.itunes_explicit("no")
    entry.podcast.itunes_block(True)
    entry.podcast.itunes_order(episode.excerpt.position)
