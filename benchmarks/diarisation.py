"""Who speaks when on one channel, and which of the two is the agent: the sample calls mixed down to mono.

Run `python -m benchmarks.diarisation`. Calls of even number were used for tuning; the odd ones are reported. Roles
are told from the true words, each given to the voice found at its time; with `--model DIR` also from the words that
this model hears, for the first `--calls` calls. `--sides AGENT CALLER` measures a real call whose two sides are two
files: they are mixed down, and the voice on each side alone is the truth. `--alone` takes every side of the sample
calls for a line of its own and counts how often its one person is taken for two, and both even get a role.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from audio.decode import decode
from audio.sound import Samples, Sound
from audio.words import Speaker, Word
from benchmarks.speaker_error import SpeakerError, Speakers, Stretch, speaker_error
from transcribe.diarisation import learn_voices, who_speaks
from transcribe.engine import Engine, Utterance
from transcribe.recording import transcribe_recording
from transcribe.roles import roles_of
from transcribe.voice import VOICE_RATE, find_voice

DEMO: Final = Path(__file__).resolve().parent.parent / "demo"


@dataclass(frozen=True)
class SampleCall:
    """A sample call mixed down, and the words both sides really say."""

    external_id: str
    mono: Samples
    sides: tuple[Samples, Samples]
    """The agent's and the customer's channel."""
    agent: tuple[Word, ...]
    customer: tuple[Word, ...]

    @property
    def truth(self) -> Speakers:
        return _stretches(self.agent), _stretches(self.customer)


def sample_calls(*, odd: bool, count: int | None = None) -> Iterable[SampleCall]:
    """The sample calls with two speakers on two channels, every second one."""
    rows = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    normal = [row for row in rows if row["kind"] == "normal"]
    for row in normal[odd::2][:count]:
        sound = decode(DEMO / row["file"])
        sides = sound.channel(row["channels"]["agent"]), sound.channel(row["channels"]["customer"])
        words = (_words(row, side) for side in ("agent", "customer"))
        yield SampleCall(row["external_id"], sound.mono().channel(0), sides, *words)


def found_speakers(mono: Samples) -> Speakers:
    """Both voices of a line in seconds; everything is the first one's where only one was found."""
    pieces = find_voice(mono, 0)
    pair = learn_voices(mono, pieces)
    if pair is None:
        return [(piece.voice_start / VOICE_RATE, piece.voice_end / VOICE_RATE) for piece in pieces], []
    first, second = (
        [(start / VOICE_RATE, end / VOICE_RATE) for start, end in own] for own in who_speaks(mono, pieces, pair)
    )
    return first, second


def role_of_agent(call: SampleCall, found: Speakers) -> str:
    """`right`, `wrong` or `unknown`: what the true words, given to the found voices by time, say of the roles."""
    said: tuple[list[Word], list[Word]] = ([], [])
    agents = [0, 0]
    for words, is_agent in ((call.agent, 1), (call.customer, 0)):
        for word in words:
            voice = _voice_at((word.start + word.end) / 2, found)
            said[voice].append(word)
            agents[voice] += is_agent
    first, second = (_utterances(sorted(words, key=lambda word: word.start)) for words in said)
    really = (Speaker.AGENT, Speaker.CUSTOMER) if agents[0] >= agents[1] else (Speaker.CUSTOMER, Speaker.AGENT)
    return _verdict(roles_of(first, second).speakers[0], really[0])


def heard_roles(call: SampleCall, engine: Engine) -> str:
    """The same by the words that a model hears; the agent is whose words lie in the agent's true turns."""
    segments = transcribe_recording(Sound(call.mono[None], VOICE_RATE), engine).segments
    agent_time = dict.fromkeys(Speaker, 0.0)
    for segment in segments:
        for word in call.agent:
            agent_time[segment.speaker] += max(0.0, min(segment.end, word.end) - max(segment.start, word.start))
    return _verdict(max(agent_time, key=lambda speaker: agent_time[speaker]), Speaker.AGENT)


