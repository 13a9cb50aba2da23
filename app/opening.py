"""Open an installation for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from settings.errors import ListenbackError
from settings.settings import Settings
from store.installation import Installation, open_installation
from store.migrate import migrate, newest_version, schema_version


class SettingsError(ListenbackError):
    code = "bad_settings"


class SchemaError(ListenbackError):
    code = "schema_behind"


def read_settings(home: Path | None = None) -> Settings:
    """The settings, with every wrong value named."""
    try:
        return Settings(home=home.expanduser().resolve()) if home else Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise SettingsError(f"settings are wrong: {wrong}.", remedy="See docs/reference/settings.md.") from None


@contextmanager
def opened(home: Path | None = None, *, make: bool = False) -> Iterator[Installation]:
    """An installation with the current schema; `make` creates or upgrades it."""
    settings = read_settings(home)
    installation = open_installation(settings)
    try:
        if make:
            make_home(settings)
            migrate(installation.engine)
        elif schema_version(installation.engine) != newest_version():
            raise SchemaError(f"the database of {settings.home} is not up to date.", remedy="Run: listenback migrate.")
        yield installation
    except OperationalError as error:
        raise ListenbackError(
            f"the database cannot be used: {error.orig}.", remedy="Check the disk, its permissions and database_url."
        ) from None
    finally:
        installation.engine.dispose()


def make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ListenbackError(
            f"the home {settings.home} cannot be made: {error.strerror}.", remedy="Choose another with --home."
        ) from None
