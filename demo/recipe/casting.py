"""Who speaks: twelve agents with a voice each, customers with another one, and where the call arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from demo.recipe.drivers import MAIN_NUMBER, campaigns

VOICE_SPEEDS: Mapping[str, float] = {
    "espeak-m1": 0.26,
    "espeak-m7": 0.26,
    "espeak-f2": 0.26,
    "espeak-f4": 0.26,
    "flite-slt": 0.33,
    "flite-rms": 0.34,
    "espeak-f1": 0.26,
}
"""Seconds a word, measured on a few sentences: only to guess a call's length before it is spoken."""
UNSEEN_VOICE = "espeak-f1"
"""`demo.voices.HELD_OUT_VOICE`, written out so that planning needs no synthesiser."""
TRAINING_VOICES = tuple(voice for voice in VOICE_SPEEDS if voice != UNSEEN_VOICE)
AGENTS: Mapping[str, str] = {
    f"A{number:02d}": TRAINING_VOICES[number % len(TRAINING_VOICES)] for number in range(1, 13)
}
QUEUES: Mapping[str, Mapping[str, int]] = {
    "marketing_mailer": {"billing": 45, "orders": 40, "service": 15},
    "ops_issue": {"service": 70, "billing": 20, "orders": 10},
    "sales_overpromise": {"billing": 50, "orders": 30, "service": 20},
    "agent_knowledge_gap": {"service": 50, "billing": 35, "orders": 15},
    "customer_need": {"orders": 50, "billing": 25, "service": 25},
    "unknown": {"service": 50, "billing": 25, "orders": 25},
    "no_speech": {"service": 60, "orders": 40},
}
HANDLE_MINUTES: Mapping[str, float] = {
    "marketing_mailer": 6.5,
    "ops_issue": 8.0,
    "sales_overpromise": 9.5,
    "agent_knowledge_gap": 10.0,
    "customer_need": 5.0,
    "unknown": 2.5,
    "no_speech": 1.2,
}
"""Median minutes an agent works on such a call, the recording and what follows it."""


@dataclass(frozen=True)
class Cast:
    """The two voices, their pace (1.0 is usual), and the call-centre's own facts about the call."""

    agent: str
    agent_voice: str
    customer_voice: str
    agent_pace: float
    customer_pace: float
    queue: str
    customer_ref: str
    dialled_number: str
    consent: str
    handle_minutes: float


def cast_call(cause: str, campaign: str | None, *, unseen_voice: bool, consent: bool, rng: Random) -> Cast:
    """Choose speakers and facts; `campaign` is the mailer the customer has in the hand, if any."""
    agent = rng.choice(list(AGENTS))
    customer_voice = UNSEEN_VOICE if unseen_voice else rng.choice([v for v in TRAINING_VOICES if v != AGENTS[agent]])
    return Cast(
        agent=agent,
        agent_voice=AGENTS[agent],
        customer_voice=customer_voice,
        agent_pace=round(rng.uniform(0.97, 1.08), 3),
        customer_pace=round(rng.uniform(0.94, 1.08), 3),
        queue=rng.choices(list(QUEUES[cause]), list(QUEUES[cause].values()))[0],
        customer_ref=f"C-{rng.randint(10_000, 49_999)}",
        dialled_number=_dialled(cause, campaign, rng),
        consent="yes" if consent else "no",
        handle_minutes=round(max(0.8, HANDLE_MINUTES[cause] * rng.lognormvariate(0, 0.35)), 1),
    )


def _dialled(cause: str, campaign: str | None, rng: Random) -> str:
    """A piece of mail carries its own number; not everybody who holds one uses it."""
    uses_it = 0.6 if cause == "marketing_mailer" else 0.8
    if campaign and rng.random() < uses_it:
        return campaigns()[campaign].phone
    return MAIN_NUMBER
