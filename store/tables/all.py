"""Every table, imported once: migrations and `create_all` need the whole of the metadata."""

from store.base import Base
from store.tables import (
    api_key,
    assignment,
    audit_event,
    call,
    call_count,
    campaign_outcome,
    cause,
    comment,
    commitment,
    customer_count,
    delivery,
    digest,
    dispute,
    draw,
    driver,
    driver_link,
    excerpt,
    feed,
    figure,
    guide,
    job,
    label,
    listen,
    measurement,
    model_version,
    number_count,
    person,
    prediction,
    promise_check,
    queued_call,
    recording,
    refusal,
    refusal_count,
    reply,
    sampling_plan,
    selection,
    sign_in,
    tick,
    transcript,
    transcript_chunk,
)

MODULES = (
    api_key, assignment, audit_event, call, call_count, campaign_outcome, cause, comment, commitment, customer_count,
    delivery, digest, dispute, draw, driver, driver_link, excerpt, feed, figure, guide, job, label, listen,
    measurement, model_version, number_count, person, prediction, promise_check, queued_call, recording, refusal,
    refusal_count, reply, sampling_plan, selection, sign_in, tick, transcript, transcript_chunk,
)  # fmt: skip

metadata = Base.metadata
