"""Person names: where a cue says one comes, where a given name stands, and from the installation's lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.atoms import MONTHS, SPELLING, Kind, atom_of
from redact.entities import EntityType
from redact.exemptions import Exemptions
from redact.finds import Find
from redact.introduced import ASKING, CERTAIN, INTRODUCED, LIKELY, PROBABLE, TITLES
from redact.lexicon.brands import BEGIN_BRANDS, BRANDS, FIRMS, MOST_BRAND_WORDS
from redact.lexicon.dictionary import ENGLISH
from redact.lexicon.everyday import COMMON, FAMILIAR, HARD_STOPS
from redact.lexicon.persons import AMBIGUOUS, FAMILY, GIVEN
from redact.lexicon.places import PLACES
from redact.lexicon.streets import STREET_TYPES
from redact.lexicon.wordlist import words
from redact.tokens import Call

_CLEAR = GIVEN - AMBIGUOUS
_RARE_SURNAMES = FAMILY - COMMON
_FAMILY_NAMES = FAMILY - HARD_STOPS
_NO_NAMES = COMMON - AMBIGUOUS - _CLEAR
_RARE_AMBIGUOUS = AMBIGUOUS - COMMON
_PARTICLES = words("""
    de la del der den van von bin ibn al el da do dos du le san mac an ni nic ui mc ter ten di della abu bint binti af
    zu ould st o
    """)
NAME_WORDS = words("""
    name names name's named surname surname's spell spelled spelling spelt spells lastname maiden
    """)
MOST_NAME_WORDS = 5
_ANSWER_REACH = 14
_OPENERS = words("""
    yes yeah sure okay ok of course uh um it's it is hi hello well so my name the name's i'm i am this that's that
    would be just yep certainly absolutely oh right under full first last surname no problem here and alright should
    says say it'll erm er my partner husband wife son daughter mum mom dad for mister mr mrs missus ms miss
    """)


def name_finds(call: Call, exempt: Exemptions, barriers: frozenset[int]) -> list[Find]:
    found = [tuple(row) for row in _announced(call) if row]
    found += [tuple(row) for row in _answers(call) if row]
    found += [tuple(row) for row in _listed(call, exempt) if row]
    found += [tuple(row) for row in (*_known(call), *_named_after(call)) if row]
    free = barriers | _brands(call)
    found = [row for row in found if not free.intersection(row)]
    return [Find(EntityType.NAME, row) for row in found]


def _brands(call: Call) -> frozenset[int]:
    """Positions that say the name of a firm or a day."""
    said: set[int] = set()
    for position, token in enumerate(call.tokens):
        if token.text not in BEGIN_BRANDS:
            continue
        row = (position, *call.ahead(position, MOST_BRAND_WORDS - 1, same_line=True))
        for size in range(1, len(row) + 1):
            if tuple(call.text(one) for one in row[:size]) in BRANDS:
                said.update(row[:size])
    return frozenset(said)


def name_cue_positions(call: Call) -> list[int]:
    """Positions of words that announce a name or its spelling."""
    return [position for position, token in enumerate(call.tokens) if token.text in NAME_WORDS]


def _announced(call: Call) -> Iterator[list[int]]:
    for stream in call.streams.values():
        words = [call.text(position) for position in stream]
        for place in range(len(stream)):
            yield _behind_phrase(call, stream, words, place)
            if words[place] in TITLES and _follows_line(call, stream, place):
                yield _name_at(call, stream, place + 1, certain=True)


def _behind_phrase(call: Call, stream: Sequence[int], words: list[str], place: int) -> list[int]:
    for announcing, certain in ((CERTAIN, True), (PROBABLE, False)):
        match = announcing.at(words, place)
        start = place + match.length if match else len(stream)
        sure = certain or (start < len(stream) and _is_about_name(call, stream, place, start))
        if start < len(stream) and (sure or _is_known(call, stream[start])):
            return _name_at(call, stream, start, certain=True)
    match = INTRODUCED.at(words, place)
    start = place + match.length if match else len(stream)
    if start < len(stream) and _same_line(call, stream[place], [stream[start]]) and _is_introduced(call, stream, start):
        return _name_at(call, stream, start, certain=True)
    return []


def _is_about_name(call: Call, stream: Sequence[int], place: int, start: int) -> bool:
    """As in "you've spelt my name wrong it's botha": a word that is no common one, in a turn about a name."""
    before = [call.text(position) for position in call.behind(stream[place], _ABOUT_NAME, same_line=True)]
    return call.text(stream[start]) not in COMMON and not NAME_WORDS.isdisjoint(before)


_ABOUT_NAME = 6


def _is_introduced(call: Call, stream: Sequence[int], place: int) -> bool:
    """As in "you're through to dawn in the claims team": a name that is a word as well."""
    token = call.tokens[stream[place]]
    if token.text not in AMBIGUOUS or token.text in MONTHS | _MODALS:
        return False
    ahead = call.ahead(stream[place], 1, same_line=True)
    following = call.text(ahead[0]) if ahead else ""
    return not ahead or token.ends_clause or following in _AFTER_NAME or following in FAMILY


def _is_known(call: Call, position: int) -> bool:
    """True for a word that is known as a name, however ambiguous; for a strange one in a capital or before a stop."""
    token = call.tokens[position]
    strange = token.capital and token.text not in COMMON and not token.raw.isupper()
    if token.text in PLACES or token.text in FIRMS:
        return False
    if token.text in _RARE_SURNAMES or token.text in _RARE_AMBIGUOUS or strange:
        return True
    following = call.text(next(iter(call.ahead(position, 1, same_line=True)), -1))
    named = following in _RARE_SURNAMES or (len(following) >= _STRANGE_LETTERS and following not in COMMON)
    return _is_strange(call, position) and (not following or named or following in _AFTER_STRANGE)


def _follows_line(call: Call, stream: Sequence[int], place: int) -> bool:
    if place + 1 >= len(stream):
        return False
    return call.tokens[stream[place]].line == call.tokens[stream[place + 1]].line


def _name_at(call: Call, stream: Sequence[int], place: int, *, certain: bool, later: bool = False) -> list[int]:
    """Positions of up to five name words from this place on; `later` where a name word stands before it."""
    row: list[int] = []
    if certain and (_is_initial(call, stream, place) or _is_particle(call, stream, place)):
        row.append(stream[place])
        place += 1
    for position in stream[place : place + MOST_NAME_WORDS]:
        token = call.tokens[position]
        if row and (token.line != call.tokens[row[-1]].line or call.tokens[row[-1]].ends_clause):
            break
        joined = bool(row) and token.word == call.tokens[row[-1]].word  # "hyun-woo"
        if not joined and not _may_be_name(call, position, certain=certain and len(row) < 2, later=later or bool(row)):
            break
        row.append(position)
    while len(row) > 1 and call.text(row[-1]) in _PARTICLES - GIVEN:
        row.pop()
    return row if len(row) > 1 or not row or len(call.text(row[0])) > 1 else []


def _is_particle(call: Call, stream: Sequence[int], place: int) -> bool:
    """As in "doctor de souza"."""
    following = place + 1 < len(stream) and _may_be_name(call, stream[place + 1], certain=True, later=True)
    return following and call.text(stream[place]) in _PARTICLES


def _is_initial(call: Call, stream: Sequence[int], place: int) -> bool:
    """As in "d wilson"."""
    return place < len(stream) and len(call.text(stream[place])) == 1 and call.text(stream[place]) not in ("i", "a")


def _may_be_name(call: Call, position: int, *, certain: bool, later: bool) -> bool:
    token = call.tokens[position]
    text = token.text.removesuffix("'s")
    if text in SPELLING and _is_letter(call, position):
        return False
    if token.is_placeholder or text in TITLES or atom_of(token) is not None or not _is_wordlike(text):
        return False
    if text in _CLEAR or (text in FAMILY and text not in HARD_STOPS and (certain or later)):
        return True
    if text in AMBIGUOUS:
        following = call.text(next(iter(call.ahead(position, 1, same_line=True)), -1))
        is_verb = later and text in _MODALS and not token.ends_clause and following not in FAMILY
        return (certain or later) and not is_verb
    if later and text in _PARTICLES:
        return True
    if later and text not in COMMON and (len(text) >= _STRANGE_LETTERS or token.capital):
        return True
    return certain and text not in FAMILIAR


def _is_letter(call: Call, position: int) -> bool:
    """True for a word of the radio alphabet beside a digit or a letter: "charlie eight eight"."""
    ahead = call.ahead(position, 1, same_line=True)
    atom = atom_of(call.tokens[ahead[0]]) if ahead else None
    return atom is not None and (atom.is_number or atom.kind is Kind.LETTER) and call.text(ahead[0]) not in ("a", "i")


def _is_wordlike(text: str) -> bool:
    return len(text) >= 2 and text.replace("'", "").replace("-", "").isalpha()


def _answers(call: Call) -> Iterator[list[int]]:
    """Names given in answer to "may I have your name": the first words of the other side's next turn."""
    for phrase_end in _asked(call):
        asker = call.tokens[phrase_end]
        following = [
            position
            for position in range(phrase_end + 1, min(len(call.tokens), phrase_end + _ANSWER_REACH * 2))
            if call.tokens[position].line > asker.line
        ]
        if not following:
            continue
        line = call.tokens[following[0]].line
        answer = [position for position in following if call.tokens[position].line == line][:_ANSWER_REACH]
        place = 0
        while place < len(answer) and call.text(answer[place]) in _OPENERS:
            place += 1
        yield _name_at(call, answer, place, certain=True)


