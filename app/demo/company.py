"""The demo company's own files become people, causes and registers."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.people import import_people
from classify.registers import REGISTERS
from classify.taxonomy import load_causes, read_causes
from settings.errors import ListenbackError
from settings.settings import CHECKOUT
from store.tables.cause import Cause

DEMO = CHECKOUT / "demo"
COMPANY = DEMO / "company"
MANIFEST = DEMO / "manifest.csv"
TRUTH = DEMO / "truth.jsonl"
DICE = DEMO / "dice.txt"
STARTS_AT = datetime(2026, 9, 7, tzinfo=UTC)
ENDS_AT = datetime(2026, 11, 2, tzinfo=UTC)
DRAW_TARGET = 240
LABEL_TARGET = 220


class DemoError(ListenbackError):
    code = "demo"


def check_files() -> None:
    """Raises DemoError when this is no checkout with the sample calls."""
    if not MANIFEST.is_file():
        raise DemoError(f"the sample calls are missing ({MANIFEST}).", remedy="Run the demo from a complete checkout.")


def write_settings(home: Path) -> None:
    """Keep the company's cost and currency as the settings of the demo's home; what is there already stays."""
    path = home / "listenback.toml"
    if path.exists():
        return
    cost = read("cost.toml")
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "# Settings of the demo company.\n"
        f"cost_per_minute = {float(cost['cost_per_handle_minute'])}\n"
        f'currency = "{cost["currency"]}"\n'
        "[speech]\nthreads = 1\n",
        encoding="utf-8",
    )


def open_company(session: Session, *, now: datetime) -> None:
    """People, causes and registers, once."""
    if session.scalars(select(Cause.id)).first() is not None:
        return
    import_people(session, COMPANY / "people.csv", now=now)
    load_causes(session, read_causes(COMPANY / "causes.toml"), now=now)
    for name, import_register in REGISTERS.items():
        import_register(session, COMPANY / f"{name}.csv")


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((COMPANY / name).read_text(encoding="utf-8"))


def dice_thrown() -> str:
    """The throws that were written down before the calls were made."""
    return "".join(line for line in DICE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
