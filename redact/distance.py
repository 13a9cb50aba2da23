"""How far a misheard word is from a known one."""


def close(word: str, known: str) -> bool:
    """At most one edit apart, two for words of nine letters or more (Levenshtein)."""
    most = 2 if len(known) >= 9 else 1
    if abs(len(word) - len(known)) > most:
        return False
    row = list(range(len(known) + 1))
    for i, left in enumerate(word, start=1):
        previous, row = row, [i]
        for j, right in enumerate(known, start=1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (left != right)))
        if min(row) > most:
            return False
    return row[-1] <= most
