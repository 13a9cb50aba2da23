"""Bringing calls in through the page: send files, see what they hold, take them in."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response
from fastapi.routing import APIRoute

from accounts.permissions import Action
from ingest.intake import Intake
from ingest.upload import Upload, UploadError, UploadPreview, preview_upload
from review_ui.entry import GENUINE, Allowed, Here, Now, installation_of
from review_ui.errors import error_page
from review_ui.render import page
from settings.errors import ListenbackError
from store.tables.call import Consent
from store.tables.person import Person
from worker.bringing import bring_in

Bringer = Annotated[Person, Depends(Allowed(Action.BRING_CALLS))]
ROOM_FOR_FORM: Final = 1_000_000


class SizeLimited(APIRoute):
    """A route that looks at the length of what is sent before any of it is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            most = installation_of(request).settings.speech.max_bytes
            if request.method == "GET":
                return await handle(request)
            length = request.headers.get("content-length", "")
            if not length.isdigit() or int(length) > most + ROOM_FOR_FORM:
                return error_page(request, too_large(most))
            return await handle(request)

        return limited


def too_large(most: int) -> UploadError:
    error = UploadError(
        f"this is more than {most / 1e9:.1f} GB at once.",
        remedy="Send fewer files at a time, or take a folder in with: listenback ingest FOLDER.",
    )
    error.status = 413
    return error


router = APIRouter(route_class=SizeLimited)


@router.get("/upload")
def choose(request: Request, _person: Bringer) -> Response:
    return _page(request)


@router.post("/upload", dependencies=[GENUINE])
def send(
    request: Request,
    here: Here,
    now: Now,
    _person: Bringer,
    files: Annotated[list[UploadFile] | None, File()] = None,
    consent: Annotated[Consent, Form()] = Consent.UNKNOWN,
) -> Response:
    """Keep the files aside and show what they hold; nothing is taken in yet."""
    chosen = [file for file in files or [] if file.filename]
    if not chosen:
        return _page(request, problem="Please choose recordings, a CSV of calls, or both.")
    upload = Upload.start(here.settings.home, now=now)
    try:
        for file in chosen:
            upload.add(file.filename or "", file.file)
        return _page(request, preview=preview_upload(here, upload, consent))
    except (ListenbackError, OSError) as error:
        upload.drop()
        return _page(request, problem=_sentence(error))


@router.post("/upload/{token}", dependencies=[GENUINE])
def confirm(
    request: Request,
    token: str,
    here: Here,
    now: Now,
    person: Bringer,
    consent: Annotated[Consent, Form()] = Consent.UNKNOWN,
    do: Annotated[str, Form()] = "take",
) -> Response:
    """Take in what was seen, or drop it."""
    try:
        upload = Upload.find(here.settings.home, token)
    except UploadError as error:
        return _page(request, problem=_sentence(error))
    if do != "take":
        upload.drop()
        return _page(request)
    intake = bring_in(here, upload, consent, by=person, channel="page", now=now)
    return _page(request, intake=intake)


def _page(
    request: Request, *, problem: str = "", preview: UploadPreview | None = None, intake: Intake | None = None
) -> Response:
    status = 422 if problem else 200
    return page(request, "upload.html", status=status, problem=problem, preview=preview, intake=intake)


def _sentence(error: Exception) -> str:
    if not isinstance(error, ListenbackError):
        return "The files could not be kept: the disk may be full. Nothing was taken in."
    said = f"{error.message} {error.remedy}".strip()
    return said[:1].upper() + said[1:]
