"""What the words beside a number make of it: fillers within one, what it counts, a "one" that is none."""

from __future__ import annotations

from redact.atoms import DIGITS
from redact.lexicon.everyday import COMMON, HARD_STOPS
from redact.lexicon.wordlist import words
from redact.tokens import Call

FILLERS = words("""
    uh um er erm ah hm hmm mm mhm like then and dash hyphen space slash dot point comma minus stroke wait hang hold on
    let me see sorry no i mean okay ok yeah yes right so it's that's is was again followed by next the oh actually
    scratch correction not rather there's got a just sec second one's moment please alright number numbers digits well
    """)
ARTICLES = words("a an another")
POINTS_AT_ONE = words("""
    that this which last only each every any no end next first short long other new newer old older same right wrong
    good best big small wee old
    """)
_ONE_OF = words("more of moment second minute sec time thing day who that you i we at last another or on is")
"""Words before which a "one" that stands alone is no digit."""
"""Words behind which a "one" is no digit."""
LINKERS = words("""
    number numbers no code is was are it's its that's the a an of id i d ref reference says said say reads read shows
    showing show shown as called that which and uh um er one to at dash hash marked labelled labeled
    """)
"""Words that may stand between a thing and the number that is its own."""
VALUE_LINKS = words("is are was it's that's")
OPENERS = FILLERS | words("that sure yeah thanks thank you of course this would be yep it here great perfect")
"""Words of a turn that only says a number."""
_PLAIN = HARD_STOPS | OPENERS
BEFORE_VALUE = words("""
    is it's its that's are be as was were to uh um er yes yeah okay ok sure so repeat number numbers code pin card and
    then dash
    """)
"""Words directly before a value, or before a digit of it."""
BEFORE_TO = BEFORE_VALUE - words("repeat number numbers code pin card so and be as")
"""The same before a "to" or "for" that may be a digit: not "my pin to …"."""
PREPOSITIONS = words("to for on or")
DETERMINERS = words("the a an my your his her our their this that it them you me us which what")
"""Words before which a preposition is one and no digit: "four one on the form"."""
AFTER_VALUE = FILLERS | words("correct perfect great thanks thank if great")


def counts(call: Call, position: int) -> bool:
    """True for "two cards", "three people", "one moment", "one of them": what the number counts follows."""
    token = call.tokens[position]
    ahead = call.ahead(position, 1, same_line=True)
    if not ahead or token.ends_clause:
        return False
    following = call.text(ahead[0])
    if following in _COUNTED or token.text == "one":
        return following in COMMON and (following in _COUNTED or following not in OPENERS)
    return following.endswith("s") and following in COMMON and following not in _PLAIN


_COUNTED = words("number numbers digit digits people children men women feet")


def points_at_one(call: Call, position: int) -> bool:
    """True in "the last one", "a newer one", "the one i have", "one more time": no digit."""
    if call.text(position) not in ("one", "ones"):
        return False
    before = call.text(next(iter(call.behind(position, 1, same_line=True)), -1))
    ahead = [call.text(other) for other in call.ahead(position, 2, same_line=True)]
    after = ahead[0] if ahead else ""
    if after == "another" and ahead[1:] and ahead[1] in DIGITS:  # "a one another one a four"
        return False
    if before != "no" and ahead[:2] in (["is", "that"], ["is", "it"]):  # "two four wait one is that right"
        return before in POINTS_AT_ONE or before in _THE
    if after in _MENDED and ahead[1:] and ahead[1] in DIGITS:  # "one sorry three eight"
        return before in POINTS_AT_ONE
    if before in DIGITS or after in DIGITS:
        return before in POINTS_AT_ONE
    return before in POINTS_AT_ONE or before in _THE or (bool(before) and after in _ONE_OF)


_MENDED = frozenset({"sorry", "wait", "no"})
_THE = words("the had get got lost want need have")
