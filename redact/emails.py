"""E-mail addresses, written, or spoken with "at" and "dot com"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.atoms import Kind, atom_of
from redact.cues import Cue
from redact.distance import close
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON
from redact.lexicon.wordlist import words
from redact.tokens import EMAIL_WRITTEN, Call

_ENDINGS = words("""
    com co uk org net edu gov io info biz me us eu de fr ca au tv app dev mail
    calm come con comb calmed kong comp coms common cob dom am calms nut met ned nets bet oar ork dork orc organ
    """)
"""Top-level domains, and what a recogniser makes of "com", "net" and "org"."""
_HOSTS = words("""
    gmail googlemail yahoo hotmail outlook icloud aol msn proton protonmail live comcast verizon btinternet gmx me
    mailbox postbox fastmail zoho homemail inbox webmail ymail email mail sky virgin cox att sbcglobal earthlink
    """)
_DOTS = frozenset({"dot", "period", "point", "full", "stop", "doc", "dots", "got", "dut"})
_SIGNS = words("dot underscore dash hyphen minus point period plus under score")
_LOCAL_ENDS = words("""
    is it's its that's email mail address me my to yes yeah okay ok sure at the and your was send sent use uh um so
    well use e it i'd be have got here for with on by emailed would that this right i please
    """)
_SPELL_WORDS = words("as in for like capital lowercase uppercase letter double number then")
MOST_LOCAL = 24
MOST_DOMAIN = 6
_CUE_REACH = 45


def email_finds(call: Call, cues: Sequence[Cue]) -> list[Find]:
    written = [(position,) for position, token in enumerate(call.tokens) if EMAIL_WRITTEN.fullmatch(token.raw)]
    spoken = [tuple(row) for row in _spoken(call, cues)]
    return [Find(EntityType.EMAIL, row) for row in (*written, *spoken)]


def _spoken(call: Call, cues: Sequence[Cue]) -> Iterator[list[int]]:
    for position, token in enumerate(call.tokens):
        asked = _asked(position, cues)
        if token.text in ("at", "@"):
            domain = _domain(call, position, asked=asked)
            if domain:
                yield [*_local(call, position), position, *domain]
        elif (token.text in _HOSTS or asked) and _stands_with_ending(call, position):
            yield _lone_domain(call, position, asked=asked)


def _asked(position: int, cues: Sequence[Cue]) -> bool:
    return any(cue.type is EntityType.EMAIL and 0 < position - cue.last <= _CUE_REACH for cue in cues)


def _domain(call: Call, at: int, *, asked: bool) -> list[int]:
    """Positions behind an "at" up to and with the domain's ending; empty where none follows."""
    ahead = call.ahead(at, MOST_DOMAIN + 2)
    words = [call.text(position) for position in ahead]
    for index, word in enumerate(words[:-1]):
        if word in _DOTS and 0 < index <= MOST_DOMAIN and _is_ending(words[index + 1]):
            return ahead[: _last_ending(words, index + 1) + 1]
        if index and word in COMMON and word not in _HOSTS and word not in _DOTS:
            break
    if asked and "dot" in words[1:5]:
        dot = words.index("dot", 1)
        return ahead[: min(dot + 2, len(ahead))]
    if asked and _SURE_ENDINGS.intersection(words[1:4]):
        return ahead[: min(words.index(ending, 1) for ending in _SURE_ENDINGS.intersection(words[1:4])) + 1]
    if words and words[0] in _HOSTS - {"me", "live", "mail", "email", "sky", "cox", "inbox"}:
        return ahead[: 2 if len(words) > 1 and _is_ending(words[1]) else 1]
    return []


_SURE_ENDINGS = frozenset({"com", "net", "org", "uk", "edu"})


def _is_ending(word: str) -> bool:
    return word in _ENDINGS or (len(word) >= 3 and close(word, "com"))


def _last_ending(words: list[str], place: int) -> int:
    """As in "co dot uk" goes on after its first ending."""
    while place + 2 < len(words) and words[place + 1] in _DOTS and _is_ending(words[place + 2]):
        place += 2
    if place + 1 < len(words) and words[place] == "co" and words[place + 1] == "uk":
        place += 1
    return place


def _local(call: Call, at: int) -> list[int]:
    """Positions of the part before the "at"."""
    row: list[int] = []
    for position in call.behind(at, MOST_LOCAL):
        token = call.tokens[position]
        if row and token.ends_clause and token.line != call.tokens[row[-1]].line:
            break
        if not _may_be_local(call, position, row):
            break
        row.append(position)
    return _without_dangling(call, row[::-1])


def _may_be_local(call: Call, position: int, row: list[int]) -> bool:
    token = call.tokens[position]
    text = token.text
    if text in _SIGNS or text in _SPELL_WORDS:
        return True
    atom = atom_of(token)
    if atom is not None and not (atom.kind is Kind.WEAK and text in ("to", "for", "too")):
        return True
    if text in _LOCAL_ENDS:
        return False
    # One everyday word may begin an address ("red dot barn at …"); a sentence before it may not.
    return text not in COMMON or len(row) < 1 or call.text(row[-1]) in _SIGNS


def _without_dangling(call: Call, row: list[int]) -> list[int]:
    """A local part does not begin with "as", "for" or "then"."""
    while row and call.text(row[0]) in _SPELL_WORDS | {"and"}:
        row = row[1:]
    return row


def _stands_with_ending(call: Call, position: int) -> bool:
    words = [call.text(p) for p in call.ahead(position, 2, same_line=True)]
    return len(words) == 2 and words[0] == "dot" and words[1] in _SURE_ENDINGS | {"co"}


def _lone_domain(call: Call, position: int, *, asked: bool) -> list[int]:
    """A host and its ending whose "at" was misheard: the words before it go too, when an address was asked."""
    ending = call.ahead(position, 2, same_line=True)
    if not asked:
        return [position, *ending]
    before = call.behind(position, 1, same_line=True)
    if before and call.text(before[0]) in _FOR_AT:
        return [*_local(call, before[0]), before[0], position, *ending]
    return [*_local(call, position), position, *ending]


_FOR_AT = frozenset({"that", "and", "add", "act", "app", "had", "hat", "it"})
"""What recognisers write for "at"."""
