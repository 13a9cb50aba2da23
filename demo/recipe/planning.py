"""What each call is to be about, decided before a word of it is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from demo.grammar.acts import DISTRACTED_VARIANTS, VARIANTS
from demo.grammar.turns import CallPlan
from demo.grammar.words import MONTHS
from demo.recipe.calendar import CALLS, FIX_DAY, NO_SPEECH, Slot, slots
from demo.recipe.casting import Cast, cast_call
from demo.recipe.dice import stream
from demo.recipe.drivers import (
    CAMPAIGN_VALUES,
    INCIDENT_VALUES,
    INCIDENT_VARIANTS,
    Campaign,
    campaigns,
    incidents,
)

HELD_OUT_CALLS = 74
UNSEEN_VOICE_CALLS = 10
NO_CONSENT_CALLS = 13
FAKE_STEREO_CALLS = 2
SECONDARY_SHARE = 0.15
DISTRACTED_SHARE = 0.25
CORRECTED = "MC-103"
VARIANT_WEIGHTS = {"mailer.price": 4, "mailer.small_print": 4, "mailer.unwanted": 1, "ops.promise": 4}
"""How often a variant is chosen; 2 where nothing is said."""
BLAMEABLE = ("marketing_mailer", "ops_issue", "sales_overpromise", "agent_knowledge_gap")
OPENINGS: Mapping[str, Sequence[str]] = {
    "mailer.price": ("open.bill", "open.bill", "open.paper", "open.vague"),
    "mailer.small_print": ("open.paper", "open.order", "open.vague", "open.bill"),
    "mailer.code": ("open.order", "open.vague", "open.paper"),
    "mailer.confusing": ("open.paper", "open.vague", "open.service"),
    "mailer.unwanted": ("open.vague", "open.paper", "open.service"),
    "ops.outage": ("open.service", "open.service", "open.vague", "open.paper"),
    "ops.outage_paper": ("open.vague", "open.service", "open.paper"),
    "ops.billing": ("open.bill", "open.bill", "open.vague", "open.paper"),
    "ops.delivery": ("open.order", "open.order", "open.service", "open.vague"),
    "ops.promise": ("open.order", "open.bill", "open.vague"),
    "sales.installation": ("open.bill", "open.order", "open.vague"),
    "sales.price_lock": ("open.bill", "open.bill", "open.vague", "open.paper"),
    "sales.cancel": ("open.order", "open.vague", "open.service"),
    "sales.speed": ("open.service", "open.order", "open.vague"),
    "sales.gift": ("open.order", "open.bill", "open.vague", "open.paper"),
    "need.upgrade": ("open.service", "open.vague", "open.paper"),
    "need.move": ("open.vague", "open.service"),
    "need.order": ("open.vague", "open.paper"),
    "need.pay": ("open.bill", "open.bill", "open.vague"),
    "need.question": ("open.service", "open.vague"),
    "need.happy_paper": ("open.vague", "open.paper"),
    "unclear.vague": ("open.vague", ""),
}
ANY_OPENING = ("open.vague", "open.service", "open.bill", "open.order")
ASK_WEIGHTS = {"name": 10, "phone": 7, "email": 5, "address": 4, "birth": 4}
USUAL_ASKS: Mapping[str, tuple[str, ...]] = {
    "need.pay": ("card",),
    "need.move": ("address",),
    "need.order": ("name", "email"),
    "need.upgrade": ("phone",),
}


@dataclass(frozen=True)
class Call:
    """Everything about a call but its words and its sound. `plan` is None where nobody speaks."""

    external_id: str
    slot: Slot
    cast: Cast
    plan: CallPlan | None
    campaign: str | None
    fake_stereo: bool = False
    duplicate_of: str | None = None


def plan_calls(throws: str) -> list[Call]:
    """All 430 calls in order of time, the duplicate among them."""
    rng = stream(throws, "plan")
    planned = slots(incidents(), rng=rng)
    spoken = [i for i, slot in enumerate(planned) if slot.cause != NO_SPEECH]
    rng.shuffle(spoken)
    held_out = set(spoken[:HELD_OUT_CALLS])
    unseen_voice = set(spoken[HELD_OUT_CALLS : HELD_OUT_CALLS + UNSEEN_VOICE_CALLS])
    fake_stereo = set(spoken[-FAKE_STEREO_CALLS:])
    no_consent = set(rng.sample(spoken[:-20], NO_CONSENT_CALLS))
    calls = []
    for i, slot in enumerate(planned):
        campaign = _campaign_in_hand(slot, rng)
        plan = _plan(slot, campaign, held_out=i in held_out, rng=rng) if slot.cause != NO_SPEECH else None
        named = campaign if plan and _mentions_paper(plan) else None
        cast = cast_call(slot.cause, named, unseen_voice=i in unseen_voice, consent=i not in no_consent, rng=rng)
        calls.append(Call("", slot, cast, plan, named, fake_stereo=i in fake_stereo))
    twin = _with_duplicate(calls, original=spoken[-10])
    assert len(twin) == CALLS
    return _numbered(twin)


def _with_duplicate(calls: list[Call], *, original: int) -> list[Call]:
    """The telephony delivers one recording of the last week's calls a second time, nine minutes later."""
    late = [c for c in calls if c.slot.cause == "ops_issue" and c.cast.consent == "yes" and not c.fake_stereo]
    first = late[-1 - original % 5]
    again = replace(first.slot, started_at=first.slot.started_at + timedelta(minutes=9))
    copy = replace(first, slot=again, duplicate_of="pending")
    return sorted([*calls, copy], key=lambda call: call.slot.started_at)


