"""Styles, scripts and fonts, read once and addressed by their content, so that browsers may keep them for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent / "static"

STYLES: Final = (
    "base", "layout", "forms", "queue", "player", "transcript", "figures", "calls", "desk", "actions", "model", "plans",
    "first", "audit", "answer", "review", "admin", "print",
)  # fmt: skip
"""One file a component, joined in this order into the one sheet a page loads."""

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class StaticFile:
    content: bytes
    media_type: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file by its name under `/static/<version>/`."""
    files = {
        path.relative_to(ROOT).as_posix(): StaticFile(path.read_bytes(), TYPES[path.suffix])
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and path.suffix in TYPES
    }
    sheet = b"\n".join(files[f"css/{name}.css"].content for name in STYLES)
    files["listenback.css"] = StaticFile(sheet, TYPES[".css"])
    return files


@cache
def static_version() -> str:
    """Changes with any file, so nothing stale is ever served under a current address."""
    digest = hashlib.sha256()
    for name, file in sorted(static_files().items()):
        digest.update(name.encode() + b"\0" + file.content)
    return digest.hexdigest()[:12]


def static_address(name: str) -> str:
    if name not in static_files():
        raise KeyError(f"no static file {name!r}; it belongs in {ROOT.name}/")
    return f"/static/{static_version()}/{name}"
