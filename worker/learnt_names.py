"""Names that were cut out earlier in a call, known again where nothing announces them: as keyed hashes only.

In one piece of a call a name that was found once is cut wherever it is said. A long call is redacted in chunks, and
a worker that takes over knows no word of those before it; so each chunk leaves the hashes of its names behind.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from audio.words import Segment
from redact.entities import Entity, EntityType
from redact.exemptions import Exemptions

HASH_BYTES = 16
SHORTEST = 3
_NAME = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@dataclass(slots=True)
class LearntNames:
    key: bytes = field(repr=False)
    hashes: set[str] = field(default_factory=set)

    def learn(self, segments: Sequence[Segment], entities: Iterable[Entity]) -> list[str]:
        """Remember the names among the cuts of these segments; returns their hashes, for whoever comes after."""
        new = sorted({self._hash(name) for name in _names(segments, entities)} - self.hashes)
        self.hashes.update(new)
        return new

    def added_to(self, exempt: Exemptions, segments: Iterable[Segment]) -> Exemptions:
        """The lists of the call, with those words of these segments that are names learnt before."""
        if not self.hashes:
            return exempt
        said = {plain for segment in segments for word in segment.words for plain in _plain(word.word)}
        return replace(exempt, names=exempt.names | {word for word in said if self._hash(word) in self.hashes})

    def _hash(self, name: str) -> str:
        return hmac.new(self.key, f"name:{name}".encode(), hashlib.sha256).hexdigest()[: 2 * HASH_BYTES]


def _names(segments: Sequence[Segment], entities: Iterable[Entity]) -> Iterator[str]:
    for entity in entities:
        if entity.type is EntityType.NAME:
            for word in segments[entity.line].words[entity.first_word : entity.last_word + 1]:
                yield from _plain(word.word)


def _plain(word: str) -> list[str]:
    """The word as lists of names spell it; parts too short for a name are left out."""
    return [part for part in _NAME.findall(word.lower().removesuffix("'s")) if len(part) >= SHORTEST]
