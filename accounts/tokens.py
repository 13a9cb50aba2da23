"""Random tokens: 256 bit, told once, remembered only as SHA-256."""

import hashlib
import secrets


def new_token() -> str:
    """43 letters safe in an address, from 32 random bytes."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """A plain hash is enough: the token itself is random, so there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
