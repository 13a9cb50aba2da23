"""Which calls of a label draw a second person labels too: settled by the ticket, so nobody picks them."""

import hmac
from hashlib import sha256

DOUBLE_CODED = 0.2
"""Share of estimation labels that a second person gives again, blind."""


def is_double_coded(ticket: str, share: float = DOUBLE_CODED) -> bool:
    """Whether the call with this ticket belongs to the sub-sample; it does with probability `share`.

    A second hash of the ticket decides, so membership is independent of the order in which calls are served: the
    sub-sample is not made of the calls that people labelled while they were new to it.
    """
    digest = hmac.digest(ticket.encode(), b"double coding", sha256)
    return int.from_bytes(digest[:8], "big") < share * 2**64
