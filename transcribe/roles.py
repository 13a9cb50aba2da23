"""Which of two voices is the agent: by the greeting, by who asks for what, and by who speaks first.

Every cue is an ordinary phrase of service calls, in English; it counts for the voice that says it. The odds of all
cues together give the confidence. What stays below `CONFIDENT` is called unknown, because a wrong agent is worse than
none.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audio.words import Speaker
from transcribe.engine import Utterance

CONFIDENT: Final = 0.9

_FIRST_INBOUND: Final = 1.2
"""Log odds that the voice heard first on an inbound call is the agent's; recordings may begin at a caller's "hello"."""

_FIRST_OUTBOUND: Final = -0.8
_MOST_OF_ONE_CUE: Final = 2
_OPENING_WORDS: Final = 30

_GREETING: Final = tuple(
    re.compile(rf"\b(?:{phrase})\b")
    for phrase in (
        r"(?:thank you|thanks) for (?:calling|phoning|ringing|contacting)",
        r"how (?:can|may|could) (?:i|we) (?:help|assist|be of)",
        r"what (?:can|may) (?:i|we) (?:do|help)",
        r"(?:welcome to|you(?: have|ve|'ve) reached|you(?: are|'re| re) through to)",
        r"(?:this is|my name is|you(?: are|'re) speaking with) \w+(?: \w+)? (?:speaking|from|with|at|in|how|what)",
        r"(?:customer (?:care|service|support)|help ?desk|support line)",
        r"(?:reason for your call|calling (?:you )?on behalf of|call (?:may|will) be recorded|recorded line)",
    )
)
_DID: Final = (
    "made|make|opened|open|created|sent|send|noted|corrected|changed|credit|credited|refund|refunded|passed|pass|"
    "booked|book|scheduled|schedule|write|see|pull|offer|transfer"
)
_ASKED: Final = "number|name|address|date|code|email|phone|birth"
_AGENT: Final = tuple(
    re.compile(rf"\b(?:{phrase})\b")
    for phrase in (
        r"(?:may|can|could) i (?:please )?(?:have|get|take|ask)",
        r"(?:could|can|would|will) you (?:please )?(?:give|tell|spell|confirm|verify|read|repeat|hold)",
        rf"(?:what is|what's|what was|and) (?:your|the) (?:\w+ ){{0,2}}(?:{_ASKED})",
        r"(?:is|was) there (?:anything|something) else",
        r"let me (?:just )?(?:check|look|see|have|pull|put|transfer|help|get|find|bring)",
        r"(?:i am|i'm|im) (?:so |very |really )?sorry (?:to hear|about|for)|sorry (?:about|for) that|i apologi[sz]e",
        r"(?:one|a|just a) (?:moment|minute|second) please",
        r"please hold|hold the line|bear with me|put you (?:through|on)",
        rf"(?:i have|i've|ive|i will|i'll|i can) (?:{_DID})",
        r"(?:on|to|for|in|with|of) your (?:account|order|bill|card|plan|line|file|name)",
        r"you will (?:see|get|receive|have)",
        r"thank(?:s| you) for (?:your (?:call|patience|time)|holding|waiting|telling|letting|being)",
        r"(?:have|enjoy) (?:a|your|the) (?:\w+ )?(?:day|evening|afternoon|morning|weekend|one)",
        r"you(?: are|'re) (?:very )?welcome|my pleasure|glad (?:i|to|we)",
    )
)
_THEIRS: Final = (
    "bill|account|internet|phone|order|card|router|service|plan|contract|line|house|wife|husband|car|number|name|"
    "address|email|birthday|payment|neighbou?r|mother|father|son|daughter"
)
_CUSTOMER: Final = tuple(
    re.compile(rf"\b(?:{phrase})\b")
    for phrase in (
        rf"(?:my|our) (?:\w+ )?(?:{_THEIRS})",
        r"i (?:have|had|got|'ve got|received|read|saw) (?:a|an|the|your|this|my)",
        r"i(?: am|'m|m| was)? call(?:ing|ed)? (?:about|because|to|for|the|from|on|you)",
        r"i (?:want|wanted|need|needed|would like|'d like|do not|don't|was hoping|was wondering|just)",
        r"(?:you|they|he|she|somebody|someone|nobody|your \w+) (?:told|said|promised|sent|charged|advertise)",
        r"i (?:was|have been|got|am being) (?:told|promised|charged|billed|waiting|cut|sent)",
        r"(?:does not|doesn't|isn't|is not|not|nothing) work(?:s|ing)?",
        r"no (?:signal|connection|internet|dial tone)",
        r"why (?:is|was|do|did|am|are|have)|it says",
        r"that is (?:all|everything)|no that|can i (?:speak|talk|cancel|change|return|pay)",
    )
)
_GREETING_ODDS: Final = 2.5
_CUE_ODDS: Final = 1.0
_COMMON: Final = 2.0


@dataclass(frozen=True, slots=True)
class Roles:
    """Who the two voices are, in their order, and how sure that is (0.5 to 1)."""

    speakers: tuple[Speaker, Speaker]
    confidence: float


UNKNOWN_ROLES: Final = Roles((Speaker.UNKNOWN, Speaker.UNKNOWN), 0.5)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What words say so far, in log odds: that the first voice, and that the second, is an agent's.

    `beginning` are the odds for the first voice by who spoke first in the call.
    """

    first: float = 0.0
    second: float = 0.0
    beginning: float = 0.0

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(self.first + other.first, self.second + other.second, self.beginning + other.beginning)

    @property
    def odds(self) -> float:
        """Log odds that the first voice is the agent and the second the customer.

        Two voices that both talk like agents may be one: what they have in common counts against both.
        """
        difference = self.first - self.second + self.beginning
        common = min(abs(self.first), abs(self.second)) if self.first * self.second > 0 else 0.0
        return math.copysign(max(0.0, abs(difference) - _COMMON * common), difference)


