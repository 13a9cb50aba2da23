"""`listenback data-map`: where data about people is, how long, who sees it and how it goes."""

import sys

import typer


def register(app: typer.Typer) -> None:
    app.command("data-map")(data_map)


def data_map() -> None:
    """Print the data map as Markdown, as docs/explanation/data-map.md has it."""
    from app.data_map import data_map_document

    sys.stdout.write(data_map_document())
