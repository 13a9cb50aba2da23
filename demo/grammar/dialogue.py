"""From a plan to a conversation: which act comes in which turn, and which of its templates is said."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from demo.grammar.acts import ACTS, CAUSE_MODULES
from demo.grammar.filling import random_values, render
from demo.grammar.turns import CallPlan, Dialogue, Sentence, Speaker, Turn

RESOLUTIONS: Mapping[str, tuple[str, ...]] = {
    "marketing_mailer": ("agent.credit", "agent.explain", "agent.explain"),
    "ops_issue": ("agent.ticket", "agent.credit", "agent.ticket", "agent.explain"),
    "sales_overpromise": ("agent.credit", "agent.explain", "agent.explain"),
    "agent_knowledge_gap": ("agent.explain", "agent.ticket", "agent.shrug"),
    "customer_need": ("agent.order",),
    "unknown": ("agent.redirect",),
}
DETAILS: Mapping[str, str] = {
    cause: next(act.name for act in module.ACTS if act.name.endswith(".detail"))
    for cause, module in CAUSE_MODULES.items()
}
MOST_TURNS = 9


class Script:
    """The conversation while it is being written: turns so far, and what has been said already."""

    def __init__(self, plan: CallPlan, rng: Random) -> None:
        self.plan = plan
        self.rng = rng
        self.values = {**random_values(rng), **plan.values}
        self.turns: list[Turn] = []
        self.evidence_turn = -1
        self._said: set[str] = set()

    def say(self, act_name: str, *, cause: str | None = None) -> Sentence:
        """One sentence of the act, from the plan's side of the hold-out, not yet said if there is a choice."""
        act = ACTS[act_name]
        pool = act.held_out if self.plan.held_out else act.training
        fresh = [template for template in pool if template.id not in self._said]
        template = self.rng.choice(fresh or pool)
        self._said.add(template.id)
        return render(template, self.values, cause=cause)

    def turn(self, speaker: Speaker, *sentences: Sentence, hold_after: bool = False) -> None:
        if any(sentence.cause == self.plan.cause for sentence in sentences) and self.evidence_turn < 0:
            self.evidence_turn = len(self.turns)
        self.turns.append(Turn(speaker, sentences, hold_after))


def write_dialogue(plan: CallPlan, rng: Random) -> Dialogue:
    """A call as planned: greeting, opening, the cause at its turn, personal data, an answer, a goodbye."""
    script = Script(plan, rng)
    asks = list(plan.asks)
    script.turn("agent", script.say("agent.greet"))
    _open(script, asks)
    if plan.reveal_at > 1:
        _lead_up(script, asks)
    _resolve(script, _exchange(script, asks))
    script.turn("customer", script.say("customer.thanks"))
    if len(script.turns) < MOST_TURNS:
        script.turn("agent", script.say("agent.close"))
    return Dialogue(plan, tuple(script.turns), script.evidence_turn)


def _open(script: Script, asks: list[str]) -> None:
    plan, rng = script.plan, script.rng
    sentences = []
    if rng.random() < 0.3:
        sentences.append(script.say("customer.greet"))
    if asks[:1] == ["name"] and plan.reveal_at < 3 and rng.random() < 0.5:
        sentences += _give(script, asks.pop(0))
    if plan.opening and (plan.reveal_at > 1 or rng.random() < 0.7):
        sentences.append(script.say(plan.opening))
    if plan.reveal_at == 1:
        sentences += _reveal(script)
    script.turn("customer", *sentences)


def _lead_up(script: Script, asks: list[str]) -> None:
    """The turns between a vague opening and the cause; personal data may be asked for on the way."""
    script.turn("agent", script.say("agent.ask_more"))
    if script.plan.reveal_at == 2:
        script.turn("customer", *_reveal(script))
        return
    script.turn("customer", script.say("customer.neutral"))
    if not asks:
        script.turn("agent", script.say("agent.ask_again"))
        script.turn("customer", *_reveal(script))
        return
    script.turn("agent", script.say(f"ask.{asks[0]}"))
    script.turn("customer", *_give(script, asks.pop(0)), *_reveal(script))


def _reveal(script: Script) -> list[Sentence]:
    """The sentence that says the cause, often with a detail or a feeling after it."""
    plan, rng = script.plan, script.rng
    sentences = [script.say(plan.variant, cause=plan.cause)]
    if rng.random() < 0.7:
        sentences.append(script.say(DETAILS[plan.cause]))
    if rng.random() < 0.35:
        calm = plan.cause in ("customer_need", "unknown")
        sentences.append(script.say("customer.neutral" if calm else "customer.annoyed"))
    return sentences


def _exchange(script: Script, asks: list[str]) -> list[Sentence]:
    """Ask for the planned personal data, one kind a turn; returns what the agent still has to say."""
    plan = script.plan
    pending: list[Sentence] = []
    if plan.cause not in ("customer_need", "unknown"):
        pending.append(script.say("agent.sorry"))
    for kind in asks:
        script.turn("agent", *pending, script.say(f"ask.{kind}"))
        script.turn("customer", *_give(script, kind))
        pending = [script.say(f"repeat.{kind}")] if plan.repeats_back else []
    if plan.hold:
        script.turn("agent", *pending, script.say("agent.hold"), hold_after=True)
        pending = [script.say("agent.back")]
    return pending


def _give(script: Script, kind: str) -> list[Sentence]:
    given = [script.say(f"give.{kind}")]
    if kind == "card":
        given += [script.say("give.expiry"), script.say("give.security")]
    return given


def _resolve(script: Script, before: list[Sentence]) -> None:
    """The agent's answer, and after it the second reason of a call that has two."""
    plan = script.plan
    resolution = script.say(script.rng.choice(RESOLUTIONS[plan.cause]))
    if plan.secondary_variant is None:
        script.turn("agent", *before, resolution)
        return
    script.turn("agent", *before, resolution, script.say("agent.anything_else"))
    also = script.say(plan.secondary_variant, cause=plan.secondary)
    script.turn("customer", script.say("customer.also"), also)
    script.turn("agent", script.say("agent.explain"))
