"""Words that announce what the next number, name or address is: "my card number", "your order number"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from redact.atoms import atom_of
from redact.beside import LINKERS
from redact.entities import EntityType
from redact.lexicon.announced import ANNOUNCED
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.things import PAPERS, THINGS
from redact.lexicon.wordlist import words
from redact.near import near_cues
from redact.phrases import Match, Phrases
from redact.tokens import Call

_NEARBY = words("""
    price costs cost charged charge total bill is balance amount fee paid paying pay speed score quantity
    excess premium deposit instalment instalments installment installments surcharge tax postage rent salary budget
    saving savings estimate
    """)
_PRICE_REACH = 6
_THING_REACH = 7
LONGEST_PRICE = 4
LONGEST_OF_THING = 12
_ANY = 99
_INNOCENT_REACH = 30
_REACH = 40
LONGEST_REACH = 40
_ASIDE_WORDS = 14
_LONGEST = 8
STRONG = frozenset(
    {
        EntityType.CARD_NUMBER,
        EntityType.SECURITY_CODE,
        EntityType.PIN,
        EntityType.BANK_ACCOUNT,
        EntityType.NATIONAL_ID,
        EntityType.PHONE,
        EntityType.SECRET,
    }
)
"""Types whose values are digits: words touching a cut that may be misheard digits go with it."""


_EXPECTED = STRONG | {EntityType.CARD_EXPIRY, EntityType.DATE_OF_BIRTH}


@dataclass(frozen=True, slots=True)
class Cue:
    """`type` None says "what follows is an innocent number"; `phrase` is the cue as it should be said."""

    type: EntityType | None
    first: int
    last: int
    reach: int
    phrase: tuple[str, ...] = ()
    continued: bool = False
    """True for a cut value that announces its own rest or repetition."""
    aside: bool = False
    """True for an innocent cue said in one turn after another cue: "your card number for this order"."""
    vague: bool = False
    """True for "the code", which announces what follows but names nothing said before."""

    @property
    def is_nearby(self) -> bool:
        """True for prices and things, which concern only the next few words."""
        return self.type is None and self.reach <= _THING_REACH

    @property
    def is_of_thing(self) -> bool:
        """True for "the boiler", which explains a number only where nothing personal was asked for."""
        return self.type is None and self.reach == _THING_REACH

    @property
    def longest(self) -> int:
        """Digits of the longest number that an innocent cue explains."""
        return {_PRICE_REACH: LONGEST_PRICE, _THING_REACH: LONGEST_OF_THING}.get(self.reach, _ANY)


def questions(cues: Sequence[Cue]) -> list[int]:
    """Positions of cues that end the number before them when the other side says them."""
    return sorted(cue.first for cue in cues if not cue.is_nearby)


def cues(call: Call) -> list[Cue]:
    """The longest cue at each place of each speaker's stream, in the order they end."""
    found = [
        _as_meant(call, cue)
        for stream in call.streams.values()
        for cue in _stream_cues(call, stream)
        if not (cue.type is EntityType.CARD_EXPIRY and is_of_an_offer(call, cue.first)) and not _is_a_call(call, cue)
    ]
    taken = frozenset(position for cue in found for position in said_by(call, cue))
    for stream in call.streams.values():
        found += [Cue(kind, first, last, _REACH) for kind, first, last in near_cues(call, stream, taken)]
    return _with_asides(call, sorted(found, key=lambda cue: (cue.last, -cue.first)))


def _is_a_call(call: Call, cue: Cue) -> bool:
    """As in "today's call from one to ten", "rate the call": it is talked about, nobody is asked to ring."""
    if cue.type is not EntityType.PHONE or cue.phrase[:1] not in (("call",), ("text",)):
        return False
    before = call.text(next(iter(call.behind(cue.first, 1, same_line=True)), -1))
    return before.endswith("'s") or before in _BEFORE_NOUN


_BEFORE_NOUN = words("the this that a each every last first previous our")
_OPEN = frozenset({EntityType.SECURITY_CODE, EntityType.SECRET})
_OPEN_WORDS = words("a the your my code is back says on it in of card over turn number numbers digits")
_THINGS = (
    THINGS
    | PAPERS - {"work", "service", "case", "basket", "credit", "coach"}
    | words("""
    declined decline response reason denied
    letter mailer postcard brochure offers promotion discount box sticker label screen product area zip post country
    deal
    """)
)
_SURELY_CARD = words("visa mastercard amex cvv debit security signature")
_THING_WITHIN = 10
_THING_AHEAD = 6
_CARD_WITHIN = 25
_OF_CARD = frozenset({"card", "back"})
_CARD_WORDS = words("card visa mastercard amex cvv debit credit expiry expires expiration")
_NUMBER_WORDS = 8
_NUMBERS_WITHIN = 60


