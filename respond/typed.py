"""What people type: trimmed, bounded, and redacted before anything is stored."""

from collections.abc import Callable

Redact = Callable[[str], str]
"""Cuts personal data out of one text; the caller passes the redaction stage's own."""

LONGEST = 2_000
"""Characters of one field: more is a document, not an answer."""


def problem_with(text: str, *, asked: str) -> str | None:
    """What is wrong with a field that must be filled, in words; None when nothing is."""
    if not text.strip():
        return f"Please say {asked}."
    return problem_with_length(text)


def problem_with_length(text: str) -> str | None:
    if len(text.strip()) > LONGEST:
        return f"This has {len(text.strip()):,} characters; please keep it under {LONGEST:,}."
    return None


def to_store(text: str, redact: Redact) -> str:
    """The text as it may be stored; an empty one needs no redaction."""
    trimmed = text.strip()
    return redact(trimmed) if trimmed else ""
