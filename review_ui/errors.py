"""Errors of the pages themselves, and how any error becomes a page."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from review_ui.render import page
from settings.errors import ListenbackError
from store.ranges import RangeNotSatisfiableError


class PageNotFoundError(ListenbackError):
    code = "not_found"
    status = 404

    def __init__(self, what: str = "This page") -> None:
        super().__init__(f"{what} is not here, or not for you.", remedy="Check the address, or start from the menu.")


class ExcerptGoneError(ListenbackError):
    """Its call was erased, or its sound and words were kept as long as they may be."""

    code = "excerpt_gone"
    status = 410
    title = "Nothing to hear any more"

    def __init__(self) -> None:
        super().__init__("This call was erased.", remedy="Its excerpt’s page says what is left.")


TITLES = {
    HTTPStatus.UNAUTHORIZED: "Please sign in",
    HTTPStatus.FORBIDDEN: "Not for this role",
    HTTPStatus.NOT_FOUND: "Nothing here",
    HTTPStatus.CONFLICT: "Not now",
    HTTPStatus.GONE: "This link has been used",
    HTTPStatus.TOO_MANY_REQUESTS: "Slow down, please",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That cannot be read",
    HTTPStatus.SERVICE_UNAVAILABLE: "Back in a moment",
}


def is_script(request: Request) -> bool:
    """Whether a module of ours asks, which shows the answer on the page that is there."""
    return request.headers.get("accept") == "application/json"


def error_page(request: Request, error: ListenbackError) -> Response:
    """The error in words. Who is not signed in is sent to the sign-in page and comes back afterwards."""
    if error.status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return RedirectResponse(f"/sign-in?next={request.url.path}", status_code=HTTPStatus.SEE_OTHER)
    if is_script(request):
        return JSONResponse({"problem": f"{error.message} {error.remedy}".strip()}, status_code=error.status)
    title = getattr(error, "title", "") or TITLES.get(HTTPStatus(error.status), "Something went wrong")
    if isinstance(error, RangeNotSatisfiableError):
        return Response(status_code=error.status, headers={"Content-Range": f"bytes */{error.size}"})
    answer = page(
        request,
        "error.html",
        status=error.status,
        title=title,
        message=error.message,
        remedy=error.remedy,
        lost=error.status == HTTPStatus.NOT_FOUND,  # on an unknown address nobody asks who is signed in
    )
    if error.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        answer.headers["Retry-After"] = str(getattr(error, "retry_after_s", 60))
    return answer


def unexpected_page(request: Request, reference: str) -> Response:
    """Says nothing of the cause; `reference` is what the log calls it."""
    return page(
        request,
        "error.html",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        title="Something broke here",
        message="This is our mistake, not yours. Nothing you did was half saved.",
        remedy=f"Try again in a moment. If it stays, tell your admin the number {reference}.",
        lost=False,
    )