def _as_meant(call: Call, cue: Cue) -> Cue:
    """A cue such as "the code" or "on the back", which says little by itself, with the type it has here.

    Where the talk is of a card it is the card's code; where it is of a flyer or an error, an innocent one.
    """
    if cue.type not in _OPEN or not _OPEN_WORDS.issuperset(cue.phrase):
        return cue
    around = (
        *call.behind(cue.first, _THING_WITHIN, same_line=True),
        *call.ahead(cue.last, _THING_AHEAD, same_line=True),
    )
    near = {call.text(position) for position in around}
    if near & _THINGS and not near & _SURELY_CARD:
        return replace(cue, type=None, reach=_INNOCENT_REACH)
    before = range(max(0, cue.first - _NUMBERS_WITHIN), cue.first)
    atoms = [atom_of(call.tokens[position]) for position in before]
    of_card = any(call.text(position) in _CARD_WORDS for position in before[-_CARD_WITHIN:])
    of_card |= (
        not _OF_CARD.isdisjoint(cue.phrase)
        or sum(atom is not None and atom.is_number for atom in atoms) >= _NUMBER_WORDS
    )
    return replace(cue, type=EntityType.SECURITY_CODE if of_card else EntityType.SECRET, vague=not of_card)


_OFFERS = words("""
    offer offers price promotion promo coupon voucher deal discount contract plan sale special code
    warranty insurance policy tariff trial lease guarantee licence license passport subscription milk food budget stock
    """)
_OFFER_WITHIN = 8


def is_of_an_offer(call: Call, position: int) -> bool:
    """As in "the prices are valid until june thirty": a date that is no card's expiry.

    What expires is the last thing named before, unless that is the card.
    """
    before = [call.text(one) for one in call.behind(position, _OFFER_WITHIN, same_line=True)]
    is_verb = call.text(position) in _ENDING
    for place, (word, further) in enumerate(zip_longest(before, before[1:], fillvalue="")):
        if word in _OFFERS and not (word == "code" and further in _CARDS_CODE):
            return True
        if word in _OF_CARDS or word.removesuffix("'s") in _CARD_WORDS:
            return False
        if is_verb and place < _SUBJECT_WITHIN and further in _DETERMINERS and word in COMMON - HARD_STOPS - _OF_DATES:
            return True
    return False


_ENDING = words("valid runs run running good expires expire expiring lasts last ends till until through goes in out")
_SUBJECT_WITHIN = 4
_DETERMINERS = words("the a this that our your my its their")
_OF_CARDS = words("card cards it's one")
_OF_DATES = words("expiry expiration expires date month year end valid exp front back card number new current")
_CARDS_CODE = frozenset({"security", "card", "cvv", "cvc"})


def said_by(call: Call, cue: Cue) -> list[int]:
    """Positions of the words of a cue."""
    return [cue.first, *(position for position in call.ahead(cue.first, _LONGEST) if position <= cue.last)]


def announcing(call: Call, cues: Sequence[Cue]) -> frozenset[int]:
    """Positions of words that announce something personal and are none of it."""
    return frozenset(position for cue in cues for position in said_by(call, cue) if cue.type is not None)


def nearest_first(call: Call, cues: Sequence[Cue], position: int) -> Iterator[Cue]:
    """The cues that may announce what stands at a position.

    An aside counts only within its own turn, and there only if it is no mere place: "the card on the order is".
    """
    line = call.tokens[position].line
    asked = _is_asked(call, cues, position)
    for index in range(bisect_left(cues, position, key=_last) - 1, -1, -1):
        cue = cues[index]
        if position - cue.last > LONGEST_REACH:
            return
        passed_over = (
            cue.aside and (call.tokens[cue.last].line != line or is_place(call, cue, within=_ASIDE_WITHIN))
        ) or (cue.type is None and _is_past(call, cue, position))
        passed_over |= cue.is_of_thing and asked and not names(call, cue, position)
        if position - cue.last <= cue.reach and not passed_over:
            yield cue


def _is_past(call: Call, cue: Cue, position: int) -> bool:
    """True where the talk has gone on since an innocent number was announced: not in the answer to it."""
    announced, said = call.tokens[cue.last], call.tokens[position]
    turns = said.line - announced.line
    if turns == _ANSWERED_WITHIN and announced.speaker is said.speaker:
        return _is_talk(call, announced.line + 1, near=position)
    return turns > 1


def _is_talk(call: Call, line: int, *, near: int) -> bool:
    """True for a turn that is more than a nod."""
    first = next((one for one in range(near, -1, -1) if call.tokens[one].line < line), -1) + 1
    return sum(call.tokens[one].line == line for one in range(first, near)) > _NOD


_ANSWERED_WITHIN = 2
"""A speaker goes on behind a nod of the listener."""
_NOD = 3


def _is_asked(call: Call, cues: Sequence[Cue], position: int) -> bool:
    """True where something personal was announced in this turn, or asked for in the one before."""
    lines = (call.tokens[position].line, call.tokens[position].line - 1)
    index = bisect_left(cues, position, key=_last) - 1
    while index >= 0 and position - cues[index].last <= LONGEST_REACH:
        if cues[index].type is not None and not cues[index].continued and call.tokens[cues[index].last].line in lines:
            return True
        index -= 1
    return False


