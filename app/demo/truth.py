"""The truth sheet of the sample calls: what was really said, why, and which personal data was planted where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class PlantedItem:
    """A piece of personal data somebody says; times in seconds, `channel` None where the call has one voice line."""

    type: str
    speaker: str
    channel: int | None
    start: float
    end: float


@dataclass(frozen=True)
class TrueWord:
    word: str
    speaker: str
    start: float
    end: float
    planted: bool


@dataclass(frozen=True)
class TrueCall:
    """One sample call as it was written; `cause` is None where nobody speaks."""

    external_id: str
    kind: str
    cause: str | None
    held_out: bool
    unseen_voice: bool
    spoken: tuple[TrueWord, ...]
    planted: tuple[PlantedItem, ...]
    turns: tuple[tuple[str, str], ...]
    """Speaker and text of every turn."""

    @property
    def is_one_channel(self) -> bool:
        return self.kind == "fake_stereo"

    def words(self, side: str | None) -> list[str]:
        """The words of one side, or of both, in time order without what was planted."""
        said = [word for word in self.spoken if not word.planted and side in (None, word.speaker)]
        return [word.word for word in sorted(said, key=lambda word: word.start)]

    def items_of(self, side: str | None) -> list[PlantedItem]:
        return [item for item in self.planted if side in (None, item.speaker)]


def read_truth(path: Path) -> dict[str, TrueCall]:
    """The truth sheet by external id."""
    with path.open(encoding="utf-8") as file:
        return {call.external_id: call for call in (_call(json.loads(line)) for line in file)}


def _call(row: dict[str, Any]) -> TrueCall:
    planted_words = {
        (item["turn"], place) for item in row["planted"] for place in range(item["first_word"], item["last_word"] + 1)
    }
    return TrueCall(
        external_id=row["external_id"],
        kind=row["kind"],
        cause=row["cause"],
        held_out=row["held_out"],
        unseen_voice=row["unseen_voice"],
        spoken=tuple(_words(row["turns"], planted_words)),
        planted=tuple(
            PlantedItem(
                type=item["type"],
                speaker=row["turns"][item["turn"]]["speaker"],
                channel=row["turns"][item["turn"]]["channel"],
                start=item["start_ms"] / 1000,
                end=item["end_ms"] / 1000,
            )
            for item in row["planted"]
        ),
        turns=tuple((turn["speaker"], turn["text"]) for turn in row["turns"]),
    )


def _words(turns: list[dict[str, Any]], planted: set[tuple[int, int]]) -> Iterator[TrueWord]:
    for turn in turns:
        for place, (word, start_ms, end_ms) in enumerate(turn["words"]):
            yield TrueWord(
                word, turn["speaker"], start_ms / 1000, end_ms / 1000, planted=(turn["index"], place) in planted
            )