def _asked(call: Call) -> Iterator[int]:
    """The last position of each question for a name."""
    for stream in call.streams.values():
        words = [call.text(position) for position in stream]
        for place in range(len(stream)):
            match = ASKING.at(words, place)
            if match:
                yield stream[place + match.length - 1]


def _named_after(call: Call) -> Iterator[list[int]]:
    """As in "mark young is the name"."""
    for stream in call.streams.values():
        texts = [call.text(position) for position in stream]
        for place in range(1, len(texts) - 2):
            if texts[place] not in ("is", "was") or tuple(texts[place + 1 : place + 3]) not in _THE_NAME:
                continue
            row: list[int] = []
            for before in call.behind(stream[place], MOST_NAME_WORDS, same_line=True):
                if not _may_be_name(call, before, certain=True, later=True):
                    break
                row.insert(0, before)
            yield row


_THE_NAME = {("the", "name"), ("my", "name"), ("the", "surname"), ("my", "surname"), ("his", "name"), ("her", "name")}


def _known(call: Call) -> Iterator[list[int]]:
    """Given names that are nothing else, wherever they stand; ambiguous ones after a greeting or thanks."""
    for stream in call.streams.values():
        place = 0
        while place < len(stream):
            row = _known_at(call, stream, place)
            yield row
            place += max(1, len(row))


