"""`listenback permissions`: who may do what, as this installation's code has it."""

import sys
import tempfile
from pathlib import Path

import typer

from settings.settings import Settings
from store.installation import open_installation


def register(app: typer.Typer) -> None:
    app.command("permissions")(permissions)


def permissions() -> None:
    """Print every action with its roles and every route with its rule (Markdown)."""
    from app.rules import permissions_document
    from app.web import make_web

    with tempfile.TemporaryDirectory() as home:
        installation = open_installation(Settings(home=Path(home)))  # routes need an application, none of its data
        sys.stdout.write(permissions_document(make_web(installation)))
        installation.engine.dispose()
