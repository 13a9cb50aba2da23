"""From where somebody knocks: the network, not the machine, for whoever guesses has many machines."""

import ipaddress
from datetime import datetime

from fastapi import Request

from accounts.limits import Limit, is_too_much
from doors.entry import Here, Now
from store.installation import Installation


def network_of(host: str) -> str:
    """The caller's /24 or /48, or what the server calls it where that is no address."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    mapped = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network((mapped, 24 if mapped.version == 4 else 48), strict=False))


class Knocker:
    """Counts tries from the caller's network, in a transaction of its own that stays when the route raises."""

    def __init__(self, installation: Installation, now: datetime, host: str) -> None:
        self.installation, self.now, self.host = installation, now, host

    @classmethod
    async def of(cls, request: Request, installation: Here, now: Now) -> "Knocker":
        return cls(installation, now, request.client.host if request.client else "")

    def is_too_much(self, limit: Limit) -> bool:
        secret, network = self.installation.settings.secret, network_of(self.host)
        with self.installation.sessions.begin() as session:
            return is_too_much(session, limit, network, secret=secret, now=self.now)
