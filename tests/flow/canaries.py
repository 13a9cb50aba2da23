"""Values planted in a call, as they are said and as they are typed, and the search for what is left of them."""

import base64
import email
from collections.abc import Iterator, Mapping
from pathlib import Path

SAID = (
    "my name is zebulon quarlesworth my card number is four five three nine one four eight eight oh three four three"
    " six four six seven the security code is nine seven three expiring oh eight thirty one my pin is six one eight"
    " five i live at forty two wisteriabrook lane my email is zebulon dot quarlesworth at canarymail dot com you can"
    " reach me on two oh two five five five oh one six three my social security number is five three one eight four"
    " two nine seven six my date of birth is the ninth of november nineteen seventy three my iban is d e eight nine"
    " three seven oh four oh oh four four oh five three two oh one three oh oh oh my plate is k q four seven z x v"
    " my password is marmaladefox and my account number is eight one six two nine four three seven"
)
TYPED = (
    "Zebulon Quarlesworth (zebulon.quarlesworth@canarymail.com, 202-555-0163) paid with card 4539 1488 0343 6467 and "
    "lives at 42 Wisteriabrook Lane. His password is marmaladefox."
)
REFERENCE = "canary-customer-4711"
_WORDS = ("zebulon", "quarlesworth", "canarymail", "wisteriabrook", "marmaladefox", REFERENCE)
_SAID = (
    "four five three nine", "one four eight eight", "oh three four three", "six four six seven", "nine seven three",
    "oh eight thirty one", "six one eight five", "two oh two five", "oh one six three", "five three one eight",
    "two nine seven six", "ninth of november", "nineteen seventy three", "eight nine three seven", "four seven z",
    "eight one six two", "nine four three seven",
)  # fmt: skip
_WRITTEN = ("4539148803436467", "4539 1488", "0343 6467", "202-555-0163", "2025550163", "555-0163", "531842976")
NEEDLES = tuple(needle.encode() for needle in (*_WORDS, *_SAID, *_WRITTEN))


def left_in(contents: Mapping[str, bytes]) -> list[str]:
    """Where any of the values can be read, in plain or in base64, as "place: value"."""
    return [
        f"{place}: {needle.decode()}"
        for place, content in contents.items()
        for needle in NEEDLES
        if needle in content.lower() or any(form in content for form in _in_base64(needle))
    ]


def _in_base64(needle: bytes) -> Iterator[bytes]:
    """The parts of its base64 form that stay the same wherever in a text it begins."""
    for before in range(3):
        encoded = base64.b64encode(b" " * before + needle).rstrip(b"=")
        yield encoded[-(-8 * before // 6) : len(encoded) - 1]


def kept_files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its path, with the decoded parts of e-mails."""
    found: dict[str, bytes] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        found[name] = path.read_bytes()
        if path.suffix == ".eml":
            for number, part in enumerate(email.message_from_bytes(found[name]).walk()):
                payload = part.get_payload(decode=True)
                found[f"{name} part {number}"] = payload if isinstance(payload, bytes) else b""
    return found
