"""`listenback …`: the whole command line. Each group of commands is a file in `app/commands/`."""

import sys
from typing import NoReturn

import typer
from rich.markup import escape
from typer.exceptions import TyperException

from app.commands import (
    accounts,
    attribution,
    audit,
    calls,
    causes,
    data_map,
    demo,
    digests,
    draws,
    erase,
    exports,
    ingest,
    keys,
    labels,
    models,
    permissions,
    plans,
    privacy,
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
    demo, setup, serve, ingest, plans, draws, calls, speech, redaction, causes, labels, models, attribution, digests,
    exports, accounts, keys, audit, erase, privacy, permissions, data_map,
):  # fmt: skip
    group.register(app)


def main() -> None:
    """Run the command line; every expected error is one clear line and a non-zero exit."""
    configure_logging()
    try:
        code = app(standalone_mode=False)
    except ListenbackError as error:
        fail(str(error), code=1)
    except TyperException as error:  # a command or option that is not there, or a value of the wrong kind
        fail(f"{error} See: listenback --help", code=2)
    except (typer.Abort, KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


def fail(message: str, *, code: int) -> NoReturn:
    """One clear line on standard error."""
    errors.print(f"[bold red]listenback:[/] {escape(message)}", highlight=False, soft_wrap=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
