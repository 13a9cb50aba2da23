"""All pages, gathered."""

from fastapi import APIRouter

from review_ui.pages import (
    action_new,
    actions,
    admin_health,
    admin_home,
    admin_keys,
    admin_lists,
    admin_people,
    admin_privacy,
    admin_retention,
    admin_rows,
    agreement,
    audit,
    call_holds,
    call_removal,
    calls,
    comments,
    corrections,
    dashboard,
    deliveries,
    departments,
    desk,
    desk_work,
    disputes,
    draws,
    exception_requests,
    excerpts,
    explanations,
    feeds,
    figure,
    first_admin,
    first_run,
    for_you,
    guide,
    hearings,
    home,
    joint_owners,
    label_queues,
    listen,
    listens,
    memory,
    model,
    model_help,
    picks,
    plans,
    questions,
    registers,
    replies,
    review_pack,
    schedules,
    sessions,
    shared,
    sign_in,
    static,
    unsubscribe,
    upload,
)

ANSWERS = (
    replies, disputes, comments, questions, joint_owners, for_you, action_new, actions, departments, review_pack,
    memory, registers, exception_requests,
)  # fmt: skip
"""What people say and promise, and what is remembered of it."""

FIGURES = (first_run, upload, dashboard, figure, shared, explanations)
"""How it begins, what is known, and how."""

PAGES = (
    static, home, sign_in, listen, excerpts, listens, desk, desk_work, label_queues, guide,
    agreement, calls, call_removal, call_holds, corrections, plans, draws, model, model_help, feeds, unsubscribe, audit,
    *FIGURES, *ANSWERS,
    first_admin, sessions,
    schedules, deliveries,
    hearings, picks,
    admin_home, admin_people, admin_lists, admin_rows, admin_keys, admin_health, admin_retention, admin_privacy,
)  # fmt: skip


def make_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    for one in PAGES:
        router.include_router(one.router)
    return router