def roles_of(first: Sequence[Utterance], second: Sequence[Utterance], *, outbound: bool = False) -> Roles:
    """Tell which of two voices is the agent from what both say in a whole call; unknown where that is not clear."""
    return roles_by(evidence_of(first, second, is_beginning=True, outbound=outbound))


def evidence_of(
    first: Sequence[Utterance], second: Sequence[Utterance], *, is_beginning: bool, outbound: bool
) -> Evidence:
    """What the words of a call or a part of it say; nothing where only one voice says anything."""
    if not first or not second:
        return Evidence()
    begins = 1 if first[0].start <= second[0].start else -1
    beginning = begins * (_FIRST_OUTBOUND if outbound else _FIRST_INBOUND) if is_beginning else 0.0
    return Evidence(_agent_odds(first), _agent_odds(second), beginning)


def roles_by(evidence: Evidence) -> Roles:
    confidence = 1 / (1 + math.exp(-abs(evidence.odds)))
    if confidence < CONFIDENT:
        return Roles(UNKNOWN_ROLES.speakers, confidence)
    agent, customer = Speaker.AGENT, Speaker.CUSTOMER
    return Roles((agent, customer) if evidence.odds > 0 else (customer, agent), confidence)


def _agent_odds(utterances: Sequence[Utterance]) -> float:
    """Log odds for the agent from one voice's words."""
    text = " ".join(utterance.text for utterance in utterances).lower()
    words = re.sub(r"[^a-z0-9' ]+", " ", text).split()
    said, opening = " ".join(words), " ".join(words[:_OPENING_WORDS])
    return (
        _GREETING_ODDS * _count(_GREETING, opening)
        + _CUE_ODDS * _count(_AGENT, said)
        - _CUE_ODDS * _count(_CUSTOMER, said)
    )


def _count(cues: Sequence[re.Pattern[str]], text: str) -> int:
    return sum(min(_MOST_OF_ONE_CUE, len(cue.findall(text))) for cue in cues)