def _known_at(call: Call, stream: Sequence[int], place: int) -> list[int]:
    token = call.tokens[stream[place]]
    text = token.text.removesuffix("'s")
    if text in _NO_NAMES or text in FIRMS or _is_thing(call, stream[place]) or _is_where(call, stream[place]):
        return []
    if text in _CLEAR and not _names_a_street(call, stream, place):
        return _name_at(call, stream, place, certain=False)
    if _is_here(call, stream[place]):
        return _name_at(call, stream, place, certain=True)
    if text in AMBIGUOUS and (_is_alone(call, stream, place) or _has_surname(call, stream, place)):
        row = _name_at(call, stream, place + 1, certain=False, later=True)
        return [stream[place], *row] if _same_line(call, stream[place], row) else [stream[place]]
    if text in _RARE_SURNAMES and (_is_alone(call, stream, place) or _is_foreign(call, stream[place], text)):
        return _name_at(call, stream, place, certain=False, later=True)
    if _is_strange(call, stream[place]) and (
        _has_surname(call, stream, place) or _is_written_name(call, stream, place)
    ):
        return list(stream[place : place + 2])
    return []


def _is_foreign(call: Call, position: int, text: str) -> bool:
    """True for a family name that is no English word and no place: not in "the kenwood", "near macleod"."""
    before = call.text(next(iter(call.behind(position, 1, same_line=True)), -1))
    if text in ENGLISH or text in PLACES or text in FIRMS or len(text) <= _STRANGE_LETTERS:
        return False
    return before not in _ARTICLES and before not in _PLACING


_PLACING = words("in at near to from of around outside towards through via between on by new old north south east west")


def _is_thing(call: Call, position: int) -> bool:
    """As in "the jasmine paint", "a rose bush": an article before it, and no rare family name behind it."""
    before = call.text(next(iter(call.behind(position, 1, same_line=True)), -1))
    following = call.text(next(iter(call.ahead(position, 1, same_line=True)), -1))
    if before not in _ARTICLES:
        return False
    return call.text(position) in AMBIGUOUS or following in COMMON or following not in FAMILY


def _is_where(call: Call, position: int) -> bool:
    """As in "then in sofia", "houston and austin": a place, where no family name follows."""
    behind = [call.text(one) for one in call.behind(position, 2, same_line=True)]
    following = call.text(next(iter(call.ahead(position, 1, same_line=True)), -1))
    if len(behind) > 1 and behind[0] == "and" and behind[1] in PLACES and call.text(position) in PLACES:
        return True
    return bool(behind) and behind[0] in _WHERE and following not in _RARE_SURNAMES


