"""What recognisers write for digits: words that rhyme with one, or begin or end like it."""

from redact.lexicon.wordlist import row

_ALIKE = {
    "0": "hero euro arrow",
    "1": "want on wan wand gun none",
    "2": "through true tool",
    "3": "free tea sea key treat freeze tray fee three's",
    "4": "tour or door floor pour poor ford fort force war",
    "5": "fine hive life wife fire five's dive drive",
    "6": "sick sticks six's fix sits stick picks sits sixth sacks",
    "7": "heaven even several sever seventh savin",
    "8": "late hate wait gate rate eighth eat",
    "9": "line mine wine sign night nice dine nines",
    "20": "plenty",
}
HEARD_FOR = {word: digits for digits, alike in _ALIKE.items() for word in row(alike)}
"""Everyday words among them are believed only where a number was asked for, beside other digits."""
