"""What the product says of itself: the explanations of docs/, inside the pages."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from accounts.permissions import Action
from review_ui.entry import Allowed
from review_ui.errors import PageNotFoundError
from review_ui.markdown import markdown
from review_ui.render import page

router = APIRouter(dependencies=[Depends(Allowed(Action.SEE_FIGURES))])
DOCS: Final = Path(__file__).parents[2] / "docs" / "explanation"
SUBJECTS: Final = {
    "figures": "Figures", "draws": "Draws", "labels": "Labels", "causes": "Causes", "redaction": "Redaction",
    "data-map": "Where data is",
}  # fmt: skip


@router.get("/help")
def index(request: Request) -> Response:
    return page(request, "help.html", subjects=SUBJECTS, name="", text="")


@router.get("/help/{name}")
def explanation(request: Request, name: str) -> Response:
    if name not in SUBJECTS:
        raise PageNotFoundError("This explanation")
    text = markdown(
        (DOCS / f"{name}.md").read_text(), headings_from=1, links={f"{one}.md": f"/help/{one}" for one in SUBJECTS}
    )
    return page(request, "help.html", subjects=SUBJECTS, name=name, text=text)
