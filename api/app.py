"""The API as an application of its own, mounted under `/v1`: its own errors, its own OpenAPI document."""

from fastapi import FastAPI

from api.problems import REFUSALS, answer_problems
from api.resources import calls, causes, commitments, draws, excerpts, figures, label_queues, labels
from store.installation import Installation

RESOURCES = (calls, labels, label_queues, causes, figures, draws, excerpts, commitments)


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
    for resource in RESOURCES:
        api.include_router(resource.router)
    answer_problems(api)
    return api
