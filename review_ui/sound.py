"""Sound on its way to the browser: whole or in ranges, never decoded here, never kept by a cache."""

from http import HTTPStatus

from fastapi.responses import Response, StreamingResponse

from store.blobs import Blobs
from store.ranges import ByteRange, read_range

OGG = "audio/ogg"
MP3 = "audio/mpeg"


def whole(size: int) -> ByteRange:
    return ByteRange(0, size - 1, size)


def sound_response(
    blobs: Blobs, key: str, span: ByteRange, *, media_type: str, file_name: str, is_range: bool
) -> Response:
    """200 with everything, or 206 with the range."""
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(span.length),
        "Content-Disposition": f'inline; filename="{file_name}"',
        "Content-Encoding": "identity",  # compressing a range of bytes would shift it
        "Cache-Control": "private, no-store",
        "ETag": f'"{key[:32]}"',
    }
    if is_range:
        headers["Content-Range"] = span.content_range
    return StreamingResponse(
        read_range(blobs, key, span),
        status_code=HTTPStatus.PARTIAL_CONTENT if is_range else HTTPStatus.OK,
        headers=headers,
        media_type=media_type,
    )
