"""E-mail addresses, written, or spoken with "at" and "dot com"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.atoms import SPELLING, Kind, atom_of
from redact.cues import Cue, announced_as
from redact.entities import EntityType
from redact.finds import Find
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.wordlist import words
from redact.stretches import stretches
from redact.tokens import EMAIL_WRITTEN, Call

_ENDINGS = words("""
    com co uk org net edu gov io info biz me us eu de fr ca au tv app dev mail ie io nl es it ch se dk be pl pt
    au nz za jp br
    calm come con comb calmed kong comp coms common cob dom am calms nut met ned nets bet oar ork dork orc organ
    """)
"""Top-level domains, and what a recogniser makes of "com", "net" and "org"."""
_HOSTS = words("""
    gmail googlemail yahoo hotmail outlook icloud aol msn proton protonmail live comcast verizon btinternet gmx me
    mailbox postbox fastmail zoho homemail inbox webmail ymail email mail sky virgin cox att sbcglobal earthlink
    """)
_DOTS = frozenset({"dot", "period", "point", "dots"})
_FOR_DOT = frozenset({"doc", "got", "dut", "full", "stop", "that"})
_FOR_AT = frozenset({"that", "and", "add", "act", "app", "had", "hat", "it"})
"""What recognisers write for "dot" and for "at"."""
_SIGNS = _DOTS | words("underscore dash hyphen minus plus under score")
_SURE_ENDINGS = frozenset({"com", "net", "org", "uk", "edu", "co"})
_SURE_HOSTS = _HOSTS - {"me", "live", "mail", "email", "sky", "cox", "inbox", "virgin", "att"}
_ENDS = words("""
    is it's its that's email mail address me my to yes yeah your was send sent use e i'd be have here with
    on by emailed would this right please thanks thank you we he she they what which
    """)
"""Words that are no part of an address."""
_BETWEEN = words(
    "as in for like capital lowercase uppercase letter double number then all one word okay ok um uh so well"
)
_CUE_REACH = 45
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class _Points:
    """What a word adds to an address; more where one was asked for."""

    strange: float
    common: float
    between: float
    misheard: float
    drop: float


_ASKED = _Points(strange=1.0, common=-0.9, between=-0.3, misheard=0.5, drop=2.0)
_UNASKED = _Points(strange=0.7, common=-1.5, between=-0.5, misheard=-0.3, drop=1.5)
_SIGN = 2.0
_AT = 1.5
_CHARACTER = 1.0
_NEXT_LINE = -1.0
_NEVER = -10.0


def email_finds(call: Call, cues: Sequence[Cue]) -> list[Find]:
    written = [(position,) for position, token in enumerate(call.tokens) if EMAIL_WRITTEN.fullmatch(token.raw)]
    spoken = [tuple(row) for row in (*_spoken(call, cues), *_named_parts(call, cues))]
    return [Find(EntityType.EMAIL, row) for row in (*written, *spoken) if row]


def _named_parts(call: Call, cues: Sequence[Cue]) -> Iterator[list[int]]:
    """The answer to "what comes before the at"."""
    for cue in cues:
        if cue.type is not EntityType.EMAIL or cue.phrase[-2:] != ("the", "at"):
            continue
        asked = call.tokens[cue.last]
        ahead = range(cue.last + 1, min(len(call.tokens), cue.last + _ANSWER_WORDS))
        row = [one for one in ahead if call.tokens[one].line == asked.line + 1]
        if all(call.tokens[one].speaker is not asked.speaker for one in row):
            yield [one for one in row if call.text(one) not in _ENDS | _BETWEEN and not call.tokens[one].is_placeholder]


_ANSWER_WORDS = 20


def _spoken(call: Call, cues: Sequence[Cue]) -> Iterator[list[int]]:
    asked = _asked(call, cues)
    for stream in call.streams.values():
        yield from _Reader(call, stream, [asked[position] for position in stream]).read()


def _asked(call: Call, cues: Sequence[Cue]) -> list[bool]:
    """For each position whether it is behind a question for an address, or before "… is my email"."""
    asked = announced_as(EntityType.EMAIL, call, cues, reach=_CUE_REACH)
    for cue in cues:
        if cue.type is EntityType.EMAIL:
            before = range(max(0, cue.first - _NAMED), cue.first)
            asked[before.start : before.stop] = [True] * len(before)
    return asked


_NAMED = 12


class _Reader:
    """The words of one speaker, and how much each speaks for an address."""

    def __init__(self, call: Call, stream: Sequence[int], asked: Sequence[bool]) -> None:
        self.call = call
        self.stream = stream
        self.asked = asked
        self.texts = [call.text(position) for position in stream]

    def read(self) -> Iterator[list[int]]:
        points = [self._points(place) for place in range(len(self.stream))]
        joins = [self._join(place) for place in range(len(self.stream))]
        for places in stretches(points, drop=_ASKED.drop, joins=joins):
            if self._is_address(places):
                yield [self.stream[place] for place in self._trimmed(places)]

    def _points(self, place: int) -> float:
        token = self.call.tokens[self.stream[place]]
        if token.is_placeholder or EMAIL_WRITTEN.fullmatch(token.raw):
            return _NEVER
        return self._said(place)

    def _join(self, place: int) -> float:
        before = self.call.tokens[self.stream[max(0, place - 1)]]
        return _NEXT_LINE if before.line != self.call.tokens[self.stream[place]].line else 0.0

    def _said(self, place: int) -> float:
        text, table = self.texts[place], _ASKED if self.asked[place] else _UNASKED
        if text in _SIGNS:
            return _SIGN
        if text in ("at", "@"):
            return _AT if self._leads_to_domain(place) else _NEVER
        if self._is_ending(place) or text in _SURE_HOSTS:
            return _SIGN
        if text in _FOR_AT and self._leads_to_domain(place):
            return table.misheard
        if text in _FOR_DOT and self._is_ending(place + 1):
            return max(table.misheard, 0.0)
        if text in _BETWEEN:
            return table.between
        if text in SPELLING and place and self.texts[place - 1] in ("in", "for", "like"):
            return _CHARACTER
        atom = atom_of(self.call.tokens[self.stream[place]])
        if atom is not None and not (atom.kind is Kind.WEAK and text in ("to", "for", "too")):
            return _CHARACTER if text not in ("i", "a") else table.between
        if text in _ENDS:
            return _NEVER
        return table.strange if text not in COMMON or self._is_before_sign(place) else table.common

    def _is_ending(self, place: int) -> bool:
        """A top-level domain, or behind a dot what sounds like one."""
        if not 0 < place < len(self.texts):
            return False
        text, before = self.texts[place], self.texts[place - 1]
        if self._spells_country(place) or self._spells_country(place - 1):  # "dot c a"
            return True
        if before in _DOTS or before in _FOR_DOT or before in _BETWEEN:
            return text in _ENDINGS if before in _DOTS | _FOR_DOT else text in _SURE_ENDINGS
        return text in _SURE_ENDINGS and (before not in COMMON or before in _HOSTS)

    def _spells_country(self, place: int) -> bool:
        spelled = [self.texts[one] for one in (place, place + 1) if 0 <= one < len(self.texts)]
        return place > 0 and self.texts[place - 1] in _DOTS and "".join(spelled) in _ENDINGS and len(spelled) > 1

    def _leads_to_domain(self, place: int) -> bool:
        """True where a host, or a dot with an ending, follows within a few words."""
        for ahead in range(place + 1, min(place + 1 + _AHEAD, len(self.texts))):
            if self.texts[ahead] in _SURE_HOSTS or self._is_ending(ahead):
                return True
            if self.asked[place] and self.texts[ahead] in _DOTS:
                return True
        return False

    def _is_before_sign(self, place: int) -> bool:
        """One everyday word may stand before a dot or an at: "red dot barn at …"."""
        after = self.texts[place + 1] if place + 1 < len(self.texts) else ""
        return after in _SIGNS or (after == "at" and self._leads_to_domain(place + 1))

    def _is_address(self, places: range) -> bool:
        """An at and a domain; where an address was asked for, a domain is enough."""
        texts = [self.texts[place] for place in places]
        if self._is_site(places):
            return False
        host = any(text in _SURE_HOSTS for text in texts)
        ending = any(self._is_ending(place) for place in places)
        if any(text in ("at", "@") for text in texts[:-1]):
            return host or ending or any(self.asked[place] for place in places)
        sure = host or any(text in _DOTS for text in texts)
        return sure and ending and (host or len(places) > _LONE_DOMAIN or any(self.asked[place] for place in places))

    def _is_site(self, places: range) -> bool:
        """As in "our website is www dot brightwater dot com": no at, and the talk is of a page."""
        texts = [self.texts[place] for place in range(max(0, places.start - _NAMES_SITE), places.stop)]
        return not _SITES.isdisjoint(texts) and not any(self.texts[place] in _AT_WORDS for place in places)

    def _trimmed(self, places: range) -> range:
        """An address does not begin with "as", "for" or "then", and ends with its domain."""
        start = places.start
        while start < places.stop - 1 and self.texts[start] in _BETWEEN:
            start += 1
        start = self._with_name(start)
        while start < places.start and self.texts[start] in _BETWEEN:
            start += 1
        ends = [place for place in places if self._is_ending(place)]
        return range(start, self._with_country(ends[-1] + 1, places.stop) if ends else places.stop)

    def _with_name(self, start: int) -> int:
        """Where everyday words of a name before the at begin: "happy gardener sixty two at …"."""
        first = start
        while first and start - first < _NAME_WORDS and self._may_name(first - 1):
            first -= 1
        return first

    def _may_name(self, place: int) -> bool:
        tokens = [self.call.tokens[self.stream[one]] for one in (place, place + 1)]
        text = self.texts[place]
        if text == "that's" and self.asked[place] and len(self.texts[place + 1]) == 1:  # "poppet, that's p o double p"
            return tokens[0].line == tokens[1].line
        plain = (text in HARD_STOPS | _ENDS | _OPENERS or text.endswith("'s")) and text not in _BETWEEN
        return tokens[0].line == tokens[1].line and not (tokens[0].ends_clause or tokens[0].is_placeholder or plain)

    def _with_country(self, stop: int, last: int) -> int:
        """The end of an address whose country is spelled: "dot co dot n z"."""
        place = stop + (stop < last and self.texts[stop] in _DOTS | _FOR_DOT)
        spelled = place
        while spelled < len(self.texts) and spelled < place + _COUNTRY and len(self.texts[spelled]) == 1:
            spelled += 1
        return spelled if spelled == place + _COUNTRY else stop


_NAME_WORDS = 5
_OPENERS = words("""
    sure there's from either or try use using emails email's mail's write was into over currently now under still
    just that'd that'll it'll would and to okay yes yeah no confirmation's gone keep probably back
    """)
_SITES = words("www website site web page online browser visit url link")
_NAMES_SITE = 4
_AT_WORDS = _FOR_AT | {"at", "@"}
_COUNTRY = 2
"""Letters of a country's domain."""
_LONE_DOMAIN = 3
"""Words of a web site's name: "amazon dot com" is no address."""
