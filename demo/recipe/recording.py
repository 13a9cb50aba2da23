"""One call from plan to file: the words, their times, and both channels as they were recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np

from demo.grammar.dialogue import write_dialogue
from demo.grammar.turns import Dialogue
from demo.recipe.casting import VOICE_SPEEDS, Cast
from demo.recipe.dice import stream
from demo.recipe.line import RATE, Sound, hold_music, over_the_line, ringing
from demo.recipe.opus import encode
from demo.recipe.planning import Call
from demo.recipe.timeline import Say, TimedWord, Timeline, lay_out

SHORTEST_S, LONGEST_S = 20.0, 45.0
FEWEST_WORDS, MOST_WORDS = 46, 115
MOST_TURNS = 10
SHORTENINGS: tuple[Mapping[str, Any], ...] = ({}, {"repeats_back": False}, {"hold": False}, {"asks": ()})
SILENT_KINDS = ("ringing", "music", "noise")


@dataclass(frozen=True)
class Recording:
    """A finished call: Opus bytes, seconds, and for every turn of `dialogue` its timed words."""

    data: bytes
    duration_s: float
    dialogue: Dialogue | None
    turns: tuple[tuple[TimedWord, ...], ...]
    music: tuple[tuple[int, int], ...]


def record(call: Call, say: Say, throws: str) -> Recording:
    """Write, speak and record one call; the same throws and voices give the same call."""
    rng = stream(throws, "call", call.external_id)
    if call.plan is None:
        return _record_silence(rng)
    for _ in range(200):
        dialogue = write_fitting(call, rng)
        timeline = lay_out(dialogue, call.cast, say, rng=rng, may_overlap=not call.fake_stereo)
        timeline = _long_enough(timeline, rng)
        if timeline.duration_s <= LONGEST_S:
            break
    else:
        raise ValueError(f"call {call.external_id}: no dialogue between 20 and 45 s in 200 tries; check its plan")
    left, right = _two_channels(timeline, rng)
    if call.fake_stereo:
        left = right = np.asarray(np.clip(left + right, -0.99, 0.99), np.float32)
    return Recording(encode(left, right), timeline.duration_s, dialogue, timeline.turns, timeline.music)


def write_fitting(call: Call, rng: Random) -> Dialogue:
    """A dialogue of the plan that will last between 20 and 45 seconds, as far as can be told before speaking.

    A plan that is too much for one call gives up, one after the other, repeating, holding, and personal data.
    """
    assert call.plan is not None
    fewest = FEWEST_WORDS // 2 if call.plan.cause == "unknown" else FEWEST_WORDS
    plan = call.plan
    for less in SHORTENINGS:
        plan = replace(plan, **less)
        for _ in range(150):
            dialogue = write_dialogue(plan, rng)
            fits = fewest <= dialogue.word_count <= MOST_WORDS and len(dialogue.turns) <= MOST_TURNS
            if fits and _guess_s(dialogue, call.cast) < LONGEST_S - 2:
                return dialogue
    raise ValueError(f"call {call.external_id}: no dialogue of its plan {call.plan} fits; change its variant")


def _guess_s(dialogue: Dialogue, cast: Cast) -> float:
    spoken = sum(
        len(turn.words) * VOICE_SPEEDS[cast.agent_voice if turn.speaker == "agent" else cast.customer_voice]
        for turn in dialogue.turns
    )
    return spoken + 0.55 * len(dialogue.turns) + (4 if dialogue.plan.hold else 0)


def _long_enough(timeline: Timeline, rng: Random) -> Timeline:
    """A call that ended early stays on the line until 20 seconds are over."""
    missing = SHORTEST_S + rng.uniform(0.1, 1.0) - timeline.duration_s
    if missing <= 0:
        return timeline
    padding = (0, int(missing * RATE))
    return Timeline(timeline.turns, np.pad(timeline.agent, padding), np.pad(timeline.customer, padding), timeline.music)


def _two_channels(timeline: Timeline, rng: Random) -> tuple[Sound, Sound]:
    """The agent sits at a headset; the customer's line is worse and sometimes faint."""
    agent = over_the_line(timeline.agent, rng=rng, quiet=False)
    customer = over_the_line(timeline.customer, rng=rng, quiet=rng.random() < 0.35)
    return agent, customer


def _record_silence(rng: Random) -> Recording:
    """Nobody speaks: it rings, music plays, or the line is just open."""
    kind = rng.choice(SILENT_KINDS)
    count = int(rng.uniform(21, 32) * RATE)
    dry = np.zeros(count, np.float32)
    if kind == "ringing":
        dry = ringing(count)
    elif kind == "music":
        dry = hold_music(count, rng=rng)
    left = over_the_line(dry, rng=rng, quiet=True)
    right = over_the_line(np.zeros(count, np.float32), rng=rng, quiet=True)
    music = ((0, count * 1000 // RATE),) if kind != "noise" else ()
    return Recording(encode(left, right), count / RATE, None, (), music)
