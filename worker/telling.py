"""All work that puts something before executives, by its kind."""

from collections.abc import Mapping
from typing import Final

from worker import asking, digests, feed_watch, hearings, recutting
from worker.queues import Kind
from worker.step import Work

WORK: Final[Mapping[Kind, Work]] = {
    **digests.WORK,
    **hearings.WORK,
    Kind.WARN_OF_LEAK: feed_watch.warn,
    Kind.TELL_ASKED: asking.post_asked,
    Kind.CUT_AGAIN: recutting.cut_again,
}