def names(call: Call, cue: Cue, position: int) -> bool:
    """True where only words such as "number" and "is" stand between a thing and the number: it is the thing's own."""
    between = [call.text(other) for other in range(cue.last + 1, position)]
    return all(text in LINKERS or len(text) == 1 for text in between)


def is_place(call: Call, cue: Cue, *, within: int = 2) -> bool:
    """As in "on the order", "for this booking"; the preposition stands so many words before the cue."""
    before = call.behind(cue.first, within, same_line=True)
    return any(call.text(position) in _PLACING for position in before)


_PLACING = words("on for in of from to at with under off")
_ASIDE_WITHIN = 3


def _last(cue: Cue) -> int:
    return cue.last


def announced_as(kind: EntityType, call: Call, cues: Sequence[Cue], *, reach: int) -> list[bool]:
    """For each position whether the last personal cue before it, within reach, announces values of a kind."""
    announced = [False] * len(call.tokens)
    personal = [cue for cue in cues if cue.type is not None]
    for cue, following in zip_longest(personal, personal[1:]):
        if cue.type is kind:
            end = min(len(announced), cue.last + reach + 1, following.first if following else len(announced))
            announced[cue.last + 1 : end] = [True] * max(0, end - cue.last - 1)
    return announced


def expecting(call: Call, cues: Sequence[Cue]) -> list[range]:
    """Ranges of positions where a value of digits is expected.

    From a cue to the next one in another turn; and before a cue that names what was said: "… is my card number".
    """
    ranges = []
    for index, cue in enumerate(cues):
        if cue.type not in _EXPECTED:
            continue
        line = call.tokens[cue.last].line
        later = (other.first for other in cues[index + 1 :] if call.tokens[other.first].line != line)
        ranges.append(range(cue.last + 1, min(cue.last + cue.reach, next(later, cue.last + cue.reach))))
        before = call.behind(cue.first, _NAMING_WITHIN, same_line=True)
        if not cue.vague and any(call.text(position) in _NAMING for position in before):
            ranges.append(range(max(0, cue.first - _NAMED_REACH), cue.first))
    return ranges


_NAMING = words("is as that's was for")
_NAMING_WITHIN = 3
_NAMED_REACH = 16


def _with_asides(call: Call, found: list[Cue]) -> list[Cue]:
    """Innocent cues are asides where the same turn asked for something personal before."""
    asked: dict[int, int] = {}
    marked = []
    for cue in found:
        line = call.tokens[cue.first].line
        if cue.type is not None:
            asked[line] = cue.last
        aside = cue.type is None and cue.first - asked.get(line, -_ASIDE_WORDS) < _ASIDE_WORDS

        marked.append(replace(cue, aside=aside))
    return marked


def _stream_cues(call: Call, stream: tuple[int, ...]) -> Iterator[Cue]:
    said = [call.text(position) for position in stream]
    place, ended = 0, -1
    while place < len(stream):
        match = _PHRASES.at(said, place)
        beside = _PHRASES.at(said, place + 1) if match and match.length > 1 else None
        if match is None or (beside is not None and _is_better(beside, match)):
            place += 1
            continue
        if match.phrase != _GOES_ON or place != ended:  # "my pin number is": the number is that of the cue before
            last = stream[place + match.length - 1]
            yield Cue(match.value, stream[place], last, _reach(match), match.phrase)
        place = ended = place + match.length


def _is_better(beside: Match[EntityType | None], match: Match[EntityType | None]) -> bool:
    """True for "code word" in "the code word", and for a longer phrase."""
    more = len(beside.phrase) - len(match.phrase)
    lost = beside.length < len(beside.phrase)
    return (more > 0 and not lost) or (more == 0 and match.phrase[0] == "the")


_GOES_ON = ("number", "is")


def _reach(match: Match[EntityType | None]) -> int:
    """How many tokens further on a number still belongs to the cue."""
    if match.value is not None:
        return _REACH
    if match.phrase in _THING_PHRASES:
        return _THING_REACH
    return _PRICE_REACH if all(word in _NEARBY for word in match.phrase) else _INNOCENT_REACH


_INNOCENT = frozenset(tuple(said.split()) for line in ANNOUNCED[None].splitlines() for said in line.split("|"))
_THING_PHRASES = frozenset((thing,) for thing in THINGS) - _INNOCENT
_OF_PAPERS = sorted(f"{paper} {called}" for paper in PAPERS for called in ("number", "no", "reference", "ref", "i d"))
_ANNOUNCED = ANNOUNCED | {None: "\n".join((ANNOUNCED[None].strip(), *sorted(THINGS), *_OF_PAPERS))}
_PHRASES: Phrases[EntityType | None] = Phrases(_ANNOUNCED, exact=frozenset({None}))


def cue_words() -> frozenset[str]:
    """Every word of every cue."""
    return _PHRASES.words
