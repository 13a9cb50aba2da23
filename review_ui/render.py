"""One way to make a page: a template, the signed-in person, and a view model."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from accounts.permissions import Action, may
from accounts.sessions import SignedIn
from review_ui import phrases
from review_ui.entry import form_token, installation_of
from review_ui.forms import FRESH, moved_as_typed
from review_ui.markdown import markdown
from review_ui.navigation import doors_of, home_of
from review_ui.queries.for_you import waiting_for_you
from review_ui.queries.shared import SharedNumber, shared_number
from review_ui.static_files import static_address
from store.installation import Installation

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Autoescaping, and an error for a name that does not exist: no page with holes in it."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(phrases.FILTERS, markdown=markdown)
    made.globals.update(static=static_address, may=may, Action=Action, FRESH=FRESH, moved_as_typed=moved_as_typed)
    return made


def page(request: Request, template: str, *, status: int = HTTPStatus.OK, **context: Any) -> HTMLResponse:
    """Render `template`; every page knows who looks at it and can sign its forms."""
    found: SignedIn | None = getattr(request.state, "signed_in", None)
    installation = installation_of(request)
    html = (
        environment()
        .get_template(template)
        .render(
            request_path=request.url.path,
            person=found.person if found else None,
            doors=doors_of(found.person) if found else ([], []),
            home=home_of(found.person) if found else "/sign-in",
            genuine=_genuine(form_token(installation, found)) if found else "",
            currency=installation.settings.currency,
            for_you=_for_you(installation, found) if status < HTTPStatus.INTERNAL_SERVER_ERROR else 0,
            shared=_shared(installation, found) if status < HTTPStatus.INTERNAL_SERVER_ERROR else None,
            **context,
        )
    )
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "private, no-store"})


def _shared(installation: Installation, found: SignedIn | None) -> SharedNumber | None:
    """The number in the head of every page; nobody sees it before they have said who they are."""
    if found is None or not may(found.person, Action.SEE_FIGURES):
        return None
    with installation.readers() as session:
        return shared_number(session)


def _for_you(installation: Installation, found: SignedIn | None) -> int:
    """What is new for the person: the number beside their door."""
    if found is None or not may(found.person, Action.HEAR_EXCERPTS):
        return 0
    with installation.readers() as session:
        return waiting_for_you(session, found.person)


def _genuine(token: str) -> Markup:
    """The hidden field that every form of a signed-in person carries."""
    return Markup('<input type="hidden" name="form_token" value="{}">').format(token)
