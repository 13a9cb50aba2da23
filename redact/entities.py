"""What was cut out, and where: types, spans and the result of a redaction. Never a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from audio.words import Segment, Speaker


class EntityType(StrEnum):
    """A kind of personal data; the order is the order of precedence where two kinds overlap."""

    IBAN = "IBAN"
    CARD_NUMBER = "CARD_NUMBER"
    SECURITY_CODE = "SECURITY_CODE"
    CARD_EXPIRY = "CARD_EXPIRY"
    PIN = "PIN"
    SECRET = "SECRET"  # noqa: S105 - the name of a kind of data, not a password
    EMAIL = "EMAIL"
    NATIONAL_ID = "NATIONAL_ID"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    PHONE = "PHONE"
    LICENCE_PLATE = "LICENCE_PLATE"
    ADDRESS = "ADDRESS"
    NAME = "NAME"

    @property
    def precedence(self) -> int:
        """0 is the strongest."""
        return _PRECEDENCE[self]

    @property
    def placeholder(self) -> str:
        """The one word that stands where the value was."""
        return f"[{self.value}]"


_PRECEDENCE: Mapping[EntityType, int] = {kind: rank for rank, kind in enumerate(EntityType)}
PLACEHOLDER = re.compile(r"\[(" + "|".join(kind.value for kind in EntityType) + r")\]")


@dataclass(frozen=True, slots=True)
class Entity:
    """One cut inside one segment (or line).

    `line` counts segments from 0; `first_word` and `last_word` are inclusive positions among that
    segment's original words; `start_char` and `end_char` are half-open offsets in the original text;
    `start` and `end` are seconds (both NaN for typed text). `repeated` is True where the speaker only says
    again what the other side said.
    """

    type: EntityType
    line: int
    first_word: int
    last_word: int
    start_char: int
    end_char: int
    start: float
    end: float
    speaker: Speaker = Speaker.UNKNOWN
    repeated: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape `redact text --json` prints: the type, the line, and character offsets in that line."""
        return {"type": self.type.value, "line": self.line, "start": self.start_char, "end": self.end_char}


@dataclass(frozen=True, slots=True)
class Unheard:
    """Seconds of one speaker's sound in which a value may stand that no word was written for.

    `type` is what was heard there at the second listen; None where it is only feared.
    """

    speaker: Speaker
    start: float
    end: float
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut as it is stored and shown: seconds of the recording, with or without words in the first transcript."""

    type: EntityType
    speaker: Speaker
    start: float
    end: float

    def as_json(self) -> dict[str, Any]:
        return {
            "type": self.type.value,
            "speaker": self.speaker.value,
            "start": round(self.start, 3),
            "end": round(self.end, 3),
        }


@dataclass(frozen=True, slots=True)
class Redaction:
    """Redacted segments, as many as came in, the cuts made in them, and the sound that goes without any word."""

    segments: tuple[Segment, ...]
    entities: tuple[Entity, ...]
    unheard: tuple[Unheard, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(segment.text for segment in self.segments)

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What was cut where in the sound, in time order."""
        found = [Cut(one.type, one.speaker, one.start, one.end) for one in self.entities]
        found += [Cut(one.type, one.speaker, one.start, one.end) for one in self.unheard if one.type is not None]
        return tuple(sorted(found, key=lambda cut: cut.start))

    def counts(self) -> dict[str, int]:
        """Cuts per type, for the log and the call's page."""
        return dict(Counter(entity.type.value for entity in self.entities))


@dataclass(frozen=True, slots=True)
class RedactedText:
    """Redacted typed text, line by line as it came in, and the cuts made in it."""

    text: str
    entities: tuple[Entity, ...]

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "entities": [entity.as_json() for entity in self.entities]}
