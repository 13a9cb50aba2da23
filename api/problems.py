"""Errors as `application/problem+json` (RFC 9457): what, which, and the remedy."""

import secrets
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from api.once import AnsweredBeforeError
from doors.away import DatabaseAwayError, is_away
from settings.errors import ListenbackError

log = structlog.get_logger()


class Problem(BaseModel):
    """What every refusal looks like."""

    type: str = Field(examples=["urn:listenback:not_found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no call 5f0c…."])
    code: str = Field(examples=["not_found"])
    remedy: str = Field("", examples=["List calls with GET /v1/calls."])
    fields: dict[str, str] = Field(default_factory=dict, description="Problems by field of the body or the address")


class NotFoundError(ListenbackError):
    code = "not_found"
    status = 404

    def __init__(self, what: str, which: object, *, remedy: str = "") -> None:
        super().__init__(f"There is no {what} {which}.", remedy=remedy)


PROBLEM_CONTENT: dict[str, Any] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Refusals of an endpoint, for the OpenAPI document."""
    named = [HTTPStatus(status) for status in statuses]
    return {one.value: {"model": Problem, "description": one.phrase, "content": PROBLEM_CONTENT} for one in named}


REFUSALS = told(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)
"""What any endpoint may answer."""

NOT_FOUND = told(HTTPStatus.NOT_FOUND)
CONFLICT = told(HTTPStatus.CONFLICT)


COMES_BACK = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Answers that say when to ask again."""


def answer_problems(api: FastAPI) -> None:
    @api.exception_handler(AnsweredBeforeError)
    def answered(_request: Request, error: AnsweredBeforeError) -> Response:
        return error.answer

    @api.exception_handler(ListenbackError)
    def expected(_request: Request, error: ListenbackError) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else {}
        if error.status in COMES_BACK:
            headers["Retry-After"] = str(getattr(error, "retry_after_s", 60))
        return _answer(problem_of(error), headers)

    @api.exception_handler(SQLAlchemyError)
    def away(request: Request, error: SQLAlchemyError) -> JSONResponse:
        if not is_away(error):
            return unexpected(request, error)
        log.warning("database_away", path=request.url.path, error=type(error).__name__)
        return expected(request, DatabaseAwayError())

    @api.exception_handler(HTTPException)
    def refused(_request: Request, error: HTTPException) -> JSONResponse:
        code = HTTPStatus(error.status_code).name.lower()
        return _answer(_problem(error.status_code, code, str(error.detail)), error.headers)

    @api.exception_handler(RequestValidationError)
    def unreadable(_request: Request, error: RequestValidationError) -> JSONResponse:
        fields = {".".join(str(part) for part in one["loc"][1:]) or "body": str(one["msg"]) for one in error.errors()}
        detail = "The request cannot be read: " + "; ".join(f"{name}: {said}" for name, said in fields.items())
        return _answer(_problem(422, "unreadable", detail, "See /v1/openapi.json.", fields))

    @api.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        reference = secrets.token_hex(4)
        trace = "".join(traceback.format_exception(error))  # lines of code, never the values in them
        log.error("request failed", reference=reference, path=request.url.path, trace=trace)
        said = "This is our mistake; nothing was changed."
        return _answer(_problem(500, "unexpected", said, f"Report {reference}."))


def problem_of(error: ListenbackError) -> Problem:
    """An expected error as programs read it."""
    return _problem(error.status, error.code, error.message, error.remedy, fields_of(error))


def _problem(status: int, code: str, detail: str, remedy: str = "", fields: Mapping[str, str] | None = None) -> Problem:
    return Problem(
        type=f"urn:listenback:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        remedy=remedy,
        fields=dict(fields or {}),
    )


def _answer(body: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    kind = "application/problem+json"
    return JSONResponse(body.model_dump(), status_code=body.status, media_type=kind, headers=dict(headers or {}))


def fields_of(error: ListenbackError) -> dict[str, str]:
    """Errors of forms and labels name the field that is wrong."""
    problems = getattr(error, "problems", None)
    if isinstance(problems, dict):
        return {str(name): str(said) for name, said in problems.items()}
    field = getattr(error, "field", "")
    return {str(field): error.message} if field else {}
