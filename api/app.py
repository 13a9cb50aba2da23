"""The API as an application of its own, mounted under `/v1`: its own errors, its own OpenAPI document."""

from fastapi import FastAPI

from api.pace import Pace, PaceHeaders
from api.problems import REFUSALS, answer_problems
from api.resources import (
    audit,
    calls,
    causes,
    commitments,
    digests,
    disputes,
    draws,
    drivers,
    excerpts,
    exports,
    figures,
    jobs,
    label_queues,
    labels,
    measurements,
    models,
    people,
    plans,
    predictions,
    recordings,
    replies,
    transcripts,
)
from store.installation import Installation

RESOURCES = (
    recordings, calls, transcripts, causes, labels, label_queues, predictions, drivers, plans, draws, figures, excerpts,
    digests, replies, disputes, commitments, measurements, people, jobs, models, exports, audit,
)  # fmt: skip
"""In the order of the street: how a call comes in, what is known of it, who hears it, what they do about it."""


def make_api(installation: Installation) -> FastAPI:
    api = FastAPI(
        title="Listenback",
        version="1",
        summary="What makes customers call, who heard it, and whether the fix worked.",
        docs_url=None,
        redoc_url=None,
        responses=REFUSALS,
        generate_unique_id_function=lambda route: route.name,
        separate_input_output_schemas=False,
    )
    api.state.installation = installation
    api.state.pace = Pace(installation.settings.api.requests_a_minute)
    for resource in RESOURCES:
        api.include_router(resource.router)
    answer_problems(api)
    api.add_middleware(PaceHeaders)
    return api
