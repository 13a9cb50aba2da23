"""Two people on one line, told apart before a word is transcribed, and named by what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audio.sound import Samples
from transcribe.channels import Voices
from transcribe.diarisation import VoicePair, learn_voices, part_line
from transcribe.engine import Utterance
from transcribe.roles import UNKNOWN_ROLES, Evidence, Roles, evidence_of, roles_by
from transcribe.voice import find_voice


@dataclass(slots=True)
class SharedLine:
    """What is known of the people on a line, and what their words so far say about who is who.

    A long call is heard in sections: the voices stay the same, and every section adds to the evidence. `pair` is
    None where no two voices could be told apart.
    """

    pair: VoicePair | None
    outbound: bool = False
    evidence: Evidence = field(default_factory=Evidence)

    @classmethod
    def of(cls, line: Samples, *, outbound: bool = False) -> "SharedLine":
        """Learn the voices of a line from as much of the call as there is, shape (n,) at 16 kHz."""
        return cls(learn_voices(line, find_voice(line, 0)), outbound)

    def part(self, voices: Voices) -> Voices:
        """Each voice on a channel of its own."""
        if self.pair is None:
            return voices
        line = voices.channels[0]
        parted = part_line(line, find_voice(line, 0), self.pair)
        return replace(voices, speakers=voices.speakers * 2, channels=parted)

    def roles(self, channels: Sequence[Sequence[Utterance]], *, is_beginning: bool) -> Roles:
        """Who both are, by these words and all before them; `is_beginning` where nobody spoke before."""
        if self.pair is None:
            return UNKNOWN_ROLES
        first, second = channels
        self.evidence += evidence_of(first, second, is_beginning=is_beginning, outbound=self.outbound)
        return roles_by(self.evidence) if first or second else UNKNOWN_ROLES
