"""Rows of the lists that people keep, as JSON: read with their tag, written as the pages write them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from accounts.lists import Write, hold_lists, remove_row, write_lines
from api.etags import Matching
from api.problems import NotFoundError
from settings.errors import ListenbackError
from store.sheets import Record, Sheet, plan_rows
from store.tables.person import Person


class Row(BaseModel):
    """One row, its cells as what they are; an absent cell leaves what is there."""

    model_config = ConfigDict(extra="forbid")
    between: ClassVar[str] = "; "
    """Parts the texts of a cell that holds several."""

    @classmethod
    def of(cls, record: Record) -> Self:
        return cls.model_validate({name: cls._cell(name, record[name]) for name in cls.model_fields if name in record})

    @classmethod
    def _cell(cls, name: str, cell: str) -> Any:
        kind = cls.model_fields[name].annotation
        if get_origin(kind) is list:
            return cell.split(cls.between) if cell else []
        return cell if cell or kind is str else None

    def as_record(self) -> Record:
        said = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: self._text(value) for name, value in said.items()}

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date | datetime):
            return value.isoformat()
        if isinstance(value, list):
            return self.between.join(str(one) for one in value)
        return repr(value) if isinstance(value, float) else str(value)


Kind = TypeVar("Kind", bound=Row)


class RowError(ListenbackError):
    """A row that cannot be written as it is; `problems` says what is wrong in each field."""

    code = "bad_row"
    status = 422

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()), remedy="Correct these fields; nothing was changed.")


def rows_of(session: Session, sheet: Sheet, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
    """Every row with its key, in the list's order."""
    return ((key, kind.of(record)) for key, record in sheet.present(session).items())


def row_of(session: Session, sheet: Sheet, kind: type[Kind], key: str) -> Kind:
    """Raises NotFoundError."""
    record = sheet.present(session).get(key)
    if record is None:
        raise NotFoundError(sheet.noun.replace("_", " "), key, remedy="List what there is first.")
    return kind.of(record)


def put_row(
    session: Session,
    sheet: Sheet,
    kind: type[Kind],
    key: str,
    row: Row,
    *,
    match: Matching,
    by: Person,
    now: datetime,
    write: Write | None = None,
) -> tuple[Kind, bool]:
    """Add a row, or change the one that `If-Match` names; what it is now, and whether it is new.

    Raises RowError, ChangedMeanwhileError, TagMissingError.
    """
    hold_lists(session)
    before = sheet.present(session).get(key)
    if before is not None:
        match.demand(kind.of(before))
    elif match.given is not None:
        raise NotFoundError(sheet.noun.replace("_", " "), key, remedy="Leave If-Match out to add it.")
    plan = plan_rows(session, sheet, [(0, row.as_record() | {sheet.key: key})])
    if plan.refused:
        raise RowError(dict(plan.refused[0].problems))
    (line,) = [*plan.lines, *plan.unchanged]
    if line.key != key:
        raise RowError({sheet.key: f"It would be kept as “{line.key}”; write it so."})
    write_lines(session, sheet, plan.lines, by=by, now=now, write=write)
    return kind.of(sheet.present(session)[key]), before is None


def drop_row(
    session: Session, sheet: Sheet, kind: type[Kind], key: str, *, match: Matching, by: Person, now: datetime
) -> None:
    """Take out a row that was added by mistake. Raises SheetError where something hangs on it."""
    hold_lists(session)
    match.demand(row_of(session, sheet, kind, key))
    remove_row(session, sheet, key, by=by, now=now)
