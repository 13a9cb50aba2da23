"""Which addresses may be reached: public ones, never this machine, its network or a cloud's metadata service."""

import ipaddress
import socket
from urllib.parse import urlsplit

from settings.errors import ListenbackError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefusedError(ListenbackError):
    """An address that Listenback does not fetch from or post to."""

    code = "address_refused"
    status = 422


def check_url(url: str) -> tuple[str, int]:
    """Host and port of an HTTPS address. Raises AddressRefusedError for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        raise AddressRefusedError(f"{url!r} is no address.", remedy="Write https://host/path.") from None
    if parts.scheme != "https" or not host:
        raise AddressRefusedError(f"{url!r} is not HTTPS.", remedy="Write https://host/path.")
    if parts.username or parts.password:
        raise AddressRefusedError("the address holds a user or password.", remedy="Send credentials in a header.")
    return host, port


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses a host has, all of them public.

    One private address among them refuses the host: which one a later connection takes is not ours to choose. The
    caller connects to an address of this list, not to the name, so that the name cannot point elsewhere meanwhile.
    """
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except socket.gaierror:
        raise AddressRefusedError(f"host {host!r} is not known.", remedy="Check the name.") from None
    inside = sorted(address for address in found if not is_public(address))
    if inside:
        raise AddressRefusedError(f"host {host!r} is inside this network.", remedy="Only public addresses are fetched.")
    return sorted(found)


def is_public(text: str) -> bool:
    """Whether an address belongs to the open internet; addresses that wrap an IPv4 one are unwrapped first."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        address = wrapped or address
    return address.is_global and not address.is_multicast
