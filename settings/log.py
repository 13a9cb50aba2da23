"""Structured logs on standard error: identifiers and counts, never a word of a call."""

import logging
import sys

import structlog


def configure_logging(*, level: str = "INFO") -> None:
    """Send structlog and the libraries' own logging to standard error, one line an event."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(message)s", force=True)
    for noisy in ("faster_whisper", "httpx", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),  # the one of now: tests and daemons replace it
        cache_logger_on_first_use=False,
    )
