"""Import the registers of drivers and customers from CSV: all of a file or, with a clear error, none of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from accounts.lists import take_in_file
from classify.register_sheets import CAMPAIGNS, CUSTOMERS, EXCEPTIONS, INCIDENTS, OFFERINGS, OUTCOMES, SHEETS
from settings.clock import utc_now
from store.sheets import Sheet


def import_register(session: Session, path: Path, sheet: Sheet, *, now: datetime | None = None) -> int:
    """How many rows the file has. Raises SheetError naming the line that is wrong; the old rows stand."""
    return take_in_file(session, sheet, path, by=None, now=now or utc_now())


def _importer(sheet: Sheet) -> Callable[[Session, Path], int]:
    return lambda session, path: import_register(session, path, sheet)


import_campaigns, import_incidents = _importer(CAMPAIGNS), _importer(INCIDENTS)
import_offerings, import_exceptions = _importer(OFFERINGS), _importer(EXCEPTIONS)
import_customers, import_outcomes = _importer(CUSTOMERS), _importer(OUTCOMES)

REGISTERS: dict[str, Callable[[Session, Path], int]] = {sheet.name: _importer(sheet) for sheet in SHEETS}
