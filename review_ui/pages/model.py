"""The cause model: how good it is, every version with its card, and which of them is in charge."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from accounts.permissions import Action
from classify.card import card_of_version
from classify.versions import version_numbered
from review_ui.charts import ChartCabinet, CurveMark, ReliabilityMark, ShareMark
from review_ui.entry import GENUINE, Allowed, Here, Now, Reading, Writing
from review_ui.pages.dashboard import NARROW, WIDE, cabinet_of
from review_ui.queries.models import ModelView, model_view
from review_ui.render import page
from store.tables.person import Person
from worker.causes import choose_version

router = APIRouter()
HALF: Final = 380


@dataclass(frozen=True)
class ModelCharts:
    quality_wide: Markup | None
    quality_narrow: Markup | None
    reliability: Markup | None
    curve: Markup | None


@router.get("/model", dependencies=[Depends(Allowed(Action.SEE_MODEL))])
def model(request: Request, session: Reading, installation: Here) -> Response:
    view = model_view(session)
    return page(request, "model.html", view=view, charts=charts_of(view, cabinet_of(installation)))


@router.get("/model/versions/{number}/card.md", dependencies=[Depends(Allowed(Action.SEE_MODEL))])
def card(number: int, session: Reading) -> Response:
    return Response(
        card_of_version(session, version_numbered(session, number)),
        media_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="cause-model-{number}.md"'},
    )


@router.post("/model/versions/{number}/promotion", dependencies=[GENUINE])
def put_in_charge(
    number: int, session: Writing, person: Annotated[Person, Depends(Allowed(Action.CHOOSE_MODEL))], now: Now
) -> Response:
    """A person's choice; the version takes over once it has predicted every call."""
    version = version_numbered(session, number)
    choose_version(session, version, by=person, now=now)
    return RedirectResponse("/model#versions", status_code=HTTPStatus.SEE_OTHER)


def charts_of(view: ModelView, cabinet: ChartCabinet) -> ModelCharts:
    marks = [
        ShareMark(
            one.name, one.score["recall"], one.score["recall_low"], one.score["recall_high"],
            one.score["precision"], is_avoidable=True,
        )
        for one in view.quality
    ]  # fmt: skip
    bins = [ReliabilityMark(**one) for one in view.metrics.get("calibration", [])]
    points = [
        CurveMark(one["labels"], one["macro_f1"])
        for one in view.metrics.get("learning_curve", [])
        if one["macro_f1"] is not None
    ]
    return ModelCharts(
        quality_wide=cabinet.shares(marks, width=WIDE) if marks else None,
        quality_narrow=cabinet.shares(marks, width=NARROW) if marks else None,
        reliability=cabinet.reliability(bins, width=HALF) if bins else None,
        curve=cabinet.curve(points, width=HALF) if len(points) > 1 else None,
    )