_WHERE = frozenset({"in", "near", "via", "visiting", "around", "across"})
_ARTICLES = words("the a an that this your our their some")


def _is_here(call: Call, position: int) -> bool:
    """True for a strange word that begins a turn and is soon followed by "here" or "speaking"."""
    if len(call.behind(position, _GREETING, same_line=True)) == _GREETING or not _is_strange(call, position):
        return False
    ahead = [call.text(one) for one in call.ahead(position, MOST_NAME_WORDS - 1, same_line=True)]
    return not _HERE.isdisjoint(ahead) and ahead[0] not in HARD_STOPS - _HERE


_HERE = frozenset({"here", "speaking", "calling"})
_GREETING = 4


def _is_strange(call: Call, position: int) -> bool:
    """A word of no list: before a family name it is the given one, known or misheard."""
    token = call.tokens[position]
    known = token.text in COMMON or token.text in PLACES or token.text in FIRMS
    return len(token.text) >= _STRANGE_LETTERS and not known and _may_be_name(call, position, certain=True, later=False)


_STRANGE_LETTERS = 4


def _is_written_name(call: Call, stream: Sequence[int], place: int) -> bool:
    """Two words of no list, both written with a capital: a full name where the writing has capitals."""
    if place + 1 >= len(stream) or not _same_line(call, stream[place], [stream[place + 1]]):
        return False
    tokens = [call.tokens[position] for position in stream[place : place + 2]]
    return not tokens[0].ends_clause and all(
        token.capital and not token.raw.isupper() and token.text not in COMMON and atom_of(token) is None
        for token in tokens
    )


def _names_a_street(call: Call, stream: Sequence[int], place: int) -> bool:
    return place + 1 < len(stream) and call.text(stream[place + 1]) in STREET_TYPES


def _has_surname(call: Call, stream: Sequence[int], place: int) -> bool:
    """As in "rose miller": an ambiguous given name with a family name that is nothing else."""
    if place + 1 >= len(stream) or not _same_line(call, stream[place], [stream[place + 1]]):
        return False
    text = call.text(stream[place + 1])
    if call.text(stream[place]) in _GIVEN_OR_WORD and text in _FAMILY_NAMES:
        return call.text(stream[place]) not in COMMON or text not in COMMON
    return text in _RARE_SURNAMES and text not in AMBIGUOUS


def _same_line(call: Call, position: int, row: Sequence[int]) -> bool:
    return bool(row) and call.tokens[row[0]].line == call.tokens[position].line


def _is_alone(call: Call, stream: Sequence[int], place: int) -> bool:
    """Addressed or introduced: right after "thank you" or "this is", and the clause ends or stops there."""
    if call.text(stream[place]) in _MODALS:
        return False
    likely = LIKELY.ends_at([call.text(position) for position in call.behind(stream[place], 3, same_line=True)][::-1])
    if not likely and not (place == 0 or not _same_line(call, stream[place], [stream[place - 1]])):
        return False
    token = call.tokens[stream[place]]
    if token.ends_clause or place + 1 >= len(stream):
        return likely
    following = call.tokens[stream[place + 1]]
    return likely and (following.line != token.line or following.text in _AFTER_NAME)


_MODALS = frozenset({"may", "will"})
_GIVEN_OR_WORD = AMBIGUOUS - _MODALS
_AFTER_STRANGE = words("again here speaking calling from i'm in and with please")
_AFTER_NAME = words("""
    again in with who she he they we let's it's speaking calling here from and how thank thanks i i'm i've can could
    what may is you your sir ma'am at still said told rang called wants asked answered speaking please so but if will
    would was has had did does put for on about did're and're always
    """)


def _listed(call: Call, exempt: Exemptions) -> Iterator[list[int]]:
    """Names of the customer record and the agent roster: in full, and each of their words that is a name."""
    names = exempt.cut_names
    single = {part for name in names for part in name if len(part) >= 3 and part not in COMMON}
    for stream in call.streams.values():
        words = [call.text(position).removesuffix("'s") for position in stream]
        for place, word in enumerate(words):
            if word in single:
                yield [stream[place]]
            for name in names:
                if len(name) > 1 and tuple(words[place : place + len(name)]) == name:
                    yield list(stream[place : place + len(name)])
