"""Styles, scripts and fonts."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import Response

from review_ui.static_files import static_files, static_version

router = APIRouter()
FOR_EVER = "public, max-age=31536000, immutable"


@router.get("/static/{version}/{name:path}")
def static_file(version: str, name: str) -> Response:
    file = static_files().get(name)
    if file is None:
        return Response("not found", status_code=HTTPStatus.NOT_FOUND, media_type="text/plain")
    keep = FOR_EVER if version == static_version() else "no-cache"
    return Response(file.content, media_type=file.media_type, headers={"Cache-Control": keep})
