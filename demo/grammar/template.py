"""Sentence templates, their stable ids, and which of them no training may see."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOT = re.compile(r"\{(\w+)\}")
PERSONAL_SLOTS: Mapping[str, str] = {
    "card": "CARD_NUMBER",
    "security": "SECURITY_CODE",
    "expiry": "CARD_EXPIRY",
    "phone": "PHONE",
    "email": "EMAIL",
    "name": "NAME",
    "surname": "NAME",
    "address": "ADDRESS",
    "birth": "DATE_OF_BIRTH",
}


@dataclass(frozen=True)
class Template:
    """One sentence with `{slots}`; `id` is its act and its place in the act, so new ones go to the end."""

    id: str
    act: str
    text: str

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(SLOT.findall(self.text))


@dataclass(frozen=True)
class Act:
    """Ways of saying one thing. A fifth of them (at least one) is held out: those whose ids hash lowest."""

    name: str
    templates: tuple[Template, ...]

    @property
    def held_out(self) -> tuple[Template, ...]:
        count = max(1, round(len(self.templates) / 5))
        return tuple(sorted(self.templates, key=lambda template: stable_hash(template.id))[:count])

    @property
    def training(self) -> tuple[Template, ...]:
        held_out = set(self.held_out)
        return tuple(template for template in self.templates if template not in held_out)


def act(name: str, sentences: str) -> Act:
    """An act from a block of text, one sentence a line."""
    lines = [line.strip() for line in sentences.strip().splitlines()]
    return Act(name, tuple(Template(f"{name}.{i:02d}", name, line) for i, line in enumerate(lines)))


def stable_hash(text: str) -> str:
    """SHA-256 in hex: the same on every machine and in every year, unlike `hash()`."""
    return hashlib.sha256(text.encode()).hexdigest()
