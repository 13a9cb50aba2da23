"""Rules that decide above the model because they are certain. Each gives its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from classify.codes import code_heard
from classify.drivers import Campaign, HeardCall
from classify.heard import Span

OFFER_CODE = "offer code read aloud"
MAILER = "marketing_mailer"


@dataclass(frozen=True)
class CertainRule:
    """A rule that decides above the model: its name, the cause and the driver it names, and the words it heard."""

    name: str
    cause: str
    driver_id: str
    span: Span


def certain_rule(call: HeardCall, campaigns: Sequence[Campaign], *, cause: str = MAILER) -> CertainRule | None:
    """The offer code of a mailing that has dropped, read aloud beyond doubt; None where there is none.

    Several codes in one call decide nothing: the caller compares them.
    """
    heard = [
        (campaign, found)
        for campaign in campaigns
        if campaign.drop_date <= call.day
        for code in campaign.offer_codes
        if (found := code_heard(call.turns, code)) is not None and found.certain
    ]
    if len({campaign.id for campaign, _ in heard}) != 1:
        return None
    campaign, found = heard[0]
    return CertainRule(OFFER_CODE, cause, campaign.id, found.span)
