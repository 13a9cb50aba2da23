"""Recordings: sending them in, and playing what is left of them after redaction. Nobody gets an original."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, File, Form, Header, Request, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from accounts.permissions import Action
from api.entry import Allowed, Here, Now, Writing, installation_of, resource
from api.once import OnceRoute
from api.problems import NOT_FOUND, NotFoundError, told
from api.sizes import check_size
from doors.sound import OGG
from doors.sound_of import sound_of_call
from ingest.intake import Intake
from ingest.upload import Upload, UploadError
from store.tables.call import Consent
from store.tables.person import Person
from store.tables.transcript import Transcript
from worker.bringing import bring_in


class SizedRoute(OnceRoute):
    """A route that looks at the length of what is sent before any of it is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def sized(request: Request) -> Response:
            if request.method == "POST":
                check_size(request, most=installation_of(request).settings.speech.max_bytes)
            return await handle(request)

        return sized


router = resource("Recordings")
router.route_class = SizedRoute
Range = Annotated[
    str | None, Header(alias="Range", max_length=200, description="One range of bytes", examples=["bytes=0-65535"])
]
SOUND: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole sound", "content": {OGG: {"schema": {"type": "string", "format": "binary"}}}},
    206: {"description": "The range", "content": {OGG: {"schema": {"type": "string", "format": "binary"}}}},
    **told(416),
}


class RefusedOut(BaseModel):
    """A record that was not taken in, with what to do about it."""

    source: str
    line: int = Field(description="Of the table; 0 for a file without one")
    external_id: str
    reason: str = Field(description="A stable code", examples=["bad_date"])
    message: str


class IntakeOut(BaseModel):
    """What became of the files. Sending the same ones again changes nothing."""

    taken: int = Field(description="Calls that are new")
    known: int = Field(description="Calls that were here before")
    recordings: int = Field(description="Recordings that were kept for a call")
    excluded: dict[str, int] = Field(description="New calls outside the frame, by reason", examples=[{"no_consent": 2}])
    refused: list[RefusedOut]

    @classmethod
    def of(cls, intake: Intake) -> "IntakeOut":
        refused = [
            RefusedOut(
                source=one.source, line=one.line, external_id=one.external_id, reason=one.reason, message=one.message
            )
            for one in intake.refused
        ]
        return cls(
            taken=intake.taken,
            known=intake.known,
            recordings=intake.recordings,
            excluded=intake.excluded,
            refused=refused,
        )


@router.post(
    "/recordings",
    operation_id="upload_recordings",
    status_code=201,
    response_model=IntakeOut,
    responses=told(413),
)
def upload(
    here: Here,
    now: Now,
    person: Annotated[Person, Depends(Allowed(Action.BRING_CALLS))],
    files: Annotated[list[UploadFile], File(description="Recordings, and at most one CSV that describes their calls")],
    consent: Annotated[
        Consent, Form(description="Of calls that no row of a CSV tells it of: `given` only if callers were asked")
    ] = Consent.UNKNOWN,
) -> IntakeOut:
    """Take recordings in, as the upload page does. A call is drawn, or not, by the plan; sending it does not listen."""
    upload = Upload.start(here.settings.home, now=now)
    try:
        for file in files:
            upload.add(file.filename or "", file.file)
        return IntakeOut.of(bring_in(here, upload, consent, by=person, channel="api", now=now))
    except OSError:
        raise UploadError("the files could not be kept.", remedy="The disk may be full; nothing was taken.") from None
    finally:
        upload.drop()


@router.get(
    "/calls/{call_id}/recording",
    operation_id="play_recording",
    response_class=Response,
    responses=NOT_FOUND | SOUND,
)
def play(
    call_id: UUID,
    here: Here,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.HEAR_CALLS))],
    now: Now,
    range_header: Range = None,
) -> Response:
    """The redacted sound of both channels, whole or a range. Which seconds were fetched is recorded."""
    transcript = session.scalar(select(Transcript).where(Transcript.call_id == call_id, Transcript.is_current))
    given = None
    if transcript is not None:
        given = sound_of_call(here, session, transcript, range_header, by=person, channel="api", now=now)
    if given is None:
        raise NotFoundError("sound for call", call_id, remedy="Only calls that were listened to have sound.")
    return given
