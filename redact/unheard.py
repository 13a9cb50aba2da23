"""Values the recogniser did not hear at all: "my pin is", and then sound without a word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from redact.cues import Cue
from redact.entities import Unheard
from redact.finds import Find
from redact.spoken import FILLERS, OPENERS
from redact.tokens import Call

LONGEST_S = 8.0
"""No value takes longer to say."""
SHORTEST_S = 0.2
_LINKS = FILLERS | {"be", "to", "was", "are", "yeah", "sure"}
_ANSWER_LINES = 2


def unheard(call: Call, said: Sequence[Cue], found: Sequence[Find]) -> list[Unheard]:
    """Wordless sound where a value was announced and none was found, or where the answer to its question is."""
    cut = {position for find in found for position in find.positions}
    holes: list[Unheard] = []
    for cue in said:
        if cue.type is None or cue.vague:
            continue
        for position in _leads(call, cue):
            holes += _behind(call, position, cut)
        for line in _answers(call, cue):
            if all(call.text(position) in OPENERS and position not in cut for position in line):
                for position in line:
                    holes += _behind(call, position, cut)
    for position in _read_back(call, cut):
        holes += _behind(call, position, cut)
    return list(dict.fromkeys(holes))


def _read_back(call: Call, cut: set[int]) -> Iterator[int]:
    """Words that lead to a value said again, soon after it was said: "so that is", "i have"."""
    lines = {call.tokens[position].line: call.tokens[position].speaker for position in cut}
    for position, token in enumerate(call.tokens):
        spoken = (lines.get(token.line - back) for back in range(1, _ANSWER_LINES + 1))
        if token.text in _LEADS and any(speaker not in (None, token.speaker) for speaker in spoken):
            yield position


def _leads(call: Call, cue: Cue) -> set[int]:
    """Words behind which the speaker's own value should stand: the last link to it, and a turn's hanging end."""
    rest = call.ahead(cue.last, _TURN_WORDS, same_line=True)
    link = cue.last
    for position in rest:
        if call.text(position) not in _LINKS:
            break
        link = position
    leads = {link} if link != cue.last or rest else set()
    return leads | ({rest[-1]} if rest and call.text(rest[-1]) in _LEADS else set())


_TURN_WORDS = 20
_LEADS = frozenset({"is", "it's", "are", "was", "to", "be", "that's", "have", "repeat", "says"})


def _behind(call: Call, position: int, cut: set[int]) -> Iterator[Unheard]:
    """The sound between a word and the speaker's next one, where that is long enough for a value."""
    token = call.tokens[position]
    ahead = call.ahead(position, 1)
    if ahead and ahead[0] in cut:
        return
    following = call.tokens[ahead[0]].start if ahead else math.inf
    end = min(following, token.end + LONGEST_S)
    if end - token.end >= SHORTEST_S:
        yield Unheard(token.speaker, token.end, end)


def _answers(call: Call, cue: Cue) -> Iterator[list[int]]:
    """The next turns by the other side."""
    asker = call.tokens[cue.last]
    rows: dict[int, list[int]] = {}
    for position in range(cue.last + 1, len(call.tokens)):
        token = call.tokens[position]
        if token.line > asker.line + _ANSWER_LINES:
            break
        if token.line > asker.line and token.speaker is not asker.speaker:
            rows.setdefault(token.line, []).append(position)
    yield from rows.values()
