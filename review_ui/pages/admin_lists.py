"""The lists an admin keeps: look, add, change, take back, and CSV in and out. One set of routes for each list."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from accounts.lists import hold_lists, write_lines
from review_ui.admin_lists import LISTS, AdminList
from review_ui.entry import FORM_LIVES, GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.errors import PageNotFoundError
from review_ui.queries.admin_extras import list_extras
from review_ui.queries.admin_lists import names
from review_ui.render import page
from store.installation import Installation
from store.sheets import Line, Plan, SheetError, as_csv, plan_import, read_text
from store.tables.person import Person

MOST_BYTES = 1_000_000
router = APIRouter()


async def typed_values(request: Request) -> dict[str, str]:
    """Every text field of the form, whichever list it is of."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Typed = Annotated[dict[str, str], Depends(typed_values)]


def add_routes(one: AdminList) -> None:
    """Address for address the same for each list, under the list's own rule of who may."""
    allowed = Allowed(one.action)
    _add_reading(one, allowed)
    _add_preview(one, allowed)
    _add_import(one, allowed)


def _add_reading(one: AdminList, allowed: Allowed) -> None:
    @router.get(one.path, dependencies=[Depends(allowed)])
    def rows(request: Request, session: Reading, now: Now, done: str = "") -> Response:
        return page(
            request,
            "admin_list.html",
            list=one,
            rows=one.sheet.present(session),
            names=names(session),
            extras=list_extras(session, one, now=now),
            done=done,
        )

    @router.get(f"{one.path}.csv", dependencies=[Depends(allowed)])
    def exported(session: Reading) -> Response:
        name = {"Content-Disposition": f'attachment; filename="{one.sheet.name}.csv"'}
        return Response(as_csv(session, one.sheet), media_type="text/csv; charset=utf-8", headers=name)


def _add_preview(one: AdminList, allowed: Allowed) -> None:
    @router.get(f"{one.path}/import", dependencies=[Depends(allowed)])
    def bring(request: Request) -> Response:
        return page(request, "admin_import.html", list=one, problem="", text="")

    @router.post(f"{one.path}/preview", dependencies=[GENUINE, Depends(allowed)])
    def preview(
        request: Request,
        here: Here,
        session: Reading,
        file: Annotated[UploadFile | None, File()] = None,
        text: Annotated[str, Form()] = "",
    ) -> Response:
        """What the file would change; nothing is written."""
        try:
            content, name = _content(file, text)
            plan = plan_import(session, one.sheet, content, name=name)
        except SheetError as error:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return page(request, "admin_import.html", status=status, list=one, problem=str(error), text=text)
        return _preview(request, here, one, plan, content)


def _add_import(one: AdminList, allowed: Allowed) -> None:
    @router.post(f"{one.path}/import", dependencies=[GENUINE])
    def take_in(
        request: Request,
        here: Here,
        session: Writing,
        person: Annotated[Person, Depends(allowed)],
        now: Now,
        values: Typed,
    ) -> Response:
        """Exactly what the preview showed, or another preview where the list has changed since."""
        content, seen = _opened(here, values.get("sealed", ""))
        hold_lists(session)
        plan = plan_import(session, one.sheet, content)
        if not plan.lines:
            return _to(f"{one.path}?done=nothing")
        if plan.fingerprint != seen:
            return _preview(request, here, one, plan, content, is_news=True)
        write = one.writer(session, one.sheet, values, person)
        write_lines(session, one.sheet, plan.lines, by=person, now=now, write=write)
        return _to(f"{one.path}?done=imported")


def _preview(
    request: Request, here: Installation, one: AdminList, plan: Plan, content: str, *, is_news: bool = False
) -> Response:
    sealed = _seals(here).dumps([content, plan.fingerprint])
    status = HTTPStatus.CONFLICT if is_news else HTTPStatus.OK
    begins_version = one.sheet.name == "causes" and any(_means_more(line) for line in plan.lines)
    return page(
        request,
        "admin_preview.html",
        status=status,
        list=one,
        plan=plan,
        sealed=sealed,
        is_news=is_news,
        begins_version=begins_version,
    )


def _means_more(line: Line) -> bool:
    return line.before is None or any(line.before[name] != line.after[name] for name in ("description", "avoidable"))


def _content(file: UploadFile | None, text: str) -> tuple[str, str]:
    """The text of an upload, or what was pasted, and its name. Raises SheetError."""
    if file is None or not file.filename:
        if not text.strip():
            raise SheetError("There is no file and nothing was pasted.", remedy="Choose a CSV file.")
        return text, "The text"
    content = file.file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SheetError(f"{file.filename} is larger than 1 MB.", remedy="Use the command line, or send it in parts.")
    return read_text(content, file.filename), file.filename


def _seals(here: Installation) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(here.settings.secret, salt="listenback import")


def _opened(here: Installation, sealed: str) -> tuple[str, str]:
    try:
        content, seen = _seals(here).loads(sealed, max_age=int(FORM_LIVES.total_seconds()))
    except BadSignature:
        raise PageNotFoundError("This preview") from None
    return content, seen


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER)


for each in LISTS:
    add_routes(each)
