"""`listenback …`: the whole command line. Each group of commands is a file in `app/commands/`."""

import sys

import typer

from app.commands import (
    accounts,
    attribution,
    causes,
    demo,
    digests,
    draws,
    exports,
    ingest,
    labels,
    models,
    redaction,
    serve,
    setup,
    speech,
)
from app.output import errors
from settings.errors import ListenbackError
from settings.log import configure_logging

app = typer.Typer(
    name="listenback",
    help="Finds out what makes customers call, lets the people who caused it hear it, checks whether the fix worked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

for group in (
    demo, setup, serve, ingest, draws, speech, redaction, causes, labels, models, attribution, digests, exports,
    accounts,
):  # fmt: skip
    group.register(app)


def main() -> None:
    """Run the command line; every expected error is one clear line and a non-zero exit."""
    configure_logging()
    try:
        app(standalone_mode=False)
    except ListenbackError as error:
        errors.print(f"[bold red]listenback:[/] {error}", highlight=False, soft_wrap=True)
        sys.exit(1)
    except typer.Exit as exit_:
        sys.exit(exit_.exit_code)
    except typer.Abort:
        sys.exit(130)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)


if __name__ == "__main__":
    main()
