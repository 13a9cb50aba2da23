"""Passwords and memorable words: whatever words answer the question for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audio.words import Speaker
from redact.atoms import atom_of
from redact.cues import Cue
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.wordlist import words
from redact.tokens import Call

_WORDY = words("""
    place town school pet pet's memorable verbal keyword login password passphrase phrase word maiden answer key
    codeword name passcode pass question
    """)
"""Cues whose value may be words and not only digits."""
_LINKING = words("is as like was it's that's be to")
_LINKS = _LINKING | words("""
    set been currently now uh um well okay the answer i've i have got we've we hold down here on file account should
    would used might will could reads says chose picked chosen gave made use
    """)
"""Words between what a value is called and the value; one of them must link."""
_MOST_LINKS = 8
_USES = words("with use using try enter type")
_USED_WITHIN = 3
_ASKS = words("what's what confirm tell give verify provide have get need enter read")
_ASKING_WITHIN = 6
MOST_WORDS = 6
_ANSWER_TOKENS = 12
_STOPS = words("""
    and but because so that i you we can could would please thanks thank what how when did do does is was not it for
    change with if right
    """)


def password_finds(call: Call, cues: Sequence[Cue]) -> list[Find]:
    found = []
    for cue in cues:
        if cue.type is EntityType.SECRET and _WORDY.intersection(cue.phrase):
            found += [
                tuple(row) for row in (_said_after(call, cue), _said_before(call, cue), _answered(call, cue)) if row
            ]
    return [Find(EntityType.SECRET, row) for row in found]


def _said_after(call: Call, cue: Cue) -> list[int]:
    """As in "my password is blue horse seven": the words behind a link, to the end of the clause."""
    ahead = call.ahead(cue.last, MOST_WORDS + _MOST_LINKS, same_line=True)
    linked = _behind_link(call, cue, ahead)
    used = {call.text(position) for position in call.behind(cue.first, _USED_WITHIN, same_line=True)} & _USES
    if linked is None and _is_put_in(call, cue, ahead):
        linked = 1
    if linked is not None or used:
        return list(_value(call, ahead[linked or 0 :]))
    if not ahead or call.text(ahead[0]) in COMMON or atom_of(call.tokens[ahead[0]]) is not None:
        return []
    return list(_value(call, ahead))


def _is_put_in(call: Call, cue: Cue, ahead: Sequence[int]) -> bool:
    """As in "i put the password in thunder three"."""
    before = [call.text(position) for position in call.behind(cue.first, _USED_WITHIN, same_line=True)]
    return [call.text(position) for position in ahead[:1]] == ["in"] and not _PUTS.isdisjoint(before)


_PUTS = words("put putting puts typed typing type enter entered entering key keyed")


def _behind_link(call: Call, cue: Cue, ahead: Sequence[int]) -> int | None:
    """How many words lead up to the value: "on the sticker's", "for today will be"; None where none links."""
    linked = 0
    told = call.text(cue.last).endswith("'s") or cue.phrase in _TOLD_BY_NAME
    for place, position in enumerate(() if told else ahead[:_MOST_LINKS]):
        text = call.text(position)
        if text in _LINKING or (text.endswith("'s") and text not in _PRONOUNS):
            linked = place + 1
            break
        if text in _PRONOUNS or call.tokens[position].ends_clause:
            break
    if not linked and not told:
        return None
    while linked < len(ahead) and call.text(ahead[linked]) in _LINKS:
        linked += 1
    return linked


_TOLD_BY_NAME = frozenset(
    {("code", "word"), ("codeword",), ("safe", "word"), ("safety", "word"), ("challenge", "word")}
)
"""Cues that the value may follow without a link."""
_PRONOUNS = words("i you we they he she who which that's it's he's she's i'm what's there's and but so")


def _said_before(call: Call, cue: Cue) -> list[int]:
    """As in "try blue horse as the password", "blue horse is my password"."""
    behind = call.behind(cue.first, MOST_WORDS + 2, same_line=True)
    words = [call.text(position) for position in behind]
    if words[:1] and words[0] in ("the", "my", "a") and words[1:2] and words[1] in ("as", "is"):
        row = list(_value(call, behind[2:], backward=True))
        return row[::-1]
    return []


def _answered(call: Call, cue: Cue) -> list[int]:
    """The other side's next turn, when the cue's turn asks for the value and the answer is short."""
    line = call.tokens[cue.last].line
    before = [t.text for t in call.tokens[max(0, cue.first - _ASKING_WITHIN) : cue.first] if t.line == line]
    if call.tokens[cue.last].speaker is not Speaker.AGENT and not _ASKS.intersection(before):
        return []
    answer = [p for p in range(cue.last + 1, min(len(call.tokens), cue.last + 30)) if call.tokens[p].line > line]
    if not answer:
        return []
    row = [p for p in answer if call.tokens[p].line == call.tokens[answer[0]].line]
    row = [p for p in row if call.tokens[p].speaker != call.tokens[cue.last].speaker or not _both_known(call)]
    if not row or len(row) > _ANSWER_TOKENS:
        return []
    start = 0
    while start < len(row) and (call.text(row[start]) in HARD_STOPS or call.text(row[start]) in _LINKS):
        start += 1
    return list(_value(call, row[start:]))


def _both_known(call: Call) -> bool:
    return len(call.streams) > 1


def _value(call: Call, positions: Sequence[int], *, backward: bool = False) -> Iterator[int]:
    """The words of a value, and those that put it right: "cinnamon no sorry marmalade"."""
    row = list(_said_once(call, positions, backward=backward))
    yield from row
    if row and not backward:
        rest = [position for position in positions if position > row[-1]]
        words = [call.text(position) for position in rest]
        mended = next((place for place, word in enumerate(words) if word not in _MENDING), len(rest))
        if mended and not _SURE_MENDING.isdisjoint(words[:mended]):
            again = list(_said_once(call, rest[mended:], backward=False))
            yield from (*rest[:mended], *again) if again else ()


_MENDING = words("no sorry wait i mean actually rather hang on er uh um correction scratch that oh it's")
_SURE_MENDING = frozenset({"sorry", "wait", "mean", "correction", "scratch", "actually"})


def _said_once(call: Call, positions: Sequence[int], *, backward: bool = False) -> Iterator[int]:
    for count, position in enumerate(positions):
        token = call.tokens[position]
        following = call.text(positions[count + 1]) if count + 1 < len(positions) else ""
        spelled_on = count and token.text == "and" and len(following) == 1
        joins = count and token.text == "and" and following not in HARD_STOPS
        talk = bool(count) and token.text in _GOES_ON and not _ends_turn(call, positions[count:])
        stops = (token.text in _STOPS or talk) and not (spelled_on or joins)
        if count >= MOST_WORDS or token.is_placeholder or stops or (backward and token.text in _TRIES):
            return
        if not count and _is_no_value(token.text, following):
            return
        yield position
        if token.ends_clause and not backward:
            return


def _ends_turn(call: Call, rest: Sequence[int]) -> bool:
    """True for the "never forget" of "elephants never forget", behind which the turn ends."""
    return (
        len(rest) <= _LAST_WORDS
        and not call.ahead(rest[-1], 1, same_line=True)
        and _STOPS.isdisjoint(call.text(position) for position in rest)
    )


_LAST_WORDS = 2


def _is_no_value(text: str, following: str) -> bool:
    """As in "my password is wrong", "the password is not working": states, not values."""
    plain = text in _STATES or text in _THANKS
    return text in HARD_STOPS or (plain and (not following or following in HARD_STOPS))


_GOES_ON = (HARD_STOPS - words("a of the in on up my down over under out off about all now one for me")) | words(
    "no keep write rest god the you'll you'd you've he'd she'd they'd"
)
"""Words of talk behind a password."""
_TRIES = frozenset(
    {
        "try",
        "use",
        "used",
        "typed",
        "entered",
        "type",
        "enter",
        "put",
        "pick",
        "picked",
        "chose",
        "in",
        "typing",
        "using",
        "keep",
        "have",
        "had",
        "got",
    }
)
_THANKS = words("great perfect alright fine good thanks cool sure correct awesome lovely")


_STATES = words("""
    wrong incorrect expired working locked reset changed correct invalid required missing gone different unable
    rejected written printed case sent
    """)
