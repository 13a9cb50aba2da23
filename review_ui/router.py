"""All pages, gathered."""

from fastapi import APIRouter

from review_ui.pages import (
    actions,
    agreement,
    calls,
    comments,
    dashboard,
    desk,
    disputes,
    draws,
    excerpts,
    feeds,
    guide,
    home,
    label_queues,
    listen,
    model,
    model_help,
    plans,
    replies,
    shared,
    sign_in,
    static,
    unsubscribe,
)

PAGES = (
    static, home, sign_in, listen, excerpts, replies, disputes, comments, dashboard, shared, desk, label_queues,
    guide, agreement, actions, calls, plans, draws, model, model_help, feeds, unsubscribe,
)  # fmt: skip


def make_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    for one in PAGES:
        router.include_router(one.router)
    return router
