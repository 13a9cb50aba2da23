"""From where somebody knocks: the network, not the machine, for whoever guesses has many machines."""

import ipaddress
from typing import Annotated

from fastapi import Depends, Request

from accounts.limits import Limit, is_too_much
from doors.entry import Here, Now


def network_of(request: Request) -> str:
    """The caller's /24 or /48, or what the server calls it where that is no address."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    mapped = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network((mapped, 24 if mapped.version == 4 else 48), strict=False))


class Knocker:
    """Counts tries from the caller's network, in a transaction of its own that stays when the route raises."""

    def __init__(self, installation: Here, now: Now, network: Annotated[str, Depends(network_of)]) -> None:
        self.installation, self.now, self.network = installation, now, network

    def is_too_much(self, limit: Limit) -> bool:
        secret = self.installation.settings.secret
        with self.installation.sessions.begin() as session:
            return is_too_much(session, limit, self.network, secret=secret, now=self.now)
