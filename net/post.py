"""Post a small JSON document to an address that an admin wrote down."""

import http.client
import json
from collections.abc import Collection, Mapping
from contextlib import closing
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from net.address import AddressRefusedError, check_url, public_addresses
from net.fetch import TIMEOUT_S, PinnedConnection
from settings.errors import ListenbackError

LATER = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_EARLY}
)
"""Answers of somebody who did not take it and may later."""


class PostRefusedError(ListenbackError):
    """A document that was not taken, or nobody knows. The address is a secret and never in the message.

    `is_certain`: it surely was not taken. `is_lasting`: trying again would change nothing.
    """

    code = "post_refused"
    status = 502

    def __init__(self, message: str, *, is_certain: bool, is_lasting: bool) -> None:
        super().__init__(message, remedy="Check the address of the service, then send again.")
        self.is_certain = is_certain
        self.is_lasting = is_lasting


def post_json(url: str, document: Mapping[str, object], *, inside_hosts: Collection[str] = ()) -> None:
    """Post to a public HTTPS address, or to a host of the own network that is named in `inside_hosts`.

    Redirects are not followed. Raises PostRefusedError; AddressRefusedError where the address may not be reached.
    """
    parts = urlsplit(url)
    connection = _inside(parts) if (parts.hostname or "") in inside_hosts else _outside(url)
    body = json.dumps(document, ensure_ascii=False).encode()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(connection):
        try:
            connection.connect()
        except OSError as error:
            raise PostRefusedError(
                f"the service cannot be reached: {type(error).__name__}.", is_certain=True, is_lasting=False
            ) from None
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise PostRefusedError(
                f"the line broke before an answer: {type(error).__name__}.", is_certain=False, is_lasting=False
            ) from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        is_clear = status < HTTPStatus.INTERNAL_SERVER_ERROR or status in LATER
        raise PostRefusedError(f"the service answers {status}.", is_certain=is_clear, is_lasting=status not in LATER)


def _outside(url: str) -> http.client.HTTPConnection:
    host, port = check_url(url)
    return PinnedConnection(host, port, public_addresses(host, port)[0])


def _inside(parts: SplitResult) -> http.client.HTTPConnection:
    if parts.scheme not in {"http", "https"}:
        raise AddressRefusedError("the address is no web address.", remedy="Write https://host/path.")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
