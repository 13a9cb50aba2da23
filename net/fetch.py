"""Fetch a recording from an address somebody else chose."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from net.address import check_url, public_addresses
from settings.errors import ListenbackError

TIMEOUT_S = 30.0
PIECE = 1 << 16


class FetchError(ListenbackError):
    code = "fetch"
    status = 502


def fetch(url: str, target: Path, *, max_bytes: int) -> int:
    """Save what an HTTPS address answers; returns its bytes. Redirects are not followed: they could lead inside.

    Raises AddressRefusedError or FetchError; then nothing is left at `target`.
    """
    try:
        with _answer(url) as answer, target.open("wb") as file:
            size = 0
            while piece := answer.read(PIECE):
                size += len(piece)
                if size > max_bytes:
                    raise FetchError(
                        f"{url} answers more than {max_bytes} bytes.", remedy="Raise the limit, or split it."
                    )
                file.write(piece)
    except (OSError, http.client.HTTPException) as error:
        target.unlink(missing_ok=True)
        raise FetchError(f"{url} cannot be fetched: {type(error).__name__}.", remedy="Try again later.") from None
    except ListenbackError:
        target.unlink(missing_ok=True)
        raise
    return size


@contextmanager
def _answer(url: str) -> Iterator[http.client.HTTPResponse]:
    host, port = check_url(url)
    parts = urlsplit(url)
    connection = PinnedConnection(host, port, public_addresses(host, port)[0])
    try:
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else "") or "/")
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise FetchError(f"{url} answers {answer.status}.", remedy="Check the address; redirects are not followed.")
        yield answer
    finally:
        connection.close()


class PinnedConnection(http.client.HTTPSConnection):
    """Connects to one checked address while the certificate must still fit the host's name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT_S, context=self.tls)
        self.address = address

    def connect(self) -> None:
        raw = socket.create_connection((self.address, self.port), TIMEOUT_S)
        self.sock = self.tls.wrap_socket(raw, server_hostname=self.host)
