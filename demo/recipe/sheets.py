"""The sheets beside the recordings: truth, manifest, and the demo company's own labels."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.grammar.turns import Turn
from demo.recipe.drivers import promise_of
from demo.recipe.planning import Call
from demo.recipe.recording import Recording
from demo.recipe.timeline import TimedWord

MANIFEST_COLUMNS = (
    "external_id",
    "started_at",
    "duration_s",
    "queue",
    "agent",
    "customer_ref",
    "direction",
    "dialled_number",
    "consent",
    "handle_minutes",
    "file",
)


def manifest_row(call: Call, recording: Recording) -> dict[str, str]:
    """One line of the contact centre's export."""
    return {
        "external_id": call.external_id,
        "started_at": call.slot.started_at.isoformat(),
        "duration_s": str(round(recording.duration_s)),
        "queue": call.cast.queue,
        "agent": call.cast.agent,
        "customer_ref": call.cast.customer_ref,
        "direction": "inbound",
        "dialled_number": call.cast.dialled_number,
        "consent": call.cast.consent,
        "handle_minutes": f"{call.cast.handle_minutes:.1f}",
        "file": f"calls/{call.external_id}.opus",
    }


def truth_row(call: Call, recording: Recording) -> dict[str, Any]:
    """Everything that is known about a call because we wrote it. Times in ms, word indexes in the turn."""
    row: dict[str, Any] = {
        "external_id": call.external_id,
        "file": f"calls/{call.external_id}.opus",
        "duration_ms": round(recording.duration_s * 1000),
        "started_at": call.slot.started_at.isoformat(),
        "kind": _kind(call),
        "duplicate_of": None,
        "cause": None,
        "secondary_cause": None,
        "held_out": False,
        "unseen_voice": False,
        "voices": {},
        "channels": {"agent": 0, "customer": 1},
        "drivers": [],
        "promise": None,
        "evidence": None,
        "template_ids": [],
        "turns": [],
        "planted": [],
        "music_ms": [list(span) for span in recording.music],
    }
    return row | _spoken_truth(call, recording) if recording.dialogue else row


def _kind(call: Call) -> str:
    if call.plan is None:
        return "no_speech"
    return "fake_stereo" if call.fake_stereo else "normal"


def _spoken_truth(call: Call, recording: Recording) -> dict[str, Any]:
    dialogue = recording.dialogue
    assert dialogue is not None
    return {
        "cause": dialogue.plan.cause,
        "variant": dialogue.plan.variant,
        "secondary_cause": dialogue.plan.secondary,
        "held_out": dialogue.plan.held_out,
        "unseen_voice": call.cast.customer_voice == "espeak-f1",
        "voices": {"agent": call.cast.agent_voice, "customer": call.cast.customer_voice},
        "drivers": _drivers(call, recording),
        "promise": _promise(dialogue.template_ids),
        "evidence": _evidence(recording),
        "template_ids": list(dialogue.template_ids),
        "turns": [
            _turn(i, turn, words, call.fake_stereo)
            for i, (turn, words) in enumerate(zip(dialogue.turns, recording.turns, strict=True))
        ],
        "planted": _planted(dialogue.turns, recording.turns),
    }


def _turn(index: int, turn: Turn, words: Sequence[TimedWord], fake_stereo: bool) -> dict[str, Any]:
    channel = 0 if turn.speaker == "agent" else 1
    return {
        "index": index,
        "speaker": turn.speaker,
        "channel": None if fake_stereo else channel,
        "text": turn.text,
        "start_ms": words[0].start_ms,
        "end_ms": words[-1].end_ms,
        "words": [[word.word, word.start_ms, word.end_ms] for word in words],
    }


def _planted(turns: Sequence[Turn], timed: Sequence[Sequence[TimedWord]]) -> list[dict[str, Any]]:
    items = []
    for index, (turn, words) in enumerate(zip(turns, timed, strict=True)):
        offset = 0
        for sentence in turn.sentences:
            for item in sentence.planted:
                first, last = offset + item.first, offset + item.last
                items.append(
                    {
                        "type": item.type,
                        "turn": index,
                        "speaker": turn.speaker,
                        "first_word": first,
                        "last_word": last,
                        "spoken": item.spoken,
                        "start_ms": words[first].start_ms,
                        "end_ms": words[last].end_ms,
                    }
                )
            offset += len(sentence.words)
    return items


def _evidence(recording: Recording) -> dict[str, Any] | None:
    """The sentence that says the cause, word for word, and where it is heard."""
    dialogue = recording.dialogue
    assert dialogue is not None
    turn = dialogue.turns[dialogue.evidence_turn]
    offset = 0
    for sentence in turn.sentences:
        if sentence.cause == dialogue.plan.cause:
            words = recording.turns[dialogue.evidence_turn][offset : offset + len(sentence.words)]
            return {
                "turn": dialogue.evidence_turn,
                "template_id": sentence.template_id,
                "quote": sentence.text,
                "start_ms": words[0].start_ms,
                "end_ms": words[-1].end_ms,
            }
        offset += len(sentence.words)
    raise ValueError("the evidence turn has no sentence that says the cause; check the dialogue's turns")


def _drivers(call: Call, recording: Recording) -> list[dict[str, Any]]:
    """Campaign in hand and incident behind the call; `role` cause or mention, `said` where words point to it."""
    dialogue = recording.dialogue
    assert dialogue is not None
    words = {word for turn in dialogue.turns if turn.speaker == "customer" for word in turn.words}
    text = " ".join(turn.text for turn in dialogue.turns)
    drivers = []
    if call.campaign:
        values = dialogue.plan.values
        said = values["campaign"] in words or values["code"] in text
        role = "cause" if dialogue.plan.cause == "marketing_mailer" else "mention"
        drivers.append({"kind": "campaign", "id": call.campaign, "role": role, "said": said})
    if call.slot.incident:
        place = {dialogue.plan.values.get("town"), dialogue.plan.values.get("service")}
        said = call.slot.incident in ("IN-22", "IN-23") or bool(words & {p for p in place if p})
        drivers.append({"kind": "incident", "id": call.slot.incident, "role": "cause", "said": said})
    return drivers


def _promise(template_ids: Iterable[str]) -> dict[str, str] | None:
    for template_id in template_ids:
        if promise := promise_of(template_id):
            return {"offering": promise[0], "box": promise[1], "template_id": template_id}
    return None


def write_truth(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows), encoding="utf-8")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
