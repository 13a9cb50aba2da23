"""The labelling guide: read by everybody who labels, published by the lead."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from accounts import audit
from accounts.permissions import Action
from classify.guide import GuideError, current_guide, publish_guide
from review_ui.entry import GENUINE, Allowed, Now, Reading, Writing
from review_ui.forms import Filled
from review_ui.render import page
from store.tables.person import Person

router = APIRouter()


@router.get("/guide", dependencies=[Depends(Allowed(Action.SIT_AT_DESK))])
def guide(request: Request, session: Reading) -> Response:
    current = current_guide(session)
    return page(request, "guide.html", guide=current, form=Filled({"text": current.text}))


@router.post("/guide", dependencies=[GENUINE])
def publish(
    request: Request,
    session: Writing,
    person: Annotated[Person, Depends(Allowed(Action.LEAD_DESK))],
    now: Now,
    text: Annotated[str, Form()] = "",
) -> Response:
    """A new text is a new version; labels given before keep the number they followed."""
    try:
        published = publish_guide(session, text, by=person, now=now)
    except GuideError as error:
        said = f"{error.message[:1].upper()}{error.message[1:]} {error.remedy}"
        return page(
            request,
            "guide.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            guide=current_guide(session),
            form=Filled({"text": text}, {"text": said}),
        )
    version = {"version": published.version}
    audit.record(session, by=person, action="published guide", subject="guide", details=version, now=now)
    return RedirectResponse("/guide", status_code=HTTPStatus.SEE_OTHER)
