"""Where a setting's value comes from, and where to change it."""

import os
import tomllib
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from settings.settings import Settings


@dataclass(frozen=True)
class Told:
    """One setting as an admin reads it."""

    name: str
    """`retention.keep_original_days`."""
    value: object
    description: str
    source: str
    """Where the value stands."""
    environment: str
    """The variable that would set it."""
    line: str
    """What to write into `listenback.toml`."""


def tell(settings: Settings, group: str, name: str) -> Told:
    """A setting of a group, such as `retention`, with its source."""
    part: BaseModel = getattr(settings, group)
    field: FieldInfo = type(part).model_fields[name]
    variable = f"LISTENBACK_{group}__{name}".upper()
    return Told(
        name=f"{group}.{name}",
        value=getattr(part, name),
        description=field.description or "",
        source=_source(settings, group, name, variable),
        environment=variable,
        line=f"[{group}]\n{name} = {field.default}",
    )


def _source(settings: Settings, group: str, name: str, variable: str) -> str:
    if any(known.upper() == variable for known in os.environ):
        return f"the environment variable {variable}"
    path = settings.home / "listenback.toml"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8")).get(group, {})
    except (OSError, tomllib.TOMLDecodeError):
        written = {}
    return str(path) if name in written else "the default"