def person_alone(side: Samples, words: Sequence[Word]) -> str:
    """What becomes of a line with one person: `one`, `two` that nobody names, or `two with roles`."""
    found = found_speakers(side)
    if not found[1]:
        return "one"
    said: tuple[list[Word], list[Word]] = ([], [])
    for word in words:
        said[_voice_at((word.start + word.end) / 2, found)].append(word)
    told = roles_of(_utterances(said[0]), _utterances(said[1])).speakers[0]
    return "two" if told is Speaker.UNKNOWN else "two with roles"


def real_call(agent: Path, caller: Path) -> SpeakerError:
    """A recorded call whose sides came in two files."""
    sides = [decode(path).mono().channel(0) for path in (agent, caller)]
    length = min(side.size for side in sides)
    truth = [
        [(piece.voice_start / VOICE_RATE, piece.voice_end / VOICE_RATE) for piece in find_voice(side, 0)]
        for side in sides
    ]
    mixed = (0.5 * (sides[0][:length] + sides[1][:length])).astype(np.float32)
    return speaker_error((truth[0], truth[1]), found_speakers(mixed), duration_s=length / VOICE_RATE)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure diarisation and roles on calls mixed down to mono.")
    parser.add_argument("--tuning", action="store_true", help="the half that was used for tuning instead")
    parser.add_argument("--calls", type=int, help="only the first N calls of the half")
    parser.add_argument("--model", help="also tell roles by the words this speech model hears")
    parser.add_argument("--alone", action="store_true", help="count how often one person is taken for two")
    parser.add_argument("--sides", nargs=2, type=Path, metavar=("AGENT", "CALLER"), help="a real call in two files")
    arguments = parser.parse_args()
    engine: Engine | None = None
    if arguments.model:
        from transcribe.whisper import WhisperEngine

        engine = WhisperEngine.load(arguments.model, threads=1)
    alone: Counter[str] = Counter()
    total, roles, heard, worst = SpeakerError(), Counter[str](), Counter[str](), (0.0, "")
    for call in sample_calls(odd=not arguments.tuning, count=arguments.calls):
        found = found_speakers(call.mono)
        error = speaker_error(call.truth, found, duration_s=call.mono.size / VOICE_RATE)
        total, worst = total + error, max(worst, (error.rate, call.external_id))
        roles[role_of_agent(call, found)] += 1
        if arguments.alone:
            alone.update(
                person_alone(side, words) for side, words in zip(call.sides, (call.agent, call.customer), strict=True)
            )
        if engine is not None:
            heard[heard_roles(call, engine)] += 1
    report: dict[str, Any] = {"sample calls": _error(total), "worst call": worst, "roles by true words": _roles(roles)}
    if engine is not None:
        report["roles by heard words"] = _roles(heard)
    if arguments.alone:
        report["one person alone"] = dict(alone)
    if arguments.sides:
        report["real call"] = _error(real_call(*arguments.sides))
    print(json.dumps(report, indent=2))


def _words(row: dict[str, Any], side: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, start / 1000, end / 1000, 1.0)
        for turn in row["turns"]
        if turn["speaker"] == side
        for word, start, end in turn["words"]
    )


def _stretches(words: Iterable[Word]) -> list[Stretch]:
    return [(word.start, word.end) for word in words]


def _voice_at(time: float, found: Speakers) -> int:
    """The voice that is heard at a time, or the one nearest to it."""
    away = [min((max(start - time, time - end, 0.0) for start, end in own), default=np.inf) for own in found]
    return int(np.argmin(away))


def _utterances(words: Sequence[Word]) -> list[Utterance]:
    return [Utterance((word,)) for word in words]


def _verdict(told: Speaker, really: Speaker) -> str:
    return "unknown" if told is Speaker.UNKNOWN else "right" if told is really else "wrong"


def _error(error: SpeakerError) -> dict[str, float]:
    return {
        "diarisation_error_rate": round(error.rate, 4),
        "missed_s": round(error.missed, 1),
        "invented_s": round(error.invented, 1),
        "confused_s": round(error.confused, 1),
        "spoken_s": round(error.spoken, 1),
    }


def _roles(counts: Counter[str]) -> dict[str, float]:
    known = counts["right"] + counts["wrong"]
    return {
        "calls": counts.total(),
        "unknown": round(counts["unknown"] / max(counts.total(), 1), 4),
        "right_of_known": round(counts["right"] / known, 4) if known else 0.0,
    }


if __name__ == "__main__":
    main()
