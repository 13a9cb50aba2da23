"""`ETag`, `If-None-Match` and `If-Match`: nothing is fetched twice, and nobody's change is overwritten unseen.

A tag is the hash of what was shown. A change names the tag of what it was made from; where somebody else was faster it
is refused with 412, and where it names none with 428.
"""

import hashlib
from typing import Annotated, Any, Final

import orjson
from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.problems import PROBLEM_CONTENT, Problem
from doors.unchanged import is_listed
from settings.errors import ListenbackError

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", max_length=200, description="The `ETag` of what you change, as you got it"),
]
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", max_length=2000, description="The `ETag` you have: 304 where it is the newest"),
]


class ChangedMeanwhileError(ListenbackError):
    code = "changed_meanwhile"
    status = 412

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed it since you read it; nothing was done.", remedy="Read it again, then send your change."
        )


class TagMissingError(ListenbackError):
    code = "tag_missing"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            "A change has to say what it was made from.", remedy="Read it first and send its ETag as If-Match."
        )


def tag_of(shown: BaseModel | str) -> str:
    """The tag of what is shown, with its quotes."""
    said = shown.encode() if isinstance(shown, str) else orjson.dumps(shown.model_dump(mode="json"))
    return f'"{hashlib.sha256(said).hexdigest()[:32]}"'


class Tagged:
    """What is shown, with its tag."""

    def __init__(self, request: Request, response: Response, if_none_match: IfNoneMatch = None) -> None:
        self.request, self.response, self.known = request, response, if_none_match

    def show(self, shown: BaseModel) -> Any:
        """The same, or 304 where the program has it."""
        tag = tag_of(shown)
        if self.request.method in {"GET", "HEAD"} and self.known is not None and is_listed(tag, self.known):
            return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})
        self.response.headers.update({"ETag": tag, "Cache-Control": "private, no-cache"})
        return shown


class Matching:
    """The `If-Match` of a change."""

    def __init__(self, if_match: IfMatch = None) -> None:
        self.given = if_match

    def check(self, shown: BaseModel) -> None:
        """Call it on what stands there now, in the transaction of the change. Raises ChangedMeanwhileError."""
        if self.given is not None and self.given != "*" and not is_listed(tag_of(shown), self.given):
            raise ChangedMeanwhileError

    def demand(self, shown: BaseModel) -> None:
        """The same, for what would overwrite what somebody wrote. Raises TagMissingError where there is none."""
        if self.given is None:
            raise TagMissingError
        self.check(shown)


Show = Annotated[Tagged, Depends()]
Match = Annotated[Matching, Depends()]

UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "You have the newest already"}}
STALE: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": words, "content": PROBLEM_CONTENT}
    for status, words in ((412, "Changed meanwhile"), (428, "If-Match is missing"))
}
