"""The documents name only commands that there are."""

import re
from pathlib import Path

import pytest
import typer

from app.cli import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TYPED = re.compile(r"^\s*(?:\.venv/bin/)?listenback ((?:[a-z]+(?:-[a-z]+)* ?)+)", re.MULTILINE)


def commands() -> set[str]:
    """Every command and group of the command line, as it is typed."""
    found = set()
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        found |= {name, *(f"{name} {below}" for below in getattr(command, "commands", {}))}
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_is_one(document: Path) -> None:
    known = commands()
    groups = {name.partition(" ")[0] for name in known if " " in name}
    for typed in TYPED.findall(document.read_text(encoding="utf-8")):
        words = typed.split()
        assert " ".join(words[: 2 if words[0] in groups and len(words) > 1 else 1]) in known, typed
