"""One row of a list: typed, changed unless somebody else did meanwhile, and a change taken back."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from accounts.lists import hold_lists, remove_row, subject_of, write_lines
from review_ui.admin_lists import LISTS, AdminList, Values
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.forms import FRESH, Filled
from review_ui.pages.admin_lists import Typed
from review_ui.queries.admin_extras import row_extras
from review_ui.queries.admin_lists import addresses, adds, changes_of, history, still_stands
from review_ui.render import page
from store.installation import Installation
from store.sheets import Line, Problems, Record, SheetError, fingerprint, plan_rows
from store.tables.audit_event import AuditEvent
from store.tables.person import Person

router = APIRouter()
CHANGED_AGAIN = "It was changed again since, so that change cannot be taken back by itself."


def add_routes(one: AdminList) -> None:
    allowed = Allowed(one.action)
    _add_forms(one, allowed)
    _add_saving(one, allowed)
    _add_undoing(one, allowed)


def _add_forms(one: AdminList, allowed: Allowed) -> None:
    @router.get(f"{one.path}/new", dependencies=[Depends(allowed)])
    def new(request: Request, session: Reading, here: Here, now: Now) -> Response:
        return _form(request, session, here, one, FRESH, now=now)

    @router.get(f"{one.path}/edit", dependencies=[Depends(allowed)])
    def edit(request: Request, session: Reading, here: Here, now: Now, row: str = "", done: str = "") -> Response:
        record = one.sheet.present(session).get(row)
        if record is None:
            raise PageNotFoundError(f"This {one.one}")
        return _form(request, session, here, one, Filled(one.typed(record)), key=row, done=done, now=now)


def _add_saving(one: AdminList, allowed: Allowed) -> None:
    @router.post(one.path, dependencies=[GENUINE])
    def save(
        request: Request,
        session: Writing,
        here: Here,
        person: Annotated[Person, Depends(allowed)],
        now: Now,
        values: Typed,
    ) -> Response:
        """Add or change one row, unless somebody else did since the form was opened."""
        hold_lists(session)
        is_new = not values.get("seen")
        line, problems = _read(session, one, values, is_new=is_new)
        key = "" if is_new else values.get(one.sheet.key, "")
        news = _news(session, one, key, values)
        if line is None or problems or news:
            return _form(request, session, here, one, Filled(values, problems), key=key, news=news, now=now)
        _write(session, one, line, values, by=person, now=now)
        return _to(one, line.key, "added" if is_new else "saved")


def _add_undoing(one: AdminList, allowed: Allowed) -> None:
    @router.post(f"{one.path}/undo", dependencies=[GENUINE])
    def undo(
        request: Request,
        session: Writing,
        here: Here,
        person: Annotated[Person, Depends(allowed)],
        now: Now,
        values: Typed,
        number: Annotated[int, Form()],
        row: Annotated[str, Form()],
    ) -> Response:
        """Take one change back, unless the row was changed again since."""
        hold_lists(session)
        record, event = one.sheet.present(session).get(row), session.get(AuditEvent, number)
        if record is None or event is None:
            raise PageNotFoundError("This change")
        news, refusal, problems = _undone(session, one, row, event, record, values, by=person, now=now)
        if news or refusal or problems:
            form = Filled(one.typed(record), problems)
            return _form(request, session, here, one, form, key=row, news=news, refusal=refusal, now=now)
        if adds(event):
            return RedirectResponse(f"{one.path}?done=removed", status_code=HTTPStatus.SEE_OTHER)
        return _to(one, row, "undone")


def _undone(
    session: Session,
    one: AdminList,
    key: str,
    event: AuditEvent,
    record: Record,
    values: Values,
    *,
    by: Person,
    now: datetime,
) -> tuple[list[str], str, Problems]:
    """Take it back, or say why not: it was changed since, something hangs on it, or it would be wrong now."""
    if event.subject != subject_of(session, one.sheet, key) or not still_stands(one.sheet, event, record):
        return [CHANGED_AGAIN], "", {}
    if adds(event):
        try:
            remove_row(session, one.sheet, key, by=by, now=now)
        except SheetError as error:
            return [], str(error), {}
        return [], "", {}
    before = {one.sheet.key: key, **{column: old for column, old, _ in changes_of(event)}}
    plan = plan_rows(session, one.sheet, [(0, before)])
    if plan.refused:
        return [], "", plan.refused[0].problems
    _write(session, one, plan.lines[0], values, by=by, now=now)
    return [], "", {}


def _read(session: Session, one: AdminList, values: Values, *, is_new: bool) -> tuple[Line | None, Problems]:
    """The row as it would be, and what is wrong with it."""
    plan = plan_rows(session, one.sheet, [(0, one.row(values))])
    if plan.refused:
        return None, plan.refused[0].problems
    line = [*plan.lines, *plan.unchanged][0]
    if is_new and line.before is not None:
        return line, {one.sheet.key: f"There is a {one.one} “{line.key}” already."}
    if not is_new and line.before is None:
        raise PageNotFoundError(f"This {one.one}")
    return line, {}


def _write(session: Session, one: AdminList, line: Line, values: Values, *, by: Person, now: datetime) -> None:
    if line.before != line.after:
        write = one.writer(session, one.sheet, values, by)
        write_lines(session, one.sheet, [line], by=by, now=now, write=write)


def _news(session: Session, one: AdminList, key: str, values: Values) -> list[str]:
    """What is there now, where it is not what the form began with."""
    present = one.sheet.present(session).get(key)
    if present is None or fingerprint(present) == values.get("seen"):
        return []
    row = one.row(values)
    differing = [
        f"{one.label(name)} is now “{cell or 'empty'}”"
        for name, cell in present.items()
        if name in row and row[name].strip() != cell
    ]
    return differing or ["It now says what you typed."]


def _form(
    request: Request,
    session: Session,
    here: Installation,
    one: AdminList,
    form: Filled,
    *,
    now: datetime,
    key: str = "",
    news: list[str] | None = None,
    refusal: str = "",
    done: str = "",
) -> Response:
    record = one.sheet.present(session).get(key) if key else None
    status = (
        HTTPStatus.CONFLICT if news or refusal else HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else HTTPStatus.OK
    )
    return page(
        request,
        "admin_row.html",
        status=status,
        list=one,
        form=form,
        key=key,
        record=record,
        seen=fingerprint(record) if record else "",
        news=news or [],
        refusal=refusal,
        history=history(session, one.sheet, key, record) if record else [],
        people=addresses(session),
        extras=row_extras(session, here, one, key, now=now) if record else {},
        done=done,
    )


def _to(one: AdminList, key: str, done: str) -> Response:
    return RedirectResponse(f"{one.path}/edit?row={quote(key)}&done={done}", status_code=HTTPStatus.SEE_OTHER)


for each in LISTS:
    if each.is_edited:
        add_routes(each)
