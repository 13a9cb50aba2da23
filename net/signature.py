"""Sign what is posted, and check what arrives, so that neither can be forged, changed or replayed."""

import hashlib
import hmac
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=5)


def sign(body: bytes, *, secret: bytes, at: datetime, nonce: str) -> str:
    """HMAC-SHA256 over time, nonce and body, in hex."""
    return hmac.new(secret, f"{int(at.timestamp())}.{nonce}.".encode() + body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, signature: str, *, secret: bytes, at: datetime, nonce: str, now: datetime) -> bool:
    """Whether the signature fits and was made within five minutes of now. A nonce is the caller's to remember."""
    fits = hmac.compare_digest(sign(body, secret=secret, at=at, nonce=nonce), signature)
    return fits and abs(now - at) <= WINDOW
