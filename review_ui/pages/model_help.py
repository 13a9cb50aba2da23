"""What to do when no speech model could be had."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review_ui.entry import Here, Viewer
from review_ui.render import page

router = APIRouter()


@router.get("/model-help")
def model_help(request: Request, installation: Here, found: Viewer) -> Response:
    model = installation.settings.speech.model or "the shipped demo model"
    return page(request, "model_help.html", model=model, by=found.person.name)
