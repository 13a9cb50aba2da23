"""`listenback demo`: the whole loop on the shipped sample calls, then the pages."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from sqlalchemy import select

from accounts.sign_in import make_sign_in_link
from app.commands.serve import refuse_taken_port, serve
from app.opening import opened
from app.output import errors, out, print_json, progress_bars
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.installation import Installation
from store.tables.person import Person, Role

ROLES = (Role.EXECUTIVE, Role.QA_LEAD, Role.REVIEWER, Role.ADMIN, Role.AUDITOR)
LINKS_LIVE = timedelta(hours=24)


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    once: Annotated[bool, typer.Option("--once", help="Exit after the loop instead of serving the pages")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON document")] = False,
    home: Annotated[Path, typer.Option(help="Where the demo keeps its database and files")] = Path("demo-home"),
    port: Annotated[int, typer.Option(help="Port of the pages")] = 8700,
) -> None:
    """Run the whole loop on the sample calls. Run again it continues; killed in the middle it resumes."""
    from app.demo.company import TRUTH, check_files, write_settings
    from app.demo.loop import run_loop
    from app.demo.summary import in_words, problems_of, summarise
    from app.demo.truth import read_truth

    check_files()
    home = home.expanduser().resolve()
    if not once:
        refuse_taken_port("127.0.0.1", port)
    write_settings(home)
    started = time.monotonic()
    with opened(home, make=True) as installation:
        with progress_bars() as bars:
            run_loop(installation, bars)
        kept = home / "demo-summary.json"
        if kept.exists():
            summary = orjson.loads(kept.read_bytes())
        else:
            with installation.readers() as session:
                summary = summarise(session, installation.blobs, read_truth(TRUTH))
            summary |= {"seconds": round(time.monotonic() - started, 1), "problems": problems_of(summary)}
        problems = summary["problems"]
        if not problems:
            kept.write_bytes(orjson.dumps(summary))
        _print(summary, in_words(summary), as_json=as_json)
        if problems:
            raise ListenbackError(f"the loop did not close: {'; '.join(problems)}.", remedy=f"See {home / 'logs'}.")
        if once:
            return
        _print_links(installation, port)
    serve(home, host="127.0.0.1", port=port)


def _print(summary: dict[str, Any], words: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json(summary)
        return
    for line in words:
        out.print(line)


def _print_links(installation: Installation, port: int) -> None:
    """One sign-in link for each role, good for a day."""
    errors.print("\nSign in (Ctrl-C stops the pages):")
    with installation.sessions.begin() as session:
        for role in ROLES:
            person = session.scalars(select(Person).where(Person.role == role).order_by(Person.email)).first()
            if person is not None:
                base = f"http://127.0.0.1:{port}"
                link = make_sign_in_link(session, person, base_url=base, now=utc_now(), lives=LINKS_LIVE)
                out.print(f"{person.name + ', ' + (person.title or role.value):<36} {link}")
