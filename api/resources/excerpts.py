"""Excerpts that the caller may hear: words, sound, that it was heard, and what is said about it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from accounts import audit
from accounts.permissions import Action, excerpts_heard_by
from api.cursor import SORT, Cursor, Limit, Page, orders, page_of
from api.entry import Allowed, Here, Now, Reading, Writing, resource
from api.filters import EndsAt, StartsAt, Word, narrowed, within
from api.problems import NOT_FOUND, NotFoundError
from api.resources.recordings import SOUND, Range
from api.resources.transcripts import EntityOut, SegmentOut
from doors.sound_of import sound_of_excerpt
from respond.comments import add_comment, comments_on
from respond.listens import has_heard, record_listen
from store.tables.comment import Comment
from store.tables.excerpt import Excerpt
from store.tables.listen import Listen, ListenChannel
from store.tables.person import Person
from worker.asking import tell_asked
from worker.typed import redactor

router = resource("Excerpts")
Listener = Annotated[Person, Depends(Allowed(Action.HEAR_EXCERPTS))]
ORDERS = orders(Excerpt.id, Excerpt.created_at)
Sort = Literal["-created_at", "created_at"]


class ExcerptOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    digest_id: UUID
    call_id: UUID
    cause_id: str
    draw_id: UUID | None
    is_hand_picked: bool
    position: int
    start_ms: int
    end_ms: int
    quote: str
    quote_start_ms: int | None
    quote_end_ms: int | None
    created_at: datetime


class ExcerptDetailOut(ExcerptOut):
    segments: list[SegmentOut]
    entities: list[EntityOut]


class ListenIn(BaseModel):
    """The person's own word that they heard it, where no player of ours can tell."""

    model_config = ConfigDict(extra="forbid")

    channel: ListenChannel = Field(ListenChannel.PAGE, examples=["page"])


class ListenOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    excerpt_id: UUID
    person_id: UUID
    channel: ListenChannel
    heard_at: datetime | None
    is_said: bool = Field(description="By the person's own word, not by seconds that a player told of")


class CommentIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=4_000, examples=["The letter had gone out two days before."])
    at_ms: int | None = Field(None, ge=0, le=100_000_000, description="Milliseconds from the start of the excerpt")
    parent_id: UUID | None = Field(None, description="The remark this one answers")


class CommentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    excerpt_id: UUID
    person_id: UUID
    parent_id: UUID | None
    at_ms: int | None
    text: str
    commented_at: datetime


def excerpt_heard(excerpt_id: UUID, session: Reading, person: Listener) -> Excerpt:
    """Somebody else's excerpt looks like one that does not exist."""
    found = session.scalar(select(Excerpt).where(Excerpt.id == excerpt_id, excerpts_heard_by(person)))
    if found is None:
        raise NotFoundError("excerpt", excerpt_id, remedy="List yours with GET /v1/excerpts.")
    return found


Heard = Annotated[Excerpt, Depends(excerpt_heard)]


@router.get("/excerpts", operation_id="list_excerpts", response_model=Page[ExcerptOut])
def list_excerpts(
    session: Reading,
    person: Listener,
    digest_id: UUID | None = None,
    call_id: UUID | None = None,
    cause_id: Word = "",
    starts_at: StartsAt = None,
    ends_at: EndsAt = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-created_at",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Any:
    """Executives see what was sent to them, what they own, and what they were asked about."""
    found = select(Excerpt).where(excerpts_heard_by(person))
    found = narrowed(found, (Excerpt.digest_id, digest_id), (Excerpt.call_id, call_id), (Excerpt.cause_id, cause_id))
    found = within(found, Excerpt.created_at, starts_at, ends_at)
    return page_of(session, found, ORDERS[sort], cursor=cursor, limit=limit)


@router.get("/excerpts/{excerpt_id}", operation_id="get_excerpt", response_model=ExcerptDetailOut, responses=NOT_FOUND)
def get_excerpt(found: Heard) -> Excerpt:
    """With its words; times in seconds from its start."""
    return found


@router.get(
    "/excerpts/{excerpt_id}/recording",
    operation_id="play_excerpt",
    response_class=Response,
    responses=NOT_FOUND | SOUND,
)
def play(
    here: Here, found: Heard, session: Writing, person: Listener, now: Now, range_header: Range = None
) -> Response:
    """The redacted sound. That it was fetched is recorded; it counts as heard only once somebody says or plays so."""
    given = sound_of_excerpt(here, session, found, range_header, by=person, channel="api", now=now)
    if given is None:
        raise NotFoundError("sound for excerpt", found.id, remedy="Its call came as words; read them.")
    return given


@router.post(
    "/excerpts/{excerpt_id}/listens",
    operation_id="say_heard",
    status_code=201,
    response_model=ListenOut,
    responses=NOT_FOUND,
)
def listen(found: Heard, body: ListenIn, session: Writing, person: Listener, now: Now) -> Listen:
    """A dispute is possible only after it."""
    was_heard = has_heard(session, found, person)
    row = record_listen(session, found, by=person, channel=body.channel, now=now)
    if not was_heard:
        details = {"channel": body.channel.value, "call": str(found.call_id), "how": "said"}
        action = "heard excerpt" if found.web_blob else "read excerpt"
        audit.record(session, by=person, action=action, subject=f"excerpt:{found.id}", details=details, now=now)
    return row


@router.get(
    "/excerpts/{excerpt_id}/comments",
    operation_id="list_comments",
    response_model=list[CommentOut],
    responses=NOT_FOUND,
)
def list_comments(found: Heard, session: Reading) -> Any:
    """In the order they were made."""
    return list(session.scalars(comments_on(found)))


@router.post(
    "/excerpts/{excerpt_id}/comments",
    operation_id="create_comment",
    status_code=201,
    response_model=CommentOut,
    responses=NOT_FOUND,
)
def comment(
    found: Heard,
    body: CommentIn,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.COMMENT))],
    now: Now,
) -> Comment:
    """A remark, redacted before it is stored; `@Name` tells somebody who may hear the excerpt."""
    answers = session.get(Comment, body.parent_id) if body.parent_id else None
    made = add_comment(
        session, found, by=person, text=body.text, at_ms=body.at_ms, answers=answers, redact=redactor(session), now=now
    )
    tell_asked(session, found, now=now)
    return made
