"""`listenback up|web|worker|beat`: the parts that run, together or apart."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from accounts.first_admin import first_admin_token, is_nobody_there
from app.opening import opened, read_settings
from app.output import out
from app.parent import end_with_parent
from settings.cores import cores
from settings.errors import ListenbackError
from store.installation import Installation

Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]
Port = Annotated[int, typer.Option(help="Port of the pages")]
WithParent = Annotated[bool, typer.Option("--end-with-parent", hidden=True)]
Host = Annotated[str, typer.Option(help="Address to listen on")]


def register(app: typer.Typer) -> None:
    for command in (up, web, worker, beat):
        app.command()(command)


def up(home: Home = None, port: Port = 8700, host: Host = "127.0.0.1") -> None:
    """Web, workers and clock in one command, on the embedded default."""
    from app.local import running_workers

    refuse_taken_port(host, port)
    with opened(home, make=True) as installation:
        settings = installation.settings
        with running_workers(installation, concurrency=cores()):
            out.print(f"Listenback is on http://{host}:{port} – to come in: listenback users link EMAIL")
            serve(settings.home, host=host, port=port)


def web(home: Home = None, port: Port = 8700, host: Host = "127.0.0.1") -> None:
    """Only the pages and the API."""
    refuse_taken_port(host, port)
    serve(read_settings(home).home, host=host, port=port)


def worker(
    queue: Annotated[list[str], typer.Option(help="speech, light, or both")] = ["speech", "light"],  # noqa: B006
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs worked on at once")] = cores(),
    name: Annotated[str, typer.Option(help="Name among workers of this machine")] = "worker",
    home: Home = None,
    with_parent: WithParent = False,
) -> None:
    """Only a worker, until a signal stops it."""
    if with_parent:
        end_with_parent()
    settings = read_settings(home)
    os.environ["LISTENBACK_HOME"] = str(settings.home)
    from worker.run_worker import run_worker

    run_worker(settings, queues=queue, concurrency=concurrency, name=name)


def beat(home: Home = None, with_parent: WithParent = False) -> None:
    """Only the clock: it re-sends lost work and opens what is due. Two of them do no harm."""
    if with_parent:
        end_with_parent()
    from worker.clock import run_clock

    run_clock(read_settings(home))


def serve(home: Path, *, host: str, port: int) -> None:
    """Serve pages and API until a signal."""
    import uvicorn

    from app.web import make_web

    with opened(home) as installation:
        welcome_first_admin(installation)
        uvicorn.run(
            make_web(installation), host=host, port=port, log_level="warning", access_log=False, server_header=False
        )


def welcome_first_admin(installation: Installation) -> None:
    """Where nobody is there yet, tell whoever started the server how to become the first administrator."""
    with installation.readers() as session:
        if not is_nobody_there(session):
            return
    token = first_admin_token(installation.settings.secret)
    out.print(f"Nobody is here yet. Become the administrator: {installation.settings.base_url}/first-admin/{token}")


def refuse_taken_port(host: str, port: int) -> None:
    """Raises ListenbackError, before any work is done, when somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ListenbackError(
                f"port {port} on {host} cannot be used: {error.strerror}.",
                remedy=f"Stop what listens there, or choose another: --port {port + 1}.",
            ) from None
