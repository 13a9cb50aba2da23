from datetime import datetime, timedelta

from net.signature import is_signed, sign

SECRET = b"shared with the telephony"


def test_a_signed_body_is_accepted(now: datetime) -> None:
    signature = sign(b"{}", secret=SECRET, at=now, nonce="n1")
    assert is_signed(b"{}", signature, secret=SECRET, at=now, nonce="n1", now=now)


def test_a_changed_body_nonce_or_secret_is_not(now: datetime) -> None:
    signature = sign(b"{}", secret=SECRET, at=now, nonce="n1")
    assert not is_signed(b"{ }", signature, secret=SECRET, at=now, nonce="n1", now=now)
    assert not is_signed(b"{}", signature, secret=SECRET, at=now, nonce="n2", now=now)
    assert not is_signed(b"{}", signature, secret=b"other", at=now, nonce="n1", now=now)


def test_an_old_signature_is_refused(now: datetime) -> None:
    signature = sign(b"{}", secret=SECRET, at=now, nonce="n1")
    assert not is_signed(b"{}", signature, secret=SECRET, at=now, nonce="n1", now=now + timedelta(minutes=6))