def _numbered(calls: list[Call]) -> list[Call]:
    numbered = [replace(call, external_id=f"QM-{100_000 + 7 * i}") for i, call in enumerate(calls)]
    twins = {id(call.plan): call.external_id for call in numbered if call.plan and not call.duplicate_of}
    return [replace(call, duplicate_of=twins[id(call.plan)]) if call.duplicate_of else call for call in numbered]


def _campaign_in_hand(slot: Slot, rng: Random) -> str | None:
    """A campaign that had dropped by then; the newest are the likeliest."""
    day = slot.started_at.date()
    dropped = [c for c in campaigns().values() if c.drop_date < day]
    weights = [_calls_expected(c, slot) for c in dropped]
    return rng.choices(dropped, weights)[0].id if dropped else None


def _calls_expected(campaign: Campaign, slot: Slot) -> float:
    """More pieces, more calls; half as many every twelve days; few complain about the corrected postcard."""
    age_days = (slot.started_at.date() - campaign.drop_date).days
    calm = 0.3 if campaign.id == CORRECTED and slot.cause == "marketing_mailer" else 1.0
    return float(campaign.quantity * 0.5 ** (age_days / 12) * calm)


def _plan(slot: Slot, campaign: str | None, *, held_out: bool, rng: Random) -> CallPlan:
    variant = _variant(slot, campaign, rng)
    secondary = _secondary(slot, rng)
    opening = _opening(variant, rng)
    reveal_at = rng.choices((1, 2, 3), (45, 30, 25))[0] if opening else 1
    if secondary and reveal_at == 3:
        reveal_at = 2
    values = {
        "month": MONTHS[slot.started_at.month - 1 - rng.randint(1, 3)],
        **(CAMPAIGN_VALUES[campaign] if campaign else {}),
        **INCIDENT_VALUES.get(slot.incident or "", {}),
    }
    return CallPlan(
        cause=slot.cause,
        variant=variant,
        opening=opening,
        reveal_at=reveal_at,
        held_out=held_out,
        secondary=secondary,
        secondary_variant=rng.choice(VARIANTS[secondary]) if secondary else None,
        asks=_asks(variant, reveal_at, two_causes=secondary is not None, rng=rng),
        repeats_back=rng.random() < (0.2 if variant == "need.pay" else 0.4),
        hold=slot.cause != "unknown" and rng.random() < 0.09,
        values=values,
    )


def _variant(slot: Slot, campaign: str | None, rng: Random) -> str:
    if slot.incident:
        usual = INCIDENT_VARIANTS[slot.incident]
        distracted = usual == "ops.outage" and campaign and rng.random() < DISTRACTED_SHARE
        return "ops.outage_paper" if distracted else usual
    if campaign and slot.cause in DISTRACTED_VARIANTS and rng.random() < DISTRACTED_SHARE:
        return rng.choice(DISTRACTED_VARIANTS[slot.cause])
    variants = VARIANTS[slot.cause]
    return rng.choices(variants, [VARIANT_WEIGHTS.get(variant, 2) for variant in variants])[0]


def _secondary(slot: Slot, rng: Random) -> str | None:
    """A second cause, said after the first is dealt with; the mailer is one only before it was corrected."""
    if slot.cause == "unknown" or rng.random() >= SECONDARY_SHARE:
        return None
    corrected = slot.started_at >= FIX_DAY
    others = [cause for cause in BLAMEABLE if cause != slot.cause]
    return rng.choice([cause for cause in others if not (corrected and cause == "marketing_mailer")])


def _opening(variant: str, rng: Random) -> str:
    if variant == "unclear.wrong_number":
        return ""
    return rng.choice(OPENINGS.get(variant, ANY_OPENING))


def _asks(variant: str, reveal_at: int, *, two_causes: bool, rng: Random) -> tuple[str, ...]:
    """Which personal data are asked for: at most two kinds in a call that comes to the point at once."""
    if variant.startswith("unclear.wrong") or (two_causes and reveal_at > 1):
        return ()
    most = 1 if reveal_at > 1 or two_causes else 2
    if variant in USUAL_ASKS and rng.random() < 0.8:
        return USUAL_ASKS[variant][:most]
    count = min(most, rng.choices((0, 1, 2), (30, 45, 25))[0])
    asks: list[str] = []
    while len(asks) < count:
        kind = rng.choices(list(ASK_WEIGHTS), list(ASK_WEIGHTS.values()))[0]
        if kind not in asks:
            asks.append(kind)
    if count == 1 and rng.random() < 0.08:
        return ("card",)
    return tuple(sorted(asks, key=lambda kind: kind != "name"))


def _mentions_paper(plan: CallPlan) -> bool:
    """Whether the customer holds a piece of mail, as the cause or by the way."""
    return (
        plan.cause == "marketing_mailer"
        or plan.variant in ("ops.outage_paper", "need.happy_paper")
        or plan.opening == "open.paper"
    )
