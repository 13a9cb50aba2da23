"""The home folder of an installation and the secret kept in it."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def default_home() -> Path:
    """`$LISTENBACK_HOME`, else the user's data folder."""
    given = os.environ.get("LISTENBACK_HOME")
    if given:
        return Path(given).expanduser().resolve()
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "listenback"


def kept_secret(home: Path) -> bytes:
    """The installation's own secret, 32 random bytes in hex.

    It appears under its name complete or not at all (written aside, then linked), so two processes that start
    together agree on one secret and a crash leaves no half of one.
    """
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=home, prefix=".secret-")
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):  # another process was first: its secret is the one
                os.link(aside, path)
        finally:
            Path(aside).unlink()
    return path.read_bytes().strip()
