"""`listenback keys make|list|revoke`: keys of programs."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from accounts.api_keys import keys_with_people, make_api_key, revoke_api_key
from app.opening import opened
from app.output import errors, out, print_table
from settings.clock import utc_now
from settings.errors import ListenbackError
from store.tables.api_key import ApiKey
from store.tables.person import Person

keys = typer.Typer(help="Keys of programs that use the API.", no_args_is_help=True)
Home = Annotated[Path | None, typer.Option(help="Folder of the installation")]


def register(app: typer.Typer) -> None:
    app.add_typer(keys, name="keys")


@keys.command("make")
def make(
    email: Annotated[str, typer.Argument(help="As whom the program acts")],
    name: Annotated[str, typer.Option(help="What the key is for")],
    scope: Annotated[list[str], typer.Option(help="read, write, or such as calls:read; may be repeated")] = ["read"],  # noqa: B006
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it works")] = 90,
    home: Home = None,
) -> None:
    """Print a new key. It is shown this once; only its hash is kept."""
    with opened(home) as installation, installation.sessions.begin() as session:
        now = utc_now()
        person = session.scalar(select(Person).where(Person.email == email.strip().lower(), Person.is_active))
        if person is None:
            raise ListenbackError(f"{email} is nobody here.", remedy="Add them: listenback users add --role service.")
        ends = now + timedelta(days=days)
        made = make_api_key(session, person, name=name, now=now, expires_at=ends, may=scope)
    errors.print(f"Keep it now, it is not shown again. It ends on {ends:%Y-%m-%d}.", highlight=False)
    out.print(made)


@keys.command("list")
def show(home: Home = None) -> None:
    """Show all keys, never their text."""
    with opened(home) as installation, installation.readers() as session:
        rows = [
            [str(key.id)[:8], key.name, person.email, " ".join(key.scopes), _state(key), _day(key.last_used_at)]
            for key, person in session.execute(keys_with_people())
        ]
    print_table("API keys", ["id", "name", "acts as", "scopes", "state", "last used"], rows)


@keys.command("revoke")
def revoke(
    key: Annotated[str, typer.Argument(help="The id that `keys list` shows, or its beginning")], home: Home = None
) -> None:
    """End a key at once."""
    with opened(home) as installation, installation.sessions.begin() as session:
        meant = [row for row, _ in session.execute(keys_with_people()) if str(row.id).startswith(key)]
        if len(meant) != 1:
            raise ListenbackError(
                f"{len(meant) or 'No'} API keys begin with {key!r}.", remedy="List them: listenback keys list."
            )
        revoke_api_key(session, meant[0].id, by=None, now=utc_now())
    out.print(f"{meant[0].name} is revoked.")


def _state(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {_day(key.revoked_at)}"
    if key.expires_at is None:
        return "without an end"
    return f"{'ended' if key.expires_at <= utc_now() else 'until'} {_day(key.expires_at)}"


def _day(at: object) -> str:
    return f"{at:%Y-%m-%d}" if at else "–"
