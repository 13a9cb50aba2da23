"""Sound on its way to the browser: whole or in ranges, never decoded here, never kept by a cache."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from store.blobs import Blobs
from store.ranges import ByteRange, read_range

OGG = "audio/ogg"
MP3 = "audio/mpeg"


def whole(size: int) -> ByteRange:
    return ByteRange(0, size - 1, size)


def tag_of(key: str) -> str:
    """The entity tag of a stored file, which is addressed by its content."""
    return f'"{key[:32]}"'


def sound_response(
    blobs: Blobs,
    key: str,
    span: ByteRange,
    *,
    media_type: str,
    file_name: str,
    is_range: bool,
    request: Request | None = None,
    more_headers: dict[str, str] | None = None,
) -> Response:
    """200 with everything, or 206 with the range; the headers alone for a HEAD request."""
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(span.length),
        "Content-Disposition": f'inline; filename="{file_name}"',
        "Content-Encoding": "identity",  # compressing a range of bytes would shift it
        "Cache-Control": "private, no-store",
        "ETag": tag_of(key),
        **(more_headers or {}),
    }
    if is_range:
        headers["Content-Range"] = span.content_range
    status = HTTPStatus.PARTIAL_CONTENT if is_range else HTTPStatus.OK
    if request is not None and request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return StreamingResponse(read_range(blobs, key, span), status_code=status, headers=headers, media_type=media_type)
