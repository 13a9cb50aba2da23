"""Errors of the pages themselves, and how any error becomes a page."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from review_ui.render import page
from settings.errors import ListenbackError


class PageNotFoundError(ListenbackError):
    code = "not_found"
    status = 404

    def __init__(self, what: str = "This page") -> None:
        super().__init__(f"{what} is not here, or not for you.", remedy="Check the address, or start from the menu.")


TITLES = {
    HTTPStatus.UNAUTHORIZED: "Please sign in",
    HTTPStatus.FORBIDDEN: "Not for this role",
    HTTPStatus.NOT_FOUND: "Nothing here",
    HTTPStatus.CONFLICT: "Not now",
    HTTPStatus.GONE: "This link has been used",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That cannot be read",
}


def error_page(request: Request, error: ListenbackError) -> Response:
    """The error in words. Who is not signed in is sent to the sign-in page and comes back afterwards."""
    if error.status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return RedirectResponse(f"/sign-in?next={request.url.path}", status_code=HTTPStatus.SEE_OTHER)
    title = TITLES.get(HTTPStatus(error.status), "Something went wrong")
    return page(
        request,
        "error.html",
        status=error.status,
        title=title,
        message=error.message,
        remedy=error.remedy,
        lost=error.status == HTTPStatus.NOT_FOUND,  # on an unknown address nobody asks who is signed in
    )


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
